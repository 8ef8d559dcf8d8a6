package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.Children;
import studio.rowan.OtherProcess;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.vault.Backups;

/// Migrations under real faults: kills, locks, other writers, disks that are full or read-only.
class MigrateFaultsTest {
    private static final int KILLS = Integer.getInteger("rowan.kills", 10);
    private static final int POSTS = 20_000;

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();
    private Path scripts;

    @BeforeEach
    void scripts() throws IOException {
        scripts = Files.createDirectory(folder.resolve("scripts"));
        script("V1__tables.sql", """
                CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE posts(id INTEGER PRIMARY KEY, body TEXT, user_id INTEGER NOT NULL
                    REFERENCES users ON DELETE CASCADE);
                WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500)
                    INSERT INTO users SELECT i, 'user ' || i FROM c;
                WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d)
                    INSERT INTO posts SELECT i, hex(randomblob(60)), 1 + i %% 500 FROM c;
                """.formatted(POSTS));
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
    }

    private Db open(Path file) {
        return Db.open(
                file,
                new Db.Options(false, folder.resolve("scratch"), () -> false, Duration.ofSeconds(1)),
                files,
                clock);
    }

    private Backups backups() {
        return new Backups(folder.resolve("backups"), files, clock);
    }

    private Migrator.Result migrate(Db db) throws IOException {
        return migrate(db, backups());
    }

    private Migrator.Result migrate(Db db, Backups backups) throws IOException {
        return start(db, backups).await();
    }

    private Job<Migrator.Result> start(Db db, Backups backups) throws IOException {
        return new Migrator(db, Scripts.ofFolder(scripts))
                .start(
                        "migrate",
                        new Migrator.Request(Migrator.Request.ALL, new Migrator.Keeping(backups, 3), List.of()));
    }

    private static long number(Db db, String sql) {
        return db.read("number", a -> a.scalar(Sql.of(sql)).asLong()).await();
    }

    private static void assertIntact(Db db) {
        assertThat(db.read(
                                "check",
                                a -> a.scalar(Sql.of("PRAGMA integrity_check")).asText())
                        .await())
                .isEqualTo("ok");
        assertThat(db.read(
                                "check",
                                a -> a.query(Sql.of("PRAGMA foreign_key_check")).size())
                        .await())
                .isZero();
    }

    /// A new file with the tables, in the journal mode.
    private Path base(String name, String mode) throws IOException {
        Path file = folder.resolve(name);
        Db.create(file, files);
        try (Db db = open(file)) {
            assertThat(migrate(db).stop()).isNull();
            db.exclusive("mode", a -> a.scalar(Sql.of("PRAGMA journal_mode = " + mode)))
                    .await();
        }
        return file;
    }

    // ---- kills ----

    /// Before or after some whole migration, with every row, and the backup verifies.
    @ParameterizedTest
    @CsvSource({"wal, true", "delete, false"})
    void killedInTheMiddle(String mode, boolean rehearsed, TestReporter reporter) throws Exception {
        Path base = base("base.db", mode);
        for (int version = 2; version <= 7; version++) {
            script(
                    "V" + version + "__rebuild.sql",
                    (version % 2 == 0 ? "" : "PRAGMA foreign_keys = OFF;\n") + """
                    CREATE TABLE new_users(id INTEGER PRIMARY KEY, name TEXT, v%d TEXT);
                    INSERT INTO new_users(id, name) SELECT id, name FROM users;
                    DROP TABLE users;
                    ALTER TABLE new_users RENAME TO users;
                    UPDATE posts SET body = body || 'x';
                    """.formatted(version));
        }
        Random random = new Random(9);
        Map<Long, Integer> seen = new TreeMap<>();
        for (int i = 0; i < KILLS; i++) {
            Path file = folder.resolve("victim" + i + ".db");
            Files.copy(base, file);
            kill(random, file, rehearsed);
            Db.recover(file, files);
            try (Db db = open(file)) {
                assertIntact(db);
                assertThat(number(db, "SELECT count(*) FROM users")).isEqualTo(500);
                assertThat(number(db, "SELECT count(*) FROM posts")).isEqualTo(POSTS);
                long version = number(db, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history");
                assertThat(number(db, "SELECT count(*) FROM flyway_schema_history WHERE success = 1"))
                        .isEqualTo(version);
                assertThat(number(db, "SELECT min(length(body)) = max(length(body)) FROM posts"))
                        .isEqualTo(1);
                assertThat(number(db, "SELECT max(length(body)) - 120 FROM posts"))
                        .as("what ran is what the history says")
                        .isEqualTo(version - 1);
                assertThat(number(
                                db,
                                "SELECT count(*) FROM sqlite_schema WHERE name = 'new_users' OR sql LIKE '%v" + version
                                        + " TEXT%' AND name = 'users'"))
                        .isEqualTo(version == 1 ? 0 : 1);
                seen.merge(version, 1, Integer::sum);
                assertThat(version == 1 || hasBackup("victim" + i + "-"))
                        .as("what changed has a backup")
                        .isTrue();
            }
            Flyway stock = Flyway.configure()
                    .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                    .locations("filesystem:" + scripts)
                    .ignoreMigrationPatterns("*:pending")
                    .load();
            assertThat(stock.validateWithResult().getAllErrorMessages()).isEqualTo("");
            assertBackupsVerify();
        }
        reporter.publishEntry(mode + ": kills by the version that was reached", seen.toString());
        Backups.sweep(backups().folder());
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(p -> p.getFileName().toString().contains("rowan-part")))
                    .isEmpty();
        }
    }

    private boolean hasBackup(String prefix) {
        return backups().all().stream().anyMatch(b -> b.verified() && b.file().startsWith(prefix));
    }

    /// Killed while it applies what it was given; where that was rehearsed, the rehearsal is over by then.
    private void kill(Random random, Path file, boolean rehearsed) throws Exception {
        List<String> args = new ArrayList<>(
                List.of(file.toString(), scripts.toString(), backups().folder().toString()));
        if (rehearsed) {
            args.add(folder.resolve("clones").toString());
        }
        // A program that rehearsed is warm.
        int after = rehearsed ? 20 + random.nextInt(500) : 250 + random.nextInt(1000);
        Process victim = Children.start(Victim.class, args.toArray(String[]::new));
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(victim.waitFor(after, TimeUnit.MILLISECONDS))
                    .as("it waits until it is killed")
                    .isFalse();
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private void assertBackupsVerify() throws IOException {
        Backups backups = backups();
        if (!Files.isDirectory(backups.folder())) {
            return;
        }
        try (Stream<Path> all = Files.list(backups.folder())) {
            for (Path file : all.filter(p -> p.toString().endsWith(".db")).toList()) {
                FileCheck check = Job.here("check", job -> FileCheck.of(file, files, job));
                assertThat(check.sound()).isTrue();
                assertThat(backups.all())
                        .anyMatch(b -> b.file().equals(file.getFileName().toString())
                                && b.sha256().equals(check.sha256()));
            }
        }
    }

    // ---- other programs ----

    @Test
    void aLockedFileIsSaidAndNothingIsLost() throws Exception {
        Path file = base("locked.db", "wal");
        script("V2__two.sql", "CREATE TABLE two(a);");
        try (OtherProcess other = OtherProcess.on(file);
                Db db = open(file)) {
            other.must("BEGIN IMMEDIATE");
            other.must("UPDATE users SET name = 'other' WHERE id = 1");
            Migrator.Result result = migrate(db);
            assertThat(result.ran()).isEmpty();
            assertThat(result.stop())
                    .isInstanceOfSatisfying(
                            Stop.Failed.class, stop -> assertThat(stop.error()).isInstanceOf(DbError.Busy.class));
            assertThat(MigrationWords.of(result.stop()).sentence()).contains("Another program is using the database");
            other.must("COMMIT");
            assertThat(migrate(db).stop()).isNull();
            assertThat(number(db, "SELECT count(*) FROM users WHERE name = 'other'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFileLockedForReadingTooIsSaid() throws Exception {
        Path file = base("locked.db", "delete");
        script("V2__two.sql", "CREATE TABLE two(a);");
        try (Db db = open(file);
                OtherProcess other = OtherProcess.on(file)) {
            other.must("BEGIN EXCLUSIVE");
            assertThatThrownBy(() -> migrate(db)).isInstanceOf(DbError.Busy.class);
            other.must("ROLLBACK");
            assertThat(migrate(db).stop()).isNull();
        }
    }

    /// It waits for the other's commit and goes on, with the other's row.
    @Test
    @Timeout(60)
    void anotherProcessCommitsMeanwhile() throws Exception {
        Path file = base("busy.db", "wal");
        script("V2__count.sql", "CREATE TABLE two AS SELECT count(*) AS n FROM users;");
        try (OtherProcess other = OtherProcess.on(file);
                Db db = Db.open(file, Db.Options.defaults(), files, clock)) {
            other.must("BEGIN IMMEDIATE");
            other.must("INSERT INTO users VALUES(501, 'other')");
            Job<Migrator.Result> job = start(db, backups());
            while (!job.isWaitingForLock()) {
                assertThat(job.isDone()).isFalse();
                Thread.onSpinWait();
            }
            other.must("COMMIT");
            assertThat(job.await().stop()).isNull();
            assertThat(number(db, "SELECT n FROM two")).isEqualTo(501);
        }
    }

    /// Cancel is heard while it waits for a lock.
    @Test
    @Timeout(60)
    void cancelWhileItWaits() throws Exception {
        Path file = base("busy.db", "wal");
        script("V2__two.sql", "CREATE TABLE two(a);");
        try (OtherProcess other = OtherProcess.on(file);
                Db db = Db.open(
                        file,
                        new Db.Options(false, folder.resolve("scratch"), () -> false, Duration.ofMinutes(5)),
                        files,
                        clock)) {
            other.must("BEGIN IMMEDIATE");
            Job<Migrator.Result> job = start(db, backups());
            while (!job.isWaitingForLock()) {
                assertThat(job.isDone()).isFalse();
                Thread.onSpinWait();
            }
            job.cancel();
            assertThat(job.await().stop()).isInstanceOf(Stop.Cancelled.class);
            other.must("COMMIT");
            assertThat(migrate(db).stop()).isNull();
        }
    }

    // ---- disks ----

    @Test
    void aFullDiskIsSaidAndTheFileIsAsItWas() throws Exception {
        Path base = base("base.db", "wal");
        script("V2__small.sql", "CREATE TABLE small(a);");
        script("V3__large.sql", """
                CREATE TABLE large(a);
                WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)
                    INSERT INTO large SELECT randomblob(1000000) FROM c;
                """);
        Path disk = mount("16m");
        try {
            Path file = Files.copy(base, disk.resolve("full.db"));
            try (Db db = open(file)) {
                Migrator.Result result = migrate(db);
                assertThat(result.ran())
                        .extracting(ran -> ran.migration().label())
                        .containsExactly("2");
                assertThat(result.stop())
                        .isInstanceOfSatisfying(
                                Stop.Failed.class,
                                stop -> assertThat(stop.error()).isInstanceOf(DbError.Full.class));
                assertThat(result.backup().backup().verified()).isTrue();
                assertIntact(db);
                assertThat(number(db, "SELECT count(*) FROM posts")).isEqualTo(POSTS);
                assertThat(number(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('small', 'large')"))
                        .isEqualTo(1);
            }
            try (Db db = open(file)) {
                assertThat(number(db, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"))
                        .isEqualTo(2);
            }
        } finally {
            unmount(disk);
        }
    }

    @Test
    void withoutRoomForTheBackupNothingRuns() throws Exception {
        Path file = base("base.db", "wal");
        script("V2__two.sql", "CREATE TABLE two(a);");
        Path disk = mount("1m");
        try (Db db = open(file)) {
            assertThatThrownBy(() -> migrate(db, new Backups(disk, files, clock)))
                    .isInstanceOf(DbError.Full.class);
            assertThat(number(db, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"))
                    .isEqualTo(1);
        } finally {
            unmount(disk);
        }
    }

    @Test
    void onAReadOnlyDiskTheHistoryIsShownAndNothingRuns() throws Exception {
        Path base = base("base.db", "wal");
        script("V2__two.sql", "CREATE TABLE two(a);");
        Path disk = mount("16m");
        try {
            Path file = Files.copy(base, disk.resolve("file.db"));
            assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
            try (Db db = open(file)) {
                History history =
                        History.start(db, "history", Scripts.ofFolder(scripts)).await();
                assertThat(history.migrations()).extracting(Migration::state).containsExactly("Success", "Pending");
                assertThatThrownBy(() -> migrate(db)).isInstanceOf(DbError.ReadOnly.class);
            }
        } finally {
            unmount(disk);
        }
    }

    private Path mount(String size) throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "a small disk can be mounted on Linux only: skipped");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()) == 0,
                "mounting a small disk needs root: skipped");
        return disk;
    }

    private static void unmount(Path disk) throws Exception {
        assertThat(run("umount", disk.toString())).isZero();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
