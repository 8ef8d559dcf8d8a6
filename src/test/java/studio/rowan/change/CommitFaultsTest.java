package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.Children;
import studio.rowan.OtherProcess;
import studio.rowan.SmallDisk;
import studio.rowan.TestDb;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Value;

/// A commit that is killed, finds the disk full, the file locked or read-only: the file is as before or after, and the
/// drafts are kept.
@Timeout(300)
class CommitFaultsTest extends StagedFixture {
    private static final int KILLS = Integer.getInteger("rowan.kills", 10);

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void killedWhileCommitting(String mode, TestReporter reporter) throws Exception {
        Path file = staged(Shift.TABLES).db.file();
        close();
        db = null;
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = " + mode);
        }
        Drafts drafts = new Drafts(folder.resolve("drafts"), file);
        Random random = new Random(9);
        int before = 0;
        int after = 0;
        for (int i = 0; i < KILLS / 2; i++) {
            kill(file, random.nextInt(250));
            Db.recover(file, new DbFiles());
            try (TestDb again = TestDb.open(file)) {
                Staged staged = new Staged(again);
                assertThat(Shift.state(staged)).isEqualTo(Shift.WHOLE);
                long now = Shift.generation(staged);
                Changes kept = drafts.load();
                if (!kept.isEmpty()) {
                    long base = base(kept);
                    assertThat(now).isBetween(base, base + 1);
                    staged.set.restore(kept);
                    if (now == base) {
                        before++;
                        staged.done();
                        assertThat(Shift.generation(staged)).isEqualTo(base + 1);
                    } else {
                        after++;
                        assertThat(staged.run()).isInstanceOf(Outcome.Conflict.class);
                    }
                    assertThat(Shift.state(staged)).isEqualTo(Shift.WHOLE);
                }
            }
        }
        reporter.publishEntry(mode, "killed before the commit was done: " + before + ", after: " + after);
        assertThat(before).as("some were hit").isPositive();
    }

    private static long base(Changes kept) {
        return kept.edits().stream()
                .filter(Edit.Update.class::isInstance)
                .map(edit -> ((Edit.Update) edit).old().get("gen").asLong())
                .findFirst()
                .orElseThrow();
    }

    private void kill(Path file, int millis) throws Exception {
        Process studio = Children.start(
                OtherStudio.class,
                "shift",
                file.toString(),
                folder.resolve("drafts").toString());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(studio.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith("gen ");
            assertThat(studio.waitFor(millis, TimeUnit.MILLISECONDS))
                    .as("it commits until it is killed")
                    .isFalse();
        } finally {
            studio.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void aFullDiskIsSaid(String mode) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "2m")) {
            Path file = disk.folder().resolve("small.db");
            try (OtherProcess other = OtherProcess.on(file)) {
                other.must("PRAGMA journal_mode = " + mode);
                other.must("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b BLOB)");
                other.must("INSERT INTO t VALUES (1, 'one', zeroblob(100000)), (2, 'two', NULL)");
            }
            try (TestDb small = TestDb.open(file)) {
                Staged s = new Staged(small);
                s.update("t", Staged.id(2), "a", "changed").insert("t", "b", Value.of(new byte[5_000_000]));
                Changes drafts = s.set.changes();
                assertThat(failed(s.run()).error()).isInstanceOf(DbError.Full.class);
                assertThat(s.set.changes()).isEqualTo(drafts);
                assertThat(s.query("SELECT id, a FROM t")).isEqualTo("1 one\n2 two");
                assertThat(s.query("PRAGMA integrity_check")).isEqualTo("ok");
                s.set.undo();
                s.done();
                assertThat(s.query("SELECT id, a FROM t")).isEqualTo("1 one\n2 changed");
            }
        }
    }

    @Test
    void aDiskThatBecameReadOnlyIsSaid() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "2m")) {
            Path file = disk.folder().resolve("still.db");
            try (OtherProcess other = OtherProcess.on(file)) {
                other.must("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
                other.must("INSERT INTO t VALUES (1, 'one')");
            }
            try (TestDb small = TestDb.open(file)) {
                Staged s = new Staged(small);
                s.update("t", Staged.id(1), "a", "changed");
                Changes drafts = s.set.changes();
                disk.makeReadOnly();
                assertThat(failed(s.run()).error()).isInstanceOfAny(DbError.ReadOnly.class, DbError.Io.class);
                assertThat(s.set.changes()).isEqualTo(drafts);
                assertThat(s.all("t")).isEqualTo("1 one");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void aLockedFileIsSaidAndCommittedLater(String mode) throws Exception {
        Path file = folder.resolve("locked.db");
        Db.Options impatient = new Db.Options(false, folder.resolve("scratch"), () -> false, Duration.ofSeconds(1));
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = " + mode);
            other.must("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
            other.must("INSERT INTO t VALUES (1, 'one')");
            try (TestDb opened = TestDb.open(file, impatient)) {
                Staged s = new Staged(opened);
                s.update("t", Staged.id(1), "a", "changed");
                Changes drafts = s.set.changes();
                other.must("BEGIN IMMEDIATE");
                assertThat(failed(s.run()).error()).isInstanceOf(DbError.Busy.class);
                assertThat(s.set.changes()).isEqualTo(drafts);
                assertThat(s.all("t")).isEqualTo("1 one");
                other.must("ROLLBACK");
                s.done();
                assertThat(s.all("t")).isEqualTo("1 changed");
            }
        }
    }
}
