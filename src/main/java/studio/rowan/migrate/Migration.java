package studio.rowan.migrate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A migration as Flyway sees it.
/// @param version `null` for a repeatable one
/// @param script its path
/// @param type Flyway's word for what it is, such as `SQL`
/// @param state Flyway's word for how it stands, such as `Success` or `Pending`
/// @param installedOn when it ran; `null` while it has not
/// @param executionMs how long that took
/// @param checksum of the script; `null` for a baseline
public record Migration(
        @Nullable String version,
        String description,
        String script,
        String type,
        String state,
        @Nullable Instant installedOn,
        @Nullable Integer executionMs,
        @Nullable Integer checksum) {}
