package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.OtherProcess;

/// Whole databases copied and put in place of others by SQLite itself (F6, F18, F21).
class CopyTest {
    private static final String AWKWARD = "name#with?uri%20chars&mode=memory é.db";

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();
    private Path file;
    private Path target;

    @BeforeEach
    void name() {
        file = folder.resolve(AWKWARD);
        target = folder.resolve("copy of " + AWKWARD);
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    private Db open(Path path) {
        return Db.open(path, Db.Options.defaults(), files, clock);
    }

    private Db make(Path path, String mode, int pageSize, String... statements) {
        try (Conn conn = empty(path)) {
            conn.exec("PRAGMA page_size = " + pageSize);
            conn.exec("PRAGMA journal_mode = " + mode);
            conn.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
            conn.exec("CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID");
            conn.exec("CREATE VIRTUAL TABLE f USING fts5(x)");
            conn.exec("INSERT INTO f VALUES('some words')");
            conn.exec("INSERT INTO w VALUES('a', 1), ('b', 2)");
            for (String sql : statements) {
                conn.exec(sql);
            }
        }
        return open(path);
    }

    private Conn empty(Path path) {
        try {
            Files.createFile(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Connections(path, files, Connections.Way.READ_ONLY, 1000).writer();
    }

    private static String rows(int count) {
        return "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + count
                + ") INSERT INTO t SELECT i, hex(randomblob(100)) FROM c";
    }

    private FileCheck check(Path path) {
        return Job.here("check", job -> FileCheck.of(path, files, job));
    }

    private static long count(Db db) {
        return db.read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")).asLong())
                .await();
    }

    private List<String> inFolder() throws Exception {
        try (var list = Files.list(folder)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(name -> name.startsWith("copy"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete", "truncate", "persist"})
    void aCopyHoldsWhatTheSourceHeld(String mode) throws Exception {
        try (Db db = make(file, mode, 4096, rows(5000))) {
            Copied copied = db.copyTo(target, false).await();
            FileCheck check = check(target);
            assertThat(check.sound()).isTrue();
            assertThat(check.unchecked()).isEmpty();
            assertThat(check.contents()).isEqualTo(copied.source());
            assertThat(check.contents().pages()).isEqualTo(copied.pages());
            assertThat(check.contents().tables())
                    .contains(new Contents.Rows("t", 5000), new Contents.Rows("w", 2))
                    .anyMatch(rows -> rows.table().equals("f_content"));
            assertThat(check.bytes()).isEqualTo(Files.size(target));
            assertThat(check.sha256()).matches("[0-9a-f]{64}");
            assertThat(inFolder()).containsExactly(target.getFileName().toString());
        }
        try (Db copy = Db.open(target, Db.Options.defaults().asStill(), files, clock)) {
            assertThat(copy.isWritable()).isFalse();
            assertThat(count(copy)).isEqualTo(5000);
        }
        assertThat(inFolder()).as("looking at a copy leaves nothing beside it").hasSize(1);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingWaitsForNoWorkThatWaitsBehindAStatementWithoutEnd() throws Exception {
        Job<Boolean> restoring;
        CountDownLatch asked = new CountDownLatch(1);
        try (Db db = make(file, "wal", 4096)) {
            CountDownLatch runs = new CountDownLatch(1);
            Job<Boolean> endless = db.session("SQL 1").run("endless", access -> {
                runs.countDown();
                access.query(Sql.of(
                        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)" + " SELECT count(*) FROM c"));
                return true;
            });
            runs.await();
            restoring = db.aside("beside", job -> {
                Job<Boolean> write = db.write("behind it", _ -> true);
                asked.countDown();
                return job.follow(write);
            });
            asked.await();
            assertThat(endless.isDone()).isFalse();
        }
        // The writer may have come to it before it was called off.
        assertThat(restoring.isDone()).isTrue();
    }

    @Test
    void aFileThatCannotBeWrittenIsCopiedToo() throws Exception {
        make(file, "wal", 4096, rows(50)).close();
        try (Db db = Db.open(file, Db.Options.defaults().withReadOnly(true), files, clock)) {
            Copied copied = db.copyTo(target, false).await();
            assertThat(check(target).contents()).isEqualTo(copied.source());
        }
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws Exception {
        Files.writeString(target, "mine");
        try (Db db = make(file, "wal", 4096)) {
            assertThatThrownBy(() -> db.copyTo(target, false).await()).isInstanceOf(DbError.Io.class);
        }
        assertThat(target).hasContent("mine");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        try (Db db = make(file, "wal", 4096)) {
            assertThatThrownBy(
                            () -> db.copyTo(folder.resolve("no/copy.db"), false).await())
                    .isInstanceOf(DbError.Io.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void cancelEndsACopyAndLeavesNothing(String mode) throws Exception {
        String large = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50)"
                + " INSERT INTO t(v) SELECT zeroblob(3000000) FROM c";
        try (Db db = make(file, mode, 4096, large)) {
            Job<Copied> copy = db.copyTo(target, false);
            until(() ->
                    copy.progress().unit().equals("pages") && copy.progress().done() > 0);
            copy.cancel();
            assertThatThrownBy(copy::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(copy.progress().done())
                    .isPositive()
                    .isLessThan(copy.progress().total());
            assertThat(inFolder()).isEmpty();
            db.write("still free", a -> a.update(Sql.of("DELETE FROM t WHERE id > 3")))
                    .await();
            db.copyTo(target, false).await();
            assertThat(check(target).sound()).isTrue();
        }
    }

    /// The connection that could write, which ends the copy, writes nothing.
    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void aCopyOfAFileThatIsOnlyLookedAtEndsEarlyTooAndChangesNothing(String mode) throws Exception {
        String large = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50)"
                + " INSERT INTO t(v) SELECT zeroblob(3000000) FROM c";
        make(file, mode, 4096, large).close();
        // A program that was killed left its log behind: it is not ours to fold in.
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("INSERT INTO t(v) VALUES('in the log')");
            other.kill();
        }
        java.util.Map<String, String> before = studio.rowan.SharedData.checksums(folder);
        assertThat(before).hasSize(mode.equals("wal") ? 2 : 1);
        try (Db db = Db.open(file, Db.Options.defaults().withReadOnly(true), files, clock)) {
            Job<Copied> copy = db.copyTo(target, false);
            until(() ->
                    copy.progress().unit().equals("pages") && copy.progress().done() > 0);
            copy.cancel();
            assertThatThrownBy(copy::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(copy.progress().done()).isLessThan(copy.progress().total());
        }
        assertThat(studio.rowan.SharedData.checksums(folder)).isEqualTo(before);
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("hang guard").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /// F21: to SQLite a file of no bytes is "ok".
    @Test
    void anEmptyFileIsNotSound() throws Exception {
        Files.createFile(target);
        FileCheck check = check(target);
        assertThat(check.problems()).isEmpty();
        assertThat(check.sound()).isFalse();
    }

    @Test
    void damageIsFound() throws Exception {
        make(file, "delete", 4096, rows(5000)).close();
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 40 * 4096, 42 * 4096, (byte) 0x5a);
        Files.write(target, bytes);
        FileCheck check = check(target);
        assertThat(check.problems()).isNotEmpty();
        assertThat(check.sound()).isFalse();
        Files.write(target, java.util.Arrays.copyOf(bytes, bytes.length - 4096));
        assertThat(check(target).sound()).as("cut short").isFalse();
    }

    /// F21: SQLite answers 0 and restores nothing where the page size differs in WAL mode.
    @ParameterizedTest
    @ValueSource(strings = {"wal 4096 wal 4096", "wal 4096 wal 8192", "wal 1024 delete 4096", "delete 4096 wal 512"})
    void aRestoredFileIsTheOther(String how) throws Exception {
        String[] part = how.split(" ");
        Path source = folder.resolve("copy source.db");
        make(source, part[0], Integer.parseInt(part[1]), rows(700)).close();
        try (Db db = make(file, part[2], Integer.parseInt(part[3]), rows(2000), "CREATE TABLE more(a)")) {
            assertThat(count(db)).isEqualTo(2000);
            db.write("ours", a -> a.update(Sql.of("DELETE FROM t WHERE id = 1")))
                    .await();
            Replaced replaced = db.restoreFrom(source, _ -> {}).await();
            long pages = replaced.pages();
            assertThat(replaced.match()).isEqualTo(Replaced.Match.SAME);
            assertThat(pages).isEqualTo(check(source).contents().pages());
            assertThat(count(db)).isEqualTo(700);
            assertThat(db.read("mode", a -> a.pragma("journal_mode").asText()).await())
                    .as("the file keeps its journal mode")
                    .isEqualTo(part[2]);
            assertThat(db.read("more", a -> a.query(Sql.of("SELECT 1 FROM sqlite_schema WHERE name = 'more'")))
                            .await())
                    .isEmpty();
            db.write("goes on", a -> a.update(Sql.of("INSERT INTO t(v) VALUES(1)")))
                    .await();
            assertThat(count(db)).isEqualTo(701);
        }
    }

    /// What was restored is ours; what another program writes afterwards is not.
    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void aRestoreIsNoChangeFromOutside(String mode) throws Exception {
        Path source = folder.resolve("copy source.db");
        make(source, "delete", 4096, rows(10)).close();
        try (Db db = make(file, mode, 4096, rows(2000));
                OtherProcess other = OtherProcess.on(file)) {
            LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
            db.addChangeListener(told::add);
            other.must("DELETE FROM t WHERE id = 1");
            assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
            db.restoreFrom(source, _ -> {}).await();
            // The writer's new connection asks whether anybody else has written.
            db.write("ours", a -> a.update(Sql.of("DELETE FROM t WHERE id = 2")))
                    .await();
            assertThat(told).containsExactly(false, false);
            told.clear();
            other.must("DELETE FROM t WHERE id = 3");
            assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// F21: another program that reads keeps a rollback-journal file from being written; nothing is said to be
    /// restored.
    @Test
    void aRestoreWaitsForOthersAndCanBeCancelled() throws Exception {
        Path source = folder.resolve("copy source.db");
        make(source, "delete", 4096, rows(10)).close();
        try (Db db = make(file, "delete", 4096, rows(20));
                OtherProcess other = OtherProcess.on(file)) {
            other.must("BEGIN");
            other.must("SELECT count(*) FROM t");
            Job<Replaced> restore = db.restoreFrom(source, _ -> {});
            until(restore::isWaitingForLock);
            restore.cancel();
            assertThatThrownBy(restore::await).isInstanceOf(DbError.Cancelled.class);
            other.must("COMMIT");
            assertThat(count(db)).isEqualTo(20);
            assertThat(db.restoreFrom(source, _ -> {}).await().pages()).isPositive();
            assertThat(count(db)).isEqualTo(10);
            assertThat(other.must("SELECT count(*) FROM t")).isEqualTo("10");
        }
    }

    /// What another program commits after the present state was kept, and before the file is exchanged, would be lost.
    @Test
    void aCommitBetweenTheBackupAndTheExchangeBeginsARestoreAnew() throws Exception {
        Path source = folder.resolve("copy source.db");
        make(source, "delete", 4096, rows(10)).close();
        try (Db db = make(file, "delete", 4096, rows(2000));
                OtherProcess other = OtherProcess.on(file)) {
            List<String> kept = new CopyOnWriteArrayList<>();
            Job<Replaced> restore = db.restoreFrom(source, _ -> {
                boolean first = kept.isEmpty();
                if (first) {
                    other.must("BEGIN");
                }
                kept.add(other.must("SELECT count(*) FROM t"));
            });
            until(restore::isWaitingForLock);
            until(() -> other.sql("INSERT INTO t(v) VALUES (1)").startsWith("ok"));
            until(() -> other.sql("COMMIT").startsWith("ok"));
            assertThat(restore.await().pages()).isPositive();
            assertThat(kept).containsExactly("2000", "2001");
            assertThat(count(db)).isEqualTo(10);
        }
    }

    /// Another program that has a WAL file open sees the restored content at its next read.
    @Test
    void othersGoOnWithARestoredWalFile() throws Exception {
        Path source = folder.resolve("copy source.db");
        make(source, "wal", 4096, rows(10)).close();
        try (Db db = make(file, "wal", 4096, rows(2000));
                OtherProcess other = OtherProcess.on(file)) {
            other.must("BEGIN");
            assertThat(other.must("SELECT count(*) FROM t")).isEqualTo("2000");
            db.restoreFrom(source, _ -> {}).await();
            assertThat(other.must("SELECT count(*) FROM t")).isEqualTo("2000");
            other.must("COMMIT");
            assertThat(other.must("SELECT count(*) FROM t")).isEqualTo("10");
            assertThat(other.must("PRAGMA integrity_check")).isEqualTo("ok");
        }
    }
}
