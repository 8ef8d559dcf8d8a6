package studio.rowan.migrate;

import java.util.List;

/// Runs migrations and keeps their history in one database file, in one tool's way, so that this tool agrees
/// afterwards.
interface Runner {
    /// The state of each migration, known to the file or to the scripts.
    /// @throws MigrationFailed where the tool cannot make sense of the folder
    List<Migration> info();

    /// What speaks against running anything: scripts that changed after they ran, or that are gone.
    List<Mismatch> mismatches();

    /// Runs the migration, which must be the next of those that are pending, and no other.
    /// @param steps told of each step; what it throws rolls the migration back and is thrown on
    void run(Migration migration, FlywaySteps.Listener steps);

    /// Writes a history that says: all up to this version is there already.
    void baseline(String version, String description);
}
