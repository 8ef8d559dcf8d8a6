package studio.rowan.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.HandClock;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.schema.Workspace;

class TimedBackupsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final HandClock clock = new HandClock();
    private final LinkedBlockingQueue<Job<Backups.Made>> started = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init")
    private Workspace workspace;

    @BeforeEach
    void open() {
        Path file = folder.resolve("a.db");
        Db.create(file, files);
        workspace = Workspace.open(file, Db.Options.defaults(), files, clock);
        change("CREATE TABLE t(a)");
    }

    @AfterEach
    void close() {
        workspace.close();
        clock.close();
    }

    private void change(String sql) {
        long before = workspace.changes();
        workspace
                .db()
                .write("test", access -> {
                    access.execute(Sql.of(sql));
                    return true;
                })
                .await();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (workspace.changes() == before) {
            assertThat(System.nanoTime()).as("hang guard").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private BackupChoices choices(boolean automatic, @Nullable Path to) {
        return new BackupChoices(folder.resolve("data"), new BackupSettings(to, automatic, HOUR));
    }

    private Clock.Timer begin(BackupChoices choices) {
        return TimedBackups.begin(workspace, choices, files, clock, started::add);
    }

    private List<Backup> listed() {
        return new Backups(folder.resolve("backups"), files, clock).list(workspace.file());
    }

    /// A look at the file may still be under way when the next is due; then the one after is taken.
    private Job<Backups.Made> next() throws InterruptedException {
        for (int i = 0; i < 3000; i++) {
            clock.advance(HOUR);
            Job<Backups.Made> job = started.poll(10, TimeUnit.MILLISECONDS);
            if (job != null) {
                return job;
            }
        }
        throw new AssertionError("no timed backup began");
    }

    @Test
    void eachIntervalInWhichItChangedHasItsBackup() throws Exception {
        try (Clock.Timer _ = begin(choices(true, null))) {
            clock.advance(HOUR.minusSeconds(1));
            assertThat(started).isEmpty();
            Backup first = next().await().backup();
            assertThat(first.reason()).isEqualTo(Reason.TIMED.words());
            assertThat(first.verified()).isTrue();
            // Hours in which nothing changes have none; then one has.
            for (int i = 0; i < 50; i++) {
                clock.advance(HOUR);
            }
            change("INSERT INTO t VALUES (1)");
            Backup second = next().await().backup();
            assertThat(listed()).extracting(Backup::file).containsExactly(second.file(), first.file());
        }
    }

    @Test
    void timedOnesDriveOutOnlyTimedOnes() throws Exception {
        BackupChoices choices = choices(true, null);
        choices.keep(2);
        Backup asked = new Backups(folder.resolve("backups"), files, clock)
                .start(workspace.db(), Backups.Request.of(Reason.ASKED).keep(2))
                .await()
                .backup();
        try (Clock.Timer _ = begin(choices)) {
            for (int i = 0; i < 4; i++) {
                change("INSERT INTO t VALUES (" + i + ")");
                next().await();
            }
        }
        assertThat(listed()).hasSize(3);
        assertThat(listed())
                .filteredOn(backup -> backup.reason().equals(Reason.TIMED.words()))
                .hasSize(2);
        assertThat(listed().getLast().file()).isEqualTo(asked.file());
    }

    @Test
    void withoutTheWishNoneIsMadeAndNoneAfterItsEnd() throws Exception {
        Clock.Timer off = begin(choices(false, null));
        Clock.Timer ended = begin(choices(true, null));
        ended.close();
        clock.advance(HOUR);
        clock.advance(HOUR);
        off.close();
        assertThat(started).isEmpty();
        try (Clock.Timer _ = begin(choices(true, null))) {
            next().await();
        }
        assertThat(listed()).hasSize(1);
    }

    @Test
    void aFailureIsTriedAgainAtTheNextInterval() throws Exception {
        Path blocked = Files.createFile(folder.resolve("blocked"));
        try (Clock.Timer _ = begin(choices(true, blocked))) {
            Job<Backups.Made> job = next();
            assertThatThrownBy(job::await).isInstanceOf(DbError.Io.class);
            Files.delete(blocked);
            assertThat(next().await().file()).hasParent(blocked).exists();
        }
    }

    @Test
    void whatIsBackedUpAlreadyWaitsForAChange() throws Exception {
        // By the file's own times, which the hand-driven clock is ahead of.
        clock.advance(HOUR);
        new Backups(folder.resolve("backups"), files, clock)
                .start(workspace.db(), Backups.Request.of(Reason.ASKED))
                .await();
        Path file = workspace.file();
        workspace.close();
        workspace = Workspace.open(file, Db.Options.defaults(), files, clock);
        try (Clock.Timer _ = begin(choices(true, null))) {
            for (int i = 0; i < 50; i++) {
                clock.advance(HOUR);
            }
            change("INSERT INTO t VALUES (1)");
            next().await();
        }
        assertThat(listed()).hasSize(2);
    }

    @Test
    void aBackupThatSomebodyLooksAtHasNone() throws Exception {
        Path backup = new Backups(folder.resolve("backups"), files, clock)
                .start(workspace.db(), Backups.Request.of(Reason.ASKED))
                .await()
                .file();
        try (Workspace look = Workspace.open(backup, Db.Options.defaults().withReadOnly(true), files, clock)) {
            LinkedBlockingQueue<Job<Backups.Made>> ofLook = new LinkedBlockingQueue<>();
            try (Clock.Timer _ = TimedBackups.begin(look, choices(true, null), files, clock, ofLook::add);
                    Clock.Timer _ = begin(choices(true, null))) {
                next().await();
                for (int i = 0; i < 50; i++) {
                    clock.advance(HOUR);
                }
                change("INSERT INTO t VALUES (1)");
                next().await();
            }
            assertThat(ofLook).isEmpty();
        }
    }
}
