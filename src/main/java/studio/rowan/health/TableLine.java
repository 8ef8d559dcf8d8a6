package studio.rowan.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the page says of one table.
/// @param rows counted so far; -1 while nothing is known
/// @param exact whether that is all of them
/// @param bytes with its indexes; -1 while not measured
/// @param lastCreated of its newest row, `null` where that is not known
public record TableLine(
        String name,
        long rows,
        boolean exact,
        long bytes,
        @Nullable Instant lastCreated) {
    static TableLine of(String name) {
        return new TableLine(name, -1, false, -1, null);
    }

    TableLine withRows(long count, boolean isExact) {
        return new TableLine(name, count, isExact, bytes, lastCreated);
    }

    TableLine withBytes(long size) {
        return new TableLine(name, rows, exact, size, lastCreated);
    }

    TableLine withLastCreated(@Nullable Instant at) {
        return new TableLine(name, rows, exact, bytes, at);
    }
}
