package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.schema.Schema;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Restore;

/// What the sample can do with a database beside its migrations: the same work as the commands `reset` and `seed`.
/// @param resettable whether a file may be made the sample's again
/// @param seedable whether it has the tables that rows are made for
public record SampleWork(
        BiPredicate<Path, Schema> resettable, Predicate<Schema> seedable, Resetting resetting, Seeding seeding) {
    /// Makes a database the sample's again, behind a backup.
    @FunctionalInterface
    public interface Resetting {
        Job<Restore.Done> start(Db live, Backups backups, Backups.Request keeping);
    }

    /// Adds the base rows where they are missing, and generated posts with users and tags.
    @FunctionalInterface
    public interface Seeding {
        /// @return a job that tells how many rows it added
        Job<Long> start(Db live, int posts);
    }
}
