package studio.rowan.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.Children;
import studio.rowan.OtherProcess;
import studio.rowan.SmallDisk;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;

/// Backups and restores under real faults: other writers, kills, full disks, locks.
class FaultsTest {
    /// What the issue asks for, ms, and how much more a loaded machine may make of it.
    private static final long SHUT_OUT = 250;

    private static final int LOADED = 40;
    private static final int KILLS = Integer.getInteger("rowan.kills", 10);

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();

    @AfterEach
    void stop() {
        clock.close();
    }

    /// Tables a and b with equal numbers, and about `megabytes` of ballast.
    private Path make(String name, String mode, int megabytes) {
        return make(name, mode, megabytes, "randomblob");
    }

    private Path make(String name, String mode, int megabytes, String ballast) {
        Path file = folder.resolve(name);
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = " + mode);
            other.must("PRAGMA synchronous = OFF");
            for (String table : List.of("a", "b")) {
                other.must("CREATE TABLE " + table + "(id INTEGER PRIMARY KEY, n INTEGER NOT NULL)");
                other.must("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000)"
                        + " INSERT INTO " + table + " SELECT i, 0 FROM c");
            }
            other.must("CREATE TABLE ballast(v)");
            other.must("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + megabytes
                    + ") INSERT INTO ballast SELECT " + ballast + "(1000000) FROM c");
        }
        return file;
    }

    private Db open(Path file) {
        return Db.open(file, Db.Options.defaults(), files, clock);
    }

    private Backups backups() {
        return new Backups(folder.resolve("backups"), files, clock);
    }

    private long number(Path file, String sql) {
        try (Db db = Db.open(file, Db.Options.defaults().asStill(), files, clock)) {
            return db.read("number", a -> a.scalar(Sql.of(sql)).asLong()).await();
        }
    }

    private void assertOneMoment(Path backup) {
        assertThat(number(backup, "SELECT (SELECT sum(n) FROM a) - (SELECT sum(n) FROM b)"))
                .as("a and b at the same moment")
                .isZero();
        assertThat(number(backup, "SELECT sum(n) FROM a")).isPositive();
    }

    /// F6: each copy holds one moment, and no commit of the other program fails.
    @Test
    void aWalFileIsCopiedAtOneMomentWhileAnotherProcessWrites(TestReporter reporter) throws Exception {
        Path file = make("wal.db", "wal", 60);
        try (Db db = open(file);
                BusyWriter writer = BusyWriter.on(file, 10)) {
            for (int i = 0; i < 3; i++) {
                Backups.Made made =
                        backups().start(db, Backups.Request.of("busy")).await();
                assertThat(made.backup().verified()).isTrue();
                assertThat(made.locked()).isZero();
                assertOneMoment(made.file());
            }
            BusyWriter.Report report = writer.stop();
            reporter.publishEntry("WAL, three copies of 60 MB", report.toString());
            assertThat(report.failures()).isZero();
            assertThat(report.commits()).isGreaterThan(10);
        }
    }

    /// F18: in steps, and when those never come to an end, in one short lock.
    @Test
    void aRollbackJournalFileIsCopiedWithoutShuttingItsWriterOut(TestReporter reporter) throws Exception {
        Path file = make("delete.db", "delete", 24);
        for (int pause : new int[] {0, 5, 1000}) {
            try (Db db = open(file);
                    BusyWriter writer = BusyWriter.on(file, pause)) {
                Backups.Made made = backup(db);
                BusyWriter.Report report = writer.stop();
                reporter.publishEntry(
                        "a commit each " + pause + " ms, 24 MB, rollback journal",
                        report + ", locked by us for " + made.locked().toMillis() + " ms, copied in "
                                + made.took().toMillis() + " ms");
                assertThat(made.backup().verified()).isTrue();
                assertOneMoment(made.file());
                assertThat(report.failures()).isZero();
                assertThat(report.longestMillis()).isLessThan(SHUT_OUT * LOADED);
                assertThat(made.locked().toMillis()).isLessThan(SHUT_OUT * LOADED);
            }
        }
    }

    /// A machine that is busy with other work may not copy it in the bound: then a user would ask again.
    private Backups.Made backup(Db db) {
        for (int refused = 0; ; refused++) {
            try {
                return backups().start(db, Backups.Request.of("busy")).await();
            } catch (DbError.Busy e) {
                if (e.code() != DbError.Busy.CHANGING || refused == 20) {
                    throw e;
                }
            }
        }
    }

    /// What does not fit into the bound is refused with a word, or locks when the user agrees.
    @Test
    void aLargeFileThatChangesAllTheTimeIsLockedOnlyByConsent(TestReporter reporter) throws Exception {
        Path file = make("large.db", "delete", 280, "zeroblob");
        Backups backups = backups();
        try (Db db = open(file);
                BusyWriter writer = BusyWriter.on(file, 1)) {
            assertThatThrownBy(() -> backups.start(db, Backups.Request.of("no")).await())
                    .isInstanceOfSatisfying(
                            DbError.Busy.class, e -> assertThat(e.code()).isEqualTo(DbError.Busy.CHANGING));
            assertThat(backups.list(file)).isEmpty();
            assertThat(leftovers()).isEmpty();
            BusyWriter.Report report = writer.stop();
            reporter.publishEntry("refused, 280 MB, rollback journal", report.toString());
            assertThat(report.failures()).isZero();
            assertThat(report.longestMillis()).isLessThan(SHUT_OUT * LOADED);
        }
        try (Db db = open(file);
                BusyWriter writer = BusyWriter.on(file, 1)) {
            Backups.Made made =
                    backups.start(db, Backups.Request.of("yes").locking()).await();
            assertThat(made.backup().verified()).isTrue();
            assertThat(made.locked()).isPositive();
            assertOneMoment(made.file());
            assertThat(writer.stop().failures()).isZero();
        }
    }

    /// Each commit of the other program is in the backup of the state that was replaced, or in the file afterwards.
    /// A file that it writes to at once is not called damaged.
    @Test
    void aRestoreLosesNoCommitOfAnotherProgram() throws Exception {
        Path file = make("wal.db", "wal", 3);
        String sum = "SELECT sum(n) FROM a";
        try (Db db = open(file)) {
            Backups.Made first =
                    backups().start(db, Backups.Request.of("first")).await();
            for (int i = 0; i < 5; i++) {
                long begin = number(file, sum);
                try (BusyWriter writer = BusyWriter.on(file, 1)) {
                    Restore.Done done = new Restore(files, clock)
                            .start(first.file(), db, backups(), Backups.Request.of("before"))
                            .await();
                    assertThat(done.match()).isNotEqualTo(studio.rowan.db.Replaced.Match.DIFFERS);
                    Backups.Made before = done.before();
                    assertThat(before).isNotNull();
                    BusyWriter.Report report = writer.stop();
                    assertThat(report.failures()).isZero();
                    assertThat(number(before.file(), sum) - begin + number(file, sum))
                            .isEqualTo(report.commits());
                }
            }
        }
        assertIntact(file);
    }

    /// A walk that a vanishing journal of the other process breaks off is begun anew.
    private List<Path> leftovers() throws IOException {
        while (true) {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(p -> p.getFileName().toString().contains("rowan-part"))
                        .toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            }
        }
    }

    // ---- kills ----

    @Test
    void killedWhileBackingUp() throws Exception {
        Path file = make("victim.db", "wal", 20);
        long sum = number(file, "SELECT sum(length(v)) FROM ballast");
        Random random = new Random(7);
        for (int i = 0; i < KILLS; i++) {
            kill(random, "backup", file.toString(), backups().folder().toString());
            assertBackupsVerify();
        }
        Backups.sweep(backups().folder());
        assertThat(leftovers()).isEmpty();
        assertThat(number(file, "SELECT sum(length(v)) FROM ballast")).isEqualTo(sum);
        assertIntact(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void killedWhileRestoring(String mode) throws Exception {
        Path file = make("victim.db", mode, 10);
        Backups originals = new Backups(folder.resolve("originals"), files, clock);
        Path one;
        Path two;
        try (Db db = open(file)) {
            set(db, 1);
            one = originals.start(db, Backups.Request.of("one")).await().file();
            set(db, 2);
            db.write("more", a -> a.update(Sql.of("INSERT INTO ballast SELECT v FROM ballast")))
                    .await();
            two = originals.start(db, Backups.Request.of("two")).await().file();
        }
        Random random = new Random(8);
        for (int i = 0; i < KILLS; i++) {
            kill(random, "restore", file.toString(), backups().folder().toString(), one.toString(), two.toString());
            // What a person is asked at the next start.
            Db.recover(file, files);
            try (Db db = open(file)) {
                List<Long> seen = db.read(
                                "seen",
                                a -> a
                                        .query(Sql.of("SELECT n FROM a UNION SELECT n FROM b UNION SELECT count(*) /"
                                                + " 10 FROM ballast"))
                                        .stream()
                                        .map(row -> row.asLong(0))
                                        .toList())
                        .await();
                assertThat(seen).as("all of one, or all of the other").hasSize(1);
                assertThat(db.read(
                                        "check",
                                        a -> a.scalar(Sql.of("PRAGMA integrity_check"))
                                                .asText())
                                .await())
                        .isEqualTo("ok");
            }
            assertBackupsVerify();
        }
        Backups.sweep(folder);
        Backups.sweep(backups().folder());
        assertThat(leftovers()).isEmpty();
    }

    private static void set(Db db, int n) {
        db.write("set", a -> a.update(Sql.of("UPDATE a SET n = " + n)) + a.update(Sql.of("UPDATE b SET n = " + n)))
                .await();
    }

    /// At a moment that differs from time to time.
    private static void kill(Random random, String... args) throws Exception {
        Process victim = Children.start(Victim.class, args);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(victim.waitFor(50 + random.nextInt(700), TimeUnit.MILLISECONDS))
                    .as("it runs until it is killed")
                    .isFalse();
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    /// Every file that is named as a backup is one, and is listed.
    private void assertBackupsVerify() throws IOException {
        Backups backups = backups();
        if (!Files.isDirectory(backups.folder())) {
            return;
        }
        List<Backup> listed = backups.all();
        try (Stream<Path> all = Files.list(backups.folder())) {
            for (Path file : all.filter(p -> p.toString().endsWith(".db")).toList()) {
                FileCheck check = Job.here("check", job -> FileCheck.of(file, files, job));
                assertThat(check.sound()).isTrue();
                assertThat(listed)
                        .anyMatch(b -> b.file().equals(file.getFileName().toString())
                                && b.sha256().equals(check.sha256()));
            }
        }
    }

    private void assertIntact(Path file) {
        try (Db db = open(file)) {
            assertThat(db.read(
                                    "check",
                                    a -> a.scalar(Sql.of("PRAGMA integrity_check"))
                                            .asText())
                            .await())
                    .isEqualTo("ok");
        }
    }

    // ---- disks and locks ----

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws Exception {
        Path file = make("full.db", "wal", 8);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "4m");
                Db db = open(file)) {
            Backups backups = new Backups(disk.folder(), files, clock);
            assertThatThrownBy(() -> backups.start(db, Backups.Request.of("no")).await())
                    .isInstanceOf(DbError.Full.class);
            assertThat(backups.list(file)).isEmpty();
            assertThat(leftovers()).isEmpty();
        }
        assertIntact(file);
    }

    /// The database itself lies on the disk that is full: the old content stays.
    @Test
    void aRestoreThatDoesNotFitChangesNothing() throws Exception {
        Path large = make("large.db", "delete", 5);
        Path small = make("small.db", "delete", 1);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m")) {
            Path file = Files.copy(small, disk.folder().resolve("live.db"));
            try (Db db = open(file)) {
                assertThatThrownBy(() -> new Restore(files, clock)
                                .start(large, db, backups(), Backups.Request.of("before"))
                                .await())
                        .isInstanceOf(DbError.Full.class);
                assertThat(db.read(
                                        "rows",
                                        a -> a.scalar(Sql.of("SELECT count(*) FROM ballast"))
                                                .asLong())
                                .await())
                        .isEqualTo(1);
            }
            assertThat(leftovers()).isEmpty();
            assertIntact(file);
        }
    }

    @Test
    void aNewFileThatDoesNotFitIsSaidAndLeavesNothing() throws Exception {
        Path file = make("full.db", "wal", 8);
        Path backup;
        try (Db db = open(file)) {
            backup = backups().start(db, Backups.Request.of("fits")).await().file();
        }
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "4m")) {
            Path target = disk.folder().resolve("new.db");
            assertThatThrownBy(() -> Job.here("restore", job -> new Restore(files, clock).toNew(job, backup, target)))
                    .isInstanceOf(DbError.Full.class);
            assertThat(target).doesNotExist();
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws Exception {
        Path file = make("a.db", "wal", 1);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "1m,ro");
                Db db = open(file)) {
            assertThatThrownBy(() -> new Backups(disk.folder(), files, clock)
                            .start(db, Backups.Request.of("no"))
                            .await())
                    .isInstanceOfSatisfying(
                            DbError.Io.class,
                            e -> assertThat(e.words())
                                    .contains(
                                            "the folder of backups cannot be written",
                                            disk.folder().toString()));
            Path notAFolder = Files.createFile(folder.resolve("file"));
            assertThatThrownBy(() -> new Backups(notAFolder, files, clock)
                            .start(db, Backups.Request.of("no"))
                            .await())
                    .isInstanceOf(DbError.Io.class);
        }
    }

    /// Another program holds the file for itself.
    @Test
    void aLockedFileIsSaid() throws Exception {
        Path file = make("locked.db", "delete", 1);
        Db.Options impatient =
                new Db.Options(false, folder.resolve("scratch"), () -> false, java.time.Duration.ofSeconds(1));
        try (OtherProcess other = OtherProcess.on(file);
                Db db = Db.open(file, impatient, files, clock)) {
            other.must("BEGIN EXCLUSIVE");
            assertThatThrownBy(
                            () -> backups().start(db, Backups.Request.of("no")).await())
                    .isInstanceOf(DbError.Busy.class);
            assertThat(leftovers()).isEmpty();
            other.must("ROLLBACK");
            assertThat(backups()
                            .start(db, Backups.Request.of("now"))
                            .await()
                            .backup()
                            .verified())
                    .isTrue();
        }
    }

    @Test
    void aRestoreIntoALockedFileIsSaidAndChangesNothing() throws Exception {
        Path file = make("locked.db", "delete", 1);
        Path backup;
        try (Db db = open(file)) {
            set(db, 1);
            backup = backups().start(db, Backups.Request.of("one")).await().file();
            set(db, 2);
        }
        try (OtherProcess other = OtherProcess.on(file);
                Db db = open(file)) {
            // Reading goes on, so that the state before is backed up; the exchange itself is what waits.
            other.must("BEGIN");
            other.must("SELECT count(*) FROM a");
            assertThatThrownBy(() -> new Restore(files, clock)
                            .start(backup, db, backups(), Backups.Request.of("before"))
                            .await())
                    .isInstanceOf(DbError.Busy.class);
            other.must("COMMIT");
            assertThat(leftovers()).isEmpty();
            assertThat(backups().list(file)).extracting(Backup::reason).containsExactly("before", "one");
        }
        assertThat(number(file, "SELECT sum(n) FROM a")).isEqualTo(2000);
        assertIntact(file);
    }
}
