package studio.rowan.migrate;

/// A migration of the history that no longer agrees with the folder: nothing runs until it does.
/// @param version empty for a repeatable one
/// @param words Flyway's
/// @param digest by which the history knows what ran, where that is no checksum of Flyway's; else empty
public record Mismatch(String version, String description, Kind kind, String words, String digest) {
    Mismatch(String version, String description, Kind kind, String words) {
        this(version, description, kind, words, "");
    }

    /// What does not agree.
    public enum Kind {
        /// The script is not what ran.
        CHECKSUM,
        /// Its name says something else now.
        DESCRIPTION,
        /// It was of another type.
        TYPE,
        /// It ran and is not in the folder.
        MISSING,
        /// It is in the folder, older than what ran, and never ran.
        NOT_APPLIED,
        /// It failed when it ran, outside a transaction.
        FAILED,
        OTHER;

        static Kind of(String code) {
            return switch (code) {
                case "CHECKSUM_MISMATCH" -> CHECKSUM;
                case "DESCRIPTION_MISMATCH" -> DESCRIPTION;
                case "TYPE_MISMATCH" -> TYPE;
                case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED", "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED" -> MISSING;
                case "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED", "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED" ->
                    NOT_APPLIED;
                case "FAILED_VERSIONED_MIGRATION", "FAILED_REPEATABLE_MIGRATION" -> FAILED;
                default -> OTHER;
            };
        }
    }
}
