package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.db.Work;
import studio.rowan.schema.Workspace;

/// What another program may do to the file while it is open here: cut it, replace it, move it, change its schema.
class FileUnderUsTest {
    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();

    @AfterEach
    void stopClock() {
        clock.close();
    }

    private Workspace open(Path file) {
        return Workspace.open(file, Db.Options.defaults(), files, clock);
    }

    private static void fill(OtherProcess other, String journalMode) {
        other.must("PRAGMA journal_mode = " + journalMode);
        other.must("CREATE TABLE t(id INTEGER PRIMARY KEY, n)");
        other.must("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000)"
                + " INSERT INTO t SELECT i, randomblob(1000) FROM c");
        if (journalMode.equals("wal")) {
            other.must("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void assertGone(Job<?> job) {
        assertThatThrownBy(job::await)
                .isInstanceOfSatisfying(
                        DbError.Io.class, e -> assertThat(e.reason()).isEqualTo(DbError.Io.Reason.VANISHED));
    }

    private void assertLanesThatOpenOnlyNowMeetNoOtherFile(Db db) {
        Work<Value> read = a -> a.scalar(Sql.of("SELECT count(*) FROM t"));
        assertGone(db.search("search", read));
        assertGone(db.background("background", read));
        assertGone(db.export("export", read));
        assertGone(db.cells("cells", read));
        assertGone(db.copyTo(folder.resolve("copy.db"), true));
        assertThatThrownBy(() -> db.dataSource(FileDataSource.Mode.READ_WRITE).getConnection())
                .isInstanceOf(DbError.Io.class);
    }

    private static Job<Value> count(Workspace workspace) {
        return workspace.db().read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")));
    }

    /// F15: with a memory map the virtual machine would die here.
    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void aFileCutShortUnderAnOpenReaderIsAnErrorNotACrash(String journalMode) {
        Path file = folder.resolve("cut.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            fill(other, journalMode);
            try (Workspace workspace = open(file)) {
                assertThat(workspace
                                .db()
                                .read("mmap", a -> a.pragma("mmap_size"))
                                .await())
                        .isEqualTo(Value.of(0));
                long[] seen = {0};
                Job<?> read = workspace.db().read("all rows", access -> {
                    access.query(Sql.of("SELECT * FROM t"), _ -> {
                        if (++seen[0] == 100) {
                            other.truncate(8192);
                        }
                    });
                    return true;
                });
                assertThatThrownBy(read::await).isInstanceOfAny(DbError.Corrupt.class, DbError.Io.class);
                assertThat(seen[0]).isBetween(100L, 19_999L);
                Job<?> again = workspace.db().read("again", a -> a.query(Sql.of("SELECT * FROM t")));
                assertThatThrownBy(again::await).isInstanceOfAny(DbError.Corrupt.class, DbError.Io.class);
            }
        }
    }

    /// Rows of a file that was replaced are stale, and a commit into it would be lost: both are refused with a word.
    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void aFileReplacedByRenamingIsSaidToBeGone(String journalMode) throws Exception {
        Path file = folder.resolve("replaced.db");
        Path newer = folder.resolve("newer.db");
        try (OtherProcess other = OtherProcess.on(file);
                OtherProcess making = OtherProcess.on(newer)) {
            fill(other, journalMode);
            making.must("CREATE TABLE t(id INTEGER PRIMARY KEY, n)");
            making.must("INSERT INTO t(n) VALUES('new')");
            try (Workspace workspace = open(file)) {
                assertThat(count(workspace).await()).isEqualTo(Value.of(20000));
                LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
                workspace.addListener((outside, _) -> told.add(outside));
                CountDownLatch writing = new CountDownLatch(1);
                CountDownLatch replaced = new CountDownLatch(1);
                Job<Long> write = workspace.db().write("row", access -> {
                    writing.countDown();
                    await(replaced);
                    return access.update(Sql.of("INSERT INTO t(n) VALUES('ours')"));
                });
                await(writing);
                other.replaceBy(newer);
                replaced.countDown();
                assertGone(write);
                assertGone(count(workspace));
                assertGone(workspace.db().write("late", a -> a.update(Sql.of("DELETE FROM t"))));
                assertLanesThatOpenOnlyNowMeetNoOtherFile(workspace.db());
                Boolean outside = told.poll(20, TimeUnit.SECONDS);
                while (Boolean.FALSE.equals(outside)) {
                    outside = told.poll(20, TimeUnit.SECONDS);
                }
                assertThat(outside).as("told without being asked").isTrue();
            }
            try (Workspace workspace = open(file)) {
                assertThat(count(workspace).await()).isEqualTo(Value.of(1));
            }
        }
    }

    /// Whoever was told that it is gone is told when it can be read again, though nobody wrote to it.
    @Test
    void aFileThatComesBackIsTold() throws Exception {
        Path file = folder.resolve("moved.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            fill(other, "delete");
            try (Workspace workspace = open(file)) {
                LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
                workspace.addListener((outside, _) -> told.add(outside));
                Path elsewhere = Files.move(file, folder.resolve("elsewhere.db"));
                assertThat(told.poll(60, TimeUnit.SECONDS)).as("gone").isTrue();
                assertGone(count(workspace));
                Files.move(elsewhere, file);
                assertThat(told.poll(60, TimeUnit.SECONDS)).as("back").isTrue();
                assertThat(count(workspace).await()).isEqualTo(Value.of(20000));
            }
        }
    }

    @Test
    void aFileMovedAwayIsSaidToBeGoneAndNotMadeAnew() throws Exception {
        Path file = folder.resolve("moved.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            fill(other, "delete");
            try (Workspace workspace = open(file)) {
                Files.move(file, folder.resolve("elsewhere.db"));
                assertGone(count(workspace));
                assertGone(workspace.db().write("row", a -> a.update(Sql.of("DELETE FROM t"))));
            }
        }
        assertThat(file).doesNotExist();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the other side is missing");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSchemaChangedByAnotherProgramIsReadAnew() throws Exception {
        Path file = folder.resolve("schema.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            fill(other, "wal");
            try (Workspace workspace = open(file)) {
                LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
                workspace.addListener((_, schemaChanged) -> told.add(schemaChanged));
                Sql rows = Sql.of("SELECT * FROM t LIMIT 1");
                assertThat(workspace
                                .db()
                                .read("before", a -> a.query(rows))
                                .await()
                                .getFirst()
                                .size())
                        .isEqualTo(2);
                other.must("ALTER TABLE t ADD COLUMN added DEFAULT 'x'");
                assertThat(workspace
                                .db()
                                .read("after", a -> a.query(rows))
                                .await()
                                .getFirst()
                                .size())
                        .isEqualTo(3);
                assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
                assertThat(workspace
                                .table(workspace.schema().relation("t").orElseThrow())
                                .await()
                                .column("added"))
                        .isPresent();
                other.must("DROP TABLE t");
                assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
                assertThat(workspace.schema().relation("t")).isEmpty();
                Job<?> gone = workspace.db().read("gone", a -> a.query(rows));
                assertThatThrownBy(gone::await)
                        .isInstanceOf(DbError.Syntax.class)
                        .hasMessageContaining("no such table: t");
            }
        }
    }
}
