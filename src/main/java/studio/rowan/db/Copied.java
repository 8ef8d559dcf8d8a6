package studio.rowan.db;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A finished copy of a database: what the source held at the copy's moment, for the copy to be compared with.
/// @param pages of the source at that moment
/// @param source rows counted in the same moment; null where others write to a file that must not be read for long,
///     so that there was no time to count
/// @param restarts how often the copy began anew because the source was changed
/// @param locked for how long writers of the source were shut out at a stretch
public record Copied(long pages, int pageSize, @Nullable Contents source, int restarts, Duration locked) {}
