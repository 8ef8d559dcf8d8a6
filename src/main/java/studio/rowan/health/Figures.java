package studio.rowan.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When rows were last created, and how much the sample's users write.
/// @param lastCreated of tables with a `created_at`, newest first, as far as it can be told at little cost
/// @param postsPerUser posts divided by users; `null` without the sample's tables, or without users
/// @param sample whether the sample's tables exist
public record Figures(
        List<LastCreated> lastCreated, @Nullable Double postsPerUser, boolean sample) {
    /// The newest row of a table.
    public record LastCreated(String table, Instant at) {}

    public Figures {
        lastCreated = List.copyOf(lastCreated);
    }

    /// When the newest row of the table was created, `null` where that is not known.
    public @Nullable Instant lastCreated(String table) {
        return lastCreated.stream()
                .filter(last -> last.table().equalsIgnoreCase(table))
                .map(LastCreated::at)
                .findFirst()
                .orElse(null);
    }
}
