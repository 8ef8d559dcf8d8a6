package studio.rowan.vault;

import java.util.Optional;

/// Why a backup is made.
public enum Reason {
    /// Somebody pressed the button or gave the command.
    ASKED("asked for"),
    BEFORE_MIGRATION("before a migration"),
    BEFORE_RESTORE("before a restore"),
    BEFORE_RESET("before a reset"),
    /// `DB_BACKUP_INTERVAL` has passed.
    TIMED("timed");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /// As the manifest says it.
    public String words() {
        return words;
    }

    /// Empty for words of their own, such as those that name a migration.
    public static Optional<Reason> of(String words) {
        for (Reason reason : values()) {
            if (reason.words.equals(words)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
