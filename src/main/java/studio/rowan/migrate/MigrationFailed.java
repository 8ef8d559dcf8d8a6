package studio.rowan.migrate;

/// A migration could not be read or run. Carries Flyway's words, which name the script and the statement.
public final class MigrationFailed extends RuntimeException {
    MigrationFailed(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
