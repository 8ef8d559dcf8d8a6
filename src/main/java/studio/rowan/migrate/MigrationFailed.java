package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;

/// A migration could not be read or run. Carries Flyway's words, which name the script and the statement.
public final class MigrationFailed extends RuntimeException {
    private final int line;

    MigrationFailed(RuntimeException cause) {
        this(cause, 0);
    }

    MigrationFailed(RuntimeException cause, int line) {
        super(cause.getMessage(), cause);
        this.line = line;
    }

    /// @param words what is wrong
    MigrationFailed(String words) {
        super(words);
        this.line = 0;
    }

    /// The line of the script where the statement begins; 0 where it cannot be told.
    int line() {
        return line;
    }

    /// What SQLite said; null where it was not SQLite that refused.
    @Nullable
    DbError database(@Nullable String statement) {
        try {
            return DbError.of(this, statement);
        } catch (RuntimeException none) {
            return null;
        }
    }
}
