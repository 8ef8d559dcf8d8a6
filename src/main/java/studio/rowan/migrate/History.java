package studio.rowan.migrate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// How a database stands to the scripts of a folder.
/// @param migrations those of the folder and those of the database, in Flyway's order
/// @param mismatches why nothing may run, if anything
/// @param situation what the two come to
/// @param words Flyway's, where it could not make sense of the folder; else empty
public record History(
        Scripts scripts, List<Migration> migrations, List<Mismatch> mismatches, Situation situation, String words) {
    /// What a database and a folder come to.
    public enum Situation {
        /// The folder holds no migration, and the database has no history.
        NOTHING,
        /// Flyway cannot make sense of the folder, such as two scripts of one version.
        UNREADABLE,
        /// The folder is another tool's: it is shown, and runs once it is converted.
        OTHER_TOOL,
        /// A script that would run speaks of a placeholder without a value.
        NEEDS_VALUES,
        /// The database has tables and no history: nothing is run before a baseline says what is there.
        NO_HISTORY,
        /// Some of what ran does not agree with the folder.
        MISMATCH,
        /// Some migrations are to be run.
        PENDING,
        /// All that the folder holds was run.
        CURRENT
    }

    /// Flyway's name for its table, unless a project chose another.
    public static final String TABLE = "flyway_schema_history";

    public History {
        migrations = List.copyOf(migrations);
        mismatches = List.copyOf(mismatches);
    }

    /// Reads it on a thread of its own; writes nothing.
    public static Job<History> start(Db db, String title, Scripts scripts) {
        return db.aside(title, job -> read(job, db, scripts));
    }

    /// Blocks.
    /// @throws DbError where the database cannot be read
    public static History read(Job<?> job, Db db, Scripts scripts) {
        Tables tables = job.follow(db.read("history", access -> tables(access, scripts)));
        Runner runner =
                scripts.runner(db.dataSource(FileDataSource.Mode.READ_ONLY).during(job));
        try {
            if (scripts.migrations().stream()
                    .anyMatch(s -> scripts.isRepeatable(s) && !s.missing().isEmpty())) {
                return new History(scripts, List.of(), List.of(), Situation.NEEDS_VALUES, "");
            }
            List<Migration> migrations = runner.info();
            List<Mismatch> mismatches = tables.history ? runner.mismatches() : List.of();
            Situation situation =
                    scripts.other() == null ? situation(tables, migrations, mismatches) : Situation.OTHER_TOOL;
            History read = new History(scripts, migrations, mismatches, situation, "");
            return situation == Situation.PENDING && !read.lacking().isEmpty()
                    ? new History(scripts, migrations, mismatches, Situation.NEEDS_VALUES, "")
                    : read;
        } catch (MigrationFailed e) {
            DbError error = e.database(null);
            if (error != null) {
                throw error;
            }
            return new History(scripts, List.of(), List.of(), Situation.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private record Tables(boolean any, boolean history) {}

    private static Tables tables(Access access, Scripts scripts) {
        return new Tables(count(access, "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"), isKept(access, scripts));
    }

    /// Whether the database has the table of that tool.
    static boolean isKept(Access access, Scripts scripts) {
        return access.scalar(Sql.of(
                                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?",
                                Value.of(scripts.historyTable())))
                        .asLong()
                > 0;
    }

    /// Takes the table away where it holds nothing.
    static boolean forgetEmpty(Access access, Scripts scripts) {
        String table = Ident.quote(scripts.historyTable());
        boolean empty = isKept(access, scripts)
                && access.scalar(Sql.of("SELECT count(*) FROM " + table)).asLong() == 0;
        if (empty) {
            access.execute(Sql.of("DROP TABLE " + table));
        }
        return empty;
    }

    private static boolean count(Access access, String condition) {
        return access.scalar(Sql.of("SELECT count(*) FROM sqlite_schema WHERE " + condition))
                        .asLong()
                > 0;
    }

    private static Situation situation(Tables tables, List<Migration> migrations, List<Mismatch> mismatches) {
        if (migrations.isEmpty()) {
            return tables.history ? Situation.CURRENT : Situation.NOTHING;
        }
        if (tables.any && !tables.history) {
            return Situation.NO_HISTORY;
        }
        if (!mismatches.isEmpty()) {
            return Situation.MISMATCH;
        }
        return migrations.stream().anyMatch(Migration::isPending) ? Situation.PENDING : Situation.CURRENT;
    }

    /// Scripts that cannot run, because a placeholder in them has no value.
    public List<Script> lacking() {
        Set<String> pending = pending().stream().map(Migration::script).collect(Collectors.toSet());
        return scripts.migrations().stream()
                .filter(script -> !script.missing().isEmpty())
                .filter(script -> scripts.isRepeatable(script) || pending.contains(script.path()))
                .toList();
    }

    /// Those to be run, in the order in which they run.
    public List<Migration> pending() {
        return migrations.stream().filter(Migration::isPending).toList();
    }

    /// Whether the script of a migration that ran is no longer what ran.
    public boolean isEdited(Migration migration) {
        return mismatches.stream()
                .filter(mismatch -> mismatch.kind() == Mismatch.Kind.CHECKSUM)
                .anyMatch(mismatch -> mismatch.version().equals(migration.version()));
    }

    /// Whether pending migrations may run.
    public boolean isReady() {
        return situation == Situation.PENDING || situation == Situation.CURRENT || situation == Situation.NOTHING;
    }
}
