package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;

/// Brings the history of a database in line with its scripts, by Flyway's own repair. It changes lines of the history
/// and nothing else: what scripts did or did not do to tables stays.
public final class Repair {
    /// What happens to one line of the history.
    /// @param version empty for a repeatable migration
    public record Change(Kind kind, String version, String description) {
        public String name() {
            return ((version.isEmpty() ? "R" : "V" + version) + " " + description).strip();
        }
    }

    /// What can happen to a line of the history.
    public enum Kind {
        /// It gets the checksum, description and type of the script as it is now.
        ALIGNED,
        /// Its script is not there any more: it is marked as deleted.
        DELETED,
        /// It failed: it is taken out, so that its script can run again.
        REMOVED
    }

    /// @param backup of the state before; null where none was asked for
    public record Result(Backups.@Nullable Made backup, List<Change> changes) {
        public Result {
            changes = List.copyOf(changes);
        }
    }

    private final Db db;
    private final Scripts scripts;

    public Repair(Db db, Scripts scripts) {
        this.db = db;
        this.scripts = scripts;
    }

    /// What it would change; empty where it would not help.
    public static List<Change> preview(History history) {
        List<Change> changes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Mismatch mismatch : history.mismatches()) {
            Kind kind = switch (mismatch.kind()) {
                case CHECKSUM, DESCRIPTION, TYPE -> Kind.ALIGNED;
                case MISSING -> Kind.DELETED;
                case FAILED -> Kind.REMOVED;
                case NOT_APPLIED, OTHER -> null;
            };
            if (kind != null && seen.add(kind + mismatch.version() + "/" + mismatch.description())) {
                changes.add(new Change(kind, mismatch.version(), mismatch.description()));
            }
        }
        return history.scripts().isDrizzle() ? List.of() : changes;
    }

    /// Runs on a thread of its own, behind a backup.
    public Job<Result> start(String title, Migrator.@Nullable Keeping keeping) {
        return db.aside(title, job -> run(job, keeping));
    }

    private Result run(Job<?> job, Migrator.@Nullable Keeping keeping) {
        History history = History.read(job, db, scripts);
        if (preview(history).isEmpty()) {
            return new Result(null, List.of());
        }
        FileDataSource target = db.dataSource(FileDataSource.Mode.READ_WRITE);
        Backups.Made backup = keeping == null ? null : keeping.backup(job, db, Text.of("migrations.backup.repair"));
        return job.follow(db.exclusive(job.title(), access -> {
            try {
                return new Result(backup, new FlywayRunner(target.during(access.job()), scripts).repair());
            } catch (MigrationFailed e) {
                DbError error = e.database(null);
                throw error == null ? e : error;
            }
        }));
    }
}
