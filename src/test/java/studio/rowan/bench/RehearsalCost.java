package studio.rowan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.Scripts;
import studio.rowan.vault.Clone;

/// What it costs to see what migrations do: a rehearsal, beside a copy by the same means on which the driver alone runs
/// the same scripts. The check of the whole copy at its end is told apart.
final class RehearsalCost implements Measured {
    private static final double BAR = 1.3;
    private static final int RUNS = 2;
    private static final int CHECKS = 7;

    /// A column, an index, a rebuild of the largest table, and old rows that go.
    private static final Map<String, String> SCRIPTS = new TreeMap<>(Map.of(
            "V2__views.sql",
            "ALTER TABLE posts ADD COLUMN views INTEGER NOT NULL DEFAULT 0;",
            "V3__created.sql",
            "CREATE INDEX idx_posts_created_at ON posts (created_at);",
            "V4__rebuild.sql",
            """
            CREATE TABLE new_posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT, published INTEGER DEFAULT 1,
                user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, created_at INTEGER NOT NULL,
                views INTEGER NOT NULL DEFAULT 0);
            INSERT INTO new_posts (id, title, content, user_id, created_at, views)
                SELECT id, title, content, user_id, created_at, views FROM posts;
            DROP TABLE posts;
            ALTER TABLE new_posts RENAME TO posts;
            CREATE INDEX idx_posts_user_id ON posts (user_id);
            CREATE INDEX idx_posts_created_at ON posts (created_at);
            """,
            "V5__old.sql",
            "DELETE FROM posts WHERE created_at < 1602000000000;"));

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Path file = files.migrated();
        Path folder = Files.createDirectories(files.folder().resolve("rehearsal"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(folder.resolve(script.getKey()), script.getValue());
        }
        Scripts scripts = Scripts.ofFolder(folder);
        Path clones = files.folder().resolve("clones");
        try (Db db = files.openToWrite(file)) {
            Turns.Pair cost = Turns.of(RUNS, () -> rehearse(files, db, scripts, clones), () -> raw(db, clones));
            return List.of(
                    Result.of(
                            "rehearsal of " + (Files.size(file) >> 20) + " MB vs copy + scripts run raw",
                            cost.value(),
                            cost.reference(),
                            "ms",
                            BAR),
                    check(files, db, clones));
        }
    }

    private double rehearse(BenchFiles files, Db db, Scripts scripts, Path clones) {
        Rehearsal.Tools tools = new Rehearsal.Tools(clones, files.files(), files.clock(), Db.Options.defaults());
        long began = System.nanoTime();
        try (Rehearsal.Report report =
                new Rehearsal(db, scripts, tools).start("rehearse").await()) {
            double took = Turns.millisSince(began);
            if (!report.ok() || report.trials().size() != SCRIPTS.size()) {
                throw new IllegalStateException(report.trials().toString());
            }
            return took - report.checking().toNanos() / 1e6;
        }
    }

    private double raw(Db db, Path clones) throws SQLException {
        long began = System.nanoTime();
        try (Clone clone = Job.here("copy", job -> Clone.make(job, db, clones, "raw.db"))) {
            return runRaw(clone.file(), began);
        }
    }

    /// The check that ends a rehearsal, on one copy in turn with the driver's.
    private Result check(BenchFiles files, Db db, Path clones) throws Exception {
        try (Clone clone = Job.here("copy", job -> Clone.make(job, db, clones, "check.db"));
                Db copy = files.openToWrite(clone.file())) {
            Turns.Pair cost = Turns.of(
                    CHECKS,
                    () -> {
                        long began = System.nanoTime();
                        copy.read("quick_check", Rehearsal::damage).await();
                        return Turns.millisSince(began);
                    },
                    () -> rawCheck(clone.file()));
            return Result.of("quick_check at its end vs the same raw", cost.value(), cost.reference(), "ms", BAR);
        }
    }

    private static double rawCheck(Path file) throws SQLException {
        long began = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeQuery("PRAGMA quick_check").close();
        }
        return Turns.millisSince(began);
    }

    private static double runRaw(Path file, long began) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String script : SCRIPTS.values()) {
                statement.execute("BEGIN IMMEDIATE");
                for (SqlStatement each : Statements.of(script)) {
                    statement.execute(each.text(script));
                }
                statement.execute("COMMIT");
            }
        }
        return Turns.millisSince(began);
    }
}
