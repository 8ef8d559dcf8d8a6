package studio.rowan.migrate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;
import studio.rowan.diff.Outline;
import studio.rowan.diff.SchemaDiff;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;

/// Enters migrations as run whose work the file has already, by Flyway's own way to do so: each gets its line of the
/// history with the checksum of its script, and nothing else of the file changes.
public final class MarkApplied {
    /// @param backup of the state before; null where none was asked for
    /// @param entered empty where the file or the folder is not any more what was seen
    public record Result(Backups.@Nullable Made backup, List<Migration> entered) {
        public Result {
            entered = List.copyOf(entered);
        }
    }

    private final Db db;
    private final Scripts scripts;
    private final @Nullable AppliedTexts kept;

    /// @param kept where the texts of what counts as run are kept; null for nowhere
    public MarkApplied(Db db, Scripts scripts, @Nullable AppliedTexts kept) {
        this.db = db;
        this.scripts = scripts;
        this.kept = kept;
    }

    /// Runs on a thread of its own, behind a backup.
    /// @param seen what the user agreed to
    public Job<Result> start(String title, AlreadyThere seen, Migrator.@Nullable Keeping keeping) {
        return db.aside(title, job -> run(job, seen, keeping));
    }

    private Result run(Job<?> job, AlreadyThere seen, Migrator.@Nullable Keeping keeping) {
        Outline before = job.follow(db.read("structure", Outline::of));
        if (seen.isNone() || !AlreadyThere.find(job, db, scripts).equals(seen)) {
            return new Result(null, List.of());
        }
        FileDataSource target = db.dataSource(FileDataSource.Mode.READ_WRITE);
        String reason = Text.of(
                "migrations.backup.enter",
                seen.migrations().stream().map(Migration::name).collect(Collectors.joining(", ")));
        Backups.Made backup = keeping == null ? null : keeping.backup(job, db, reason);
        return job.follow(db.exclusive(job.title(), access -> {
            if (!SchemaDiff.between(before, Outline.of(access)).isEmpty()) {
                return new Result(backup, List.of());
            }
            try {
                return new Result(backup, enter(target.during(access.job()), seen.migrations()));
            } catch (MigrationFailed e) {
                DbError error = e.database(null);
                throw error == null ? e : error;
            }
        }));
    }

    private List<Migration> enter(FileDataSource target, List<Migration> migrations) {
        Set<String> paths = migrations.stream().map(Migration::script).collect(Collectors.toSet());
        FlywayRunner runner = new FlywayRunner(target, scripts);
        Set<String> waiting = runner.info().stream()
                .filter(migration -> migration.isPending() && !paths.contains(migration.script()))
                .map(Migration::script)
                .collect(Collectors.toSet());
        new FlywayRunner(target, scripts.without(waiting)).enter();
        List<Migration> entered = runner.info().stream()
                .filter(migration -> paths.contains(migration.script()) && migration.kind() == Migration.Kind.APPLIED)
                .toList();
        entered.forEach(this::keep);
        return entered;
    }

    private void keep(Migration entered) {
        AppliedTexts texts = kept;
        if (texts != null && !db.isInMemory()) {
            scripts.find(entered.script())
                    .ifPresent(script -> texts.keep(db.file(), scripts.digest(entered), scripts.checked(script)));
        }
    }
}
