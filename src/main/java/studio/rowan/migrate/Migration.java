package studio.rowan.migrate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A migration as Flyway sees it.
/// @param version `null` for a repeatable one
/// @param script its path
/// @param type Flyway's word for what it is, such as `SQL`
/// @param state Flyway's word for how it stands, such as `Success` or `Pending`
/// @param installedOn when it ran; `null` while it has not
/// @param installedBy who ran it; empty where nobody is told, as in SQLite
/// @param executionMs how long that took
/// @param checksum of the script; `null` for a baseline
/// @param kind what its state means for the user
public record Migration(
        @Nullable String version,
        String description,
        String script,
        String type,
        String state,
        @Nullable Instant installedOn,
        String installedBy,
        @Nullable Integer executionMs,
        @Nullable Integer checksum,
        Kind kind) {
    /// The type of those of Drizzle.
    static final String DRIZZLE = "DRIZZLE";

    /// What a state means.
    public enum Kind {
        /// It ran and is in force.
        APPLIED,
        /// It runs next.
        PENDING,
        /// It does not run: below a baseline, out of order, superseded.
        SKIPPED,
        /// It failed, or its script is not there any more.
        TROUBLE
    }

    public boolean isPending() {
        return kind == Kind.PENDING;
    }

    /// `5`, or for a repeatable one `R`.
    public String label() {
        String number = version;
        return number == null ? "R" : number;
    }

    public boolean isDrizzles() {
        return type.equals(DRIZZLE);
    }

    /// `V5 users email not null`, as people say it; Drizzle's have a bare number.
    public String name() {
        String number = version == null ? "R" : isDrizzles() ? version : "V" + version;
        return number + (description.isEmpty() ? "" : " " + description);
    }
}
