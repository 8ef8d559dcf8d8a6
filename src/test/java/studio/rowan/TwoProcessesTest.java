package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.health.Health;
import studio.rowan.pragmas.Pragmas;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backups;

/// The studio and another program on one file: neither loses a row, and each is told the truth (F9, F12, F17).
@Timeout(300)
class TwoProcessesTest {
    /// The studio's own readers hold short locks too, which a loaded machine may make longer.
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();

    @AfterEach
    void stopClock() {
        clock.close();
    }

    private Path make(OtherProcess other, Path file, String journalMode) {
        other.must("PRAGMA journal_mode = " + journalMode);
        other.must("CREATE TABLE t(id INTEGER PRIMARY KEY, n)");
        other.must("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000)"
                + " INSERT INTO t SELECT i, randomblob(100) FROM c");
        return file;
    }

    private Workspace open(Path file) {
        return Workspace.open(file, Db.Options.defaults(), files, clock);
    }

    /// F9: whatever else the studio does with a file, its own write lock on it holds.
    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal", "truncate", "persist"})
    void nothingTheStudioDoesLetsAnotherProcessIn(String journalMode) throws Exception {
        Path file = folder.resolve("shared.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            make(other, file, journalMode);
            try (Workspace workspace = open(file)) {
                CountDownLatch holding = new CountDownLatch(1);
                CountDownLatch finish = new CountDownLatch(1);
                Job<Long> write = workspace.db().write("long write", access -> {
                    access.update(Sql.of("INSERT INTO t(n) VALUES('ours')"));
                    holding.countDown();
                    await(finish);
                    return access.update(Sql.of("UPDATE t SET n = 'ours too' WHERE id = 1"));
                });
                assertThat(holding.await(30, TimeUnit.SECONDS)).isTrue();
                try {
                    assertLockedOut(other, "a write transaction");
                    everythingElse(file, workspace, other);
                } finally {
                    finish.countDown();
                }
                assertThat(write.await()).isEqualTo(1);
                other.must("BEGIN IMMEDIATE");
                other.must("INSERT INTO t(n) VALUES('theirs')");
                other.must("COMMIT");
                assertThat(other.must("SELECT count(*) FROM t WHERE n IN ('ours', 'ours too', 'theirs')"))
                        .isEqualTo("3");
                assertThat(other.must("PRAGMA integrity_check")).isEqualTo("ok");
            }
        }
    }

    private void everythingElse(Path file, Workspace workspace, OtherProcess other) throws IOException {
        readPages(workspace);
        assertLockedOut(other, "reading pages");
        try (Workspace second = open(file)) {
            readPages(second);
            assertLockedOut(other, "opening the file a second time");
        }
        assertLockedOut(other, "closing the second workspace");
        Path hard = Files.createLink(folder.resolve("hard link.db"), file);
        assertThat(files.sniff(hard)).isNull();
        assertThat(files.isOpen(hard)).isTrue();
        Files.delete(hard);
        assertLockedOut(other, "looking at it under another name");
        Path soft = Files.createSymbolicLink(folder.resolve("soft link.db"), file);
        try (Workspace linked = Workspace.open(soft, Db.Options.defaults().withReadOnly(true), files, clock)) {
            readPages(linked);
        }
        assertLockedOut(other, "opening a link to it and closing that");
        sidecars(file, other);
        assertThatThrownBy(() -> Db.create(file, files)).isInstanceOf(DbError.Io.class);
        assertLockedOut(other, "refusing to create it");
        assertThatThrownBy(() -> files.copyAside(file, folder.resolve("copy")))
                .isInstanceOf(IllegalStateException.class);
        assertLockedOut(other, "refusing to copy it");
        Job<Long> endless = workspace
                .db()
                .background(
                        "endless",
                        access -> access.scalar(
                                        Sql.of(
                                                "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c"))
                                .asLong());
        endless.cancel();
        assertThatThrownBy(endless::await).isInstanceOf(DbError.Cancelled.class);
        assertLockedOut(other, "a cancelled read");
        assertThat(Files.size(file)).isPositive();
        workspace
                .db()
                .read("figures", a -> a.query(Sql.of("SELECT * FROM pragma_page_count, pragma_freelist_count")))
                .await();
        workspace
                .db()
                .background("check", a -> a.query(Sql.of("PRAGMA quick_check")))
                .await();
        Health health = new Health(workspace, clock);
        health.vitals().await();
        health.figures().await();
        health.structure(workspace.schema().objects()).await();
        Pragmas.read(workspace).await();
        assertLockedOut(other, "health and pragmas");
        Backups.Made made = new Backups(folder.resolve("backups"), files, clock)
                .start(workspace.db(), Backups.Request.of("manual"))
                .await();
        assertThat(made.backup().verified()).isTrue();
        assertLockedOut(other, "a verified backup");
    }

    /// A user may drop any file on the window, the -shm with the locks of a WAL database too.
    private void sidecars(Path file, OtherProcess other) {
        for (String suffix : new String[] {"-shm", "-wal", "-journal"}) {
            Path beside = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(beside)) {
                assertThatThrownBy(() -> open(beside)).as(suffix).isInstanceOf(DbError.class);
                assertLockedOut(other, "opening its " + suffix);
            }
        }
    }

    private static void readPages(Workspace workspace) {
        for (SchemaObject object : workspace.schema().of(SchemaObject.Kind.TABLE)) {
            workspace.table(object).await();
            Sql page = Sql.of("SELECT * FROM " + Ident.quote(object.name()) + " LIMIT 200");
            assertThat(workspace.db().read("page", a -> a.query(page)).await()).hasSize(200);
        }
    }

    private static void assertLockedOut(OtherProcess other, String after) {
        String answer = other.sql("BEGIN IMMEDIATE");
        if (answer.startsWith("ok")) {
            other.sql("ROLLBACK");
        }
        assertThat(answer).as("after " + after).startsWith("error").contains("locked");
    }

    /// The trap itself, so that the tests above are known to bite: one read of the file, and the lock is gone.
    @Test
    void readingTheBytesOfAnOpenFileWouldLetTheOtherOneIn() throws Exception {
        Path file = folder.resolve("trap.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            make(other, file, "delete");
            try (Workspace workspace = open(file)) {
                CountDownLatch holding = new CountDownLatch(1);
                CountDownLatch finish = new CountDownLatch(1);
                Job<?> write = workspace.db().write("held", access -> {
                    holding.countDown();
                    await(finish);
                    return true;
                });
                assertThat(holding.await(30, TimeUnit.SECONDS)).isTrue();
                assertLockedOut(other, "a write transaction");
                assertThat(Files.readAllBytes(file)).isNotEmpty();
                assertThat(other.sql("BEGIN IMMEDIATE")).startsWith("ok");
                other.must("ROLLBACK");
                finish.countDown();
                write.whenDone(_ -> {}, _ -> {});
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the test forgot the writer");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// While the other one writes, the workspace says "changed outside" and reads the new rows.
    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void changesOfTheOtherAreToldAndRead(String journalMode, TestReporter reporter) throws Exception {
        Path file = folder.resolve("watched.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            make(other, file, journalMode);
            try (Workspace workspace = open(file)) {
                LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
                workspace.addListener(
                        (outside, schema) -> told.add((outside ? "outside" : "own") + (schema ? " schema" : "")));
                for (int round = 0; round < 3; round++) {
                    if (round == 1) {
                        workspace
                                .db()
                                .write("own", a -> a.update(Sql.of("INSERT INTO t(n) VALUES('own')")))
                                .await();
                        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("own");
                    }
                    long before = count(workspace);
                    other.must("INSERT INTO t(n) VALUES('theirs')");
                    long start = System.nanoTime();
                    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("outside");
                    assertThat(count(workspace)).isEqualTo(before + 1);
                    long millis = (System.nanoTime() - start) / 1_000_000;
                    reporter.publishEntry("changed outside, " + journalMode, millis + " ms");
                }
                other.must("CREATE TABLE another(a)");
                assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("outside schema");
                assertThat(workspace.schema().relation("another")).isPresent();
                assertThat(told).isEmpty();
            }
        }
    }

    private static long count(Workspace workspace) {
        return workspace
                .db()
                .read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")))
                .await()
                .asLong();
    }

    /// F12: a job that waits for another program's lock says so and ends at once when it is cancelled.
    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void waitingForALockIsShownAndEndsByCancel(String journalMode, TestReporter reporter) throws Exception {
        Path file = folder.resolve("busy.db");
        Db.Options patient = new Db.Options(false, folder, () -> false, Duration.ofMinutes(5));
        try (OtherProcess other = OtherProcess.on(file)) {
            make(other, file, journalMode);
            try (Workspace workspace = Workspace.open(file, patient, files, clock)) {
                other.must("BEGIN IMMEDIATE");
                Job<Long> write = workspace.db().write("waits", a -> a.update(Sql.of("INSERT INTO t(n) VALUES(1)")));
                until(write::isWaitingForLock);
                assertThat(count(workspace)).isEqualTo(20000);
                long start = System.nanoTime();
                write.cancel();
                assertThatThrownBy(write::await).isInstanceOf(DbError.Cancelled.class);
                long millis = (System.nanoTime() - start) / 1_000_000;
                reporter.publishEntry("cancel of a wait, " + journalMode, millis + " ms");
                assertThat(millis).as("hang guard").isLessThan(10_000);
                assertThat(write.isWaitingForLock()).isFalse();

                Job<Long> again =
                        workspace.db().write("waits again", a -> a.update(Sql.of("INSERT INTO t(n) VALUES(1)")));
                until(again::isWaitingForLock);
                other.must("COMMIT");
                assertThat(again.await()).isEqualTo(1);
                assertThat(again.isWaitingForLock()).isFalse();
            }
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("hang guard").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /// A lock that stays is an error with a word, after the wait that was agreed.
    @Test
    void aLockThatStaysIsBusy() throws Exception {
        Path file = folder.resolve("stays.db");
        Db.Options impatient = new Db.Options(false, folder, () -> false, SHORT);
        try (OtherProcess other = OtherProcess.on(file)) {
            make(other, file, "delete");
            try (Workspace workspace = Workspace.open(file, impatient, files, clock)) {
                other.must("BEGIN IMMEDIATE");
                Job<Long> write = workspace.db().write("refused", a -> a.update(Sql.of("INSERT INTO t(n) VALUES(1)")));
                assertThatThrownBy(write::await).isInstanceOf(DbError.Busy.class);
                other.must("ROLLBACK");
                assertThat(workspace
                                .db()
                                .write("now", a -> a.update(Sql.of("INSERT INTO t(n) VALUES(1)")))
                                .await())
                        .isEqualTo(1);
            }
        }
    }

    /// A program killed in the middle of a write: readers go on with the last commit, nothing of the half is seen.
    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void aWriterThatIsKilledLeavesItsLastCommit(String journalMode) throws Exception {
        Path file = folder.resolve("killed.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            make(other, file, journalMode);
            try (Workspace workspace = open(file)) {
                other.must("PRAGMA cache_size = 5");
                other.must("BEGIN IMMEDIATE");
                // More than the cache holds: pages of the unfinished transaction reach the disk.
                other.sql("UPDATE t SET n = 'half'");
                other.kill();
                if (journalMode.equals("wal")) {
                    assertThat(count(workspace)).isEqualTo(20000);
                } else {
                    // A hot journal: reading would show the half, so it is refused until the user has it rolled back.
                    assertThatThrownBy(() -> count(workspace)).isInstanceOf(DbError.HotJournal.class);
                }
            }
            if (!journalMode.equals("wal")) {
                assertThatThrownBy(() -> open(file)).isInstanceOf(DbError.HotJournal.class);
                Db.recover(file, files);
            }
            try (Workspace workspace = open(file)) {
                assertThat(workspace
                                .db()
                                .read("half", a -> a.scalar(Sql.of("SELECT count(*) FROM t WHERE n = 'half'")))
                                .await())
                        .isEqualTo(Value.of(0));
                assertThat(count(workspace)).isEqualTo(20000);
                assertThat(workspace
                                .db()
                                .read("check", a -> a.pragma("integrity_check"))
                                .await())
                        .isEqualTo(Value.of("ok"));
            }
        }
    }
}
