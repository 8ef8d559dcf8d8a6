package studio.rowan.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;

class BackupsTest {
    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();

    @AfterEach
    void stop() {
        clock.close();
    }

    private Db make(String name) {
        Path file = folder.resolve(name);
        Db.create(file, files);
        Db db = Db.open(file, Db.Options.defaults(), files, clock);
        run(db, "CREATE TABLE t(a)", "INSERT INTO t VALUES(1), (2), (3)");
        return db;
    }

    private static void run(Db db, String... statements) {
        db.write("test", access -> {
                    for (String sql : statements) {
                        access.execute(Sql.of(sql));
                    }
                    return true;
                })
                .await();
    }

    private static long count(Db db) {
        return db.read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")).asLong())
                .await();
    }

    private Backups backups() {
        return new Backups(folder.resolve("backups"), files, clock);
    }

    private List<String> names(Path in) throws IOException {
        try (Stream<Path> list = Files.list(in)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aBackupIsNamedListedAndWhole() throws IOException {
        Backups backups = backups();
        try (Db db = make("my blog.sqlite")) {
            Backups.Made made = backups.start(db, Backups.Request.of("by hand")).await();
            Backup backup = made.backup();
            assertThat(backup.file()).matches("my blog-\\d{8}-\\d{9}\\.db");
            assertThat(backup.verified()).isTrue();
            assertThat(backup.reason()).isEqualTo("by hand");
            assertThat(backup.remark()).isEmpty();
            assertThat(backups.list(db.file())).containsExactly(backup);
            FileCheck check = Job.here("check", job -> FileCheck.of(made.file(), files, job));
            assertThat(check.sound()).isTrue();
            assertThat(check.sha256()).isEqualTo(backup.sha256());
            assertThat(check.bytes()).isEqualTo(backup.bytes());
            assertThat(Job.<Boolean>here("verify", job -> backups.verify(job, backup)))
                    .isTrue();
            assertThat(names(backups.folder()))
                    .containsExactlyInAnyOrder(".rowan-backups.lock", backup.file(), Manifest.FILE_NAME);
        }
    }

    @Test
    void onlyTheOldestOfOursGo() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db");
                Db other = make("b.db")) {
            Backup foreign =
                    backups.start(other, Backups.Request.of("other")).await().backup();
            Backup first =
                    backups.start(db, Backups.Request.of("first")).await().backup();
            Backup second =
                    backups.start(db, Backups.Request.of("second")).await().backup();
            Backup pinned =
                    backups.start(db, Backups.Request.of("pinned")).await().backup();
            backups.pin(pinned, true);
            Path stranger = Files.copy(backups.file(first), backups.folder().resolve("a-20010101-000000000.db"));
            Backups.Request request = Backups.Request.of("third").keep(2);
            assertThat(backups.wouldGo(db.file(), request))
                    .extracting(Backup::file)
                    .containsExactly(first.file());
            Backups.Made made = backups.start(db, request).await();
            assertThat(made.pruned()).containsExactly(backups.file(first));
            assertThat(backups.list(db.file())).extracting(Backup::reason).containsExactly("third", "pinned", "second");
            assertThat(backups.list(other.file())).extracting(Backup::file).containsExactly(foreign.file());
            assertThat(stranger).exists();
            assertThat(backups.file(second)).exists();
        }
    }

    @Test
    void oneThatWasChangedIsNoLongerVerifiedNorDeleted() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db")) {
            Backup first =
                    backups.start(db, Backups.Request.of("first")).await().backup();
            Files.write(backups.file(first), new byte[10]);
            Backups.Made second =
                    backups.start(db, Backups.Request.of("second").keep(1)).await();
            assertThat(second.pruned()).isEmpty();
            assertThat(backups.list(db.file())).extracting(Backup::verified).containsExactly(true, false);
            assertThat(backups.list(db.file()).getLast().remark()).contains("10 bytes");
        }
    }

    /// The newest one that is whole stays, even where newer entries are no longer as they were written.
    @Test
    void theLastOneThatIsWholeIsKept() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db")) {
            Backup first =
                    backups.start(db, Backups.Request.of("first")).await().backup();
            Backup second =
                    backups.start(db, Backups.Request.of("second")).await().backup();
            Files.write(backups.file(second), new byte[10]);
            assertThat(Retention.beyond(backups.list(db.file()), 1)).isEmpty();
            assertThat(backups.file(first)).exists();
        }
    }

    @Test
    void anEntryThatLeadsElsewhereIsNoneOfOurs() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db")) {
            Backup first =
                    backups.start(db, Backups.Request.of("first")).await().backup();
            Path manifest = backups.folder().resolve(Manifest.FILE_NAME);
            Files.writeString(manifest, Files.readString(manifest).replace(first.file(), "../a.db"));
            assertThat(backups.list(db.file())).isEmpty();
            backups.start(db, Backups.Request.of("second").keep(1)).await();
            assertThat(db.file()).exists();
            Files.writeString(manifest, "{ broken");
            assertThat(backups.list(db.file())).isEmpty();
            Files.writeString(manifest, "{\"version\":1,\"backups\":[null,{}]}");
            assertThat(backups.list(db.file())).isEmpty();
        }
    }

    @Test
    void whatAKilledRunLeftIsRemovedAndNothingElse() throws IOException {
        Path dead = Files.writeString(folder.resolve(".a.999999999-123-0123abcd.rowan-part"), "x");
        Path deadJournal = Files.writeString(folder.resolve(".a.999999999-123-0123abcd.rowan-part-journal"), "x");
        Path reused = Files.writeString(
                folder.resolve(".a." + ProcessHandle.current().pid() + "-123-0123abcd.rowan-part"), "x");
        Part part = Part.in(files, folder, "a");
        Path mine = Files.writeString(part.file(), "x");
        Path foreign = Files.writeString(folder.resolve(".a.rowan-part"), "x");
        Path other = Files.writeString(folder.resolve("a.999999999-123-0123abcd.rowan-part"), "x");
        assertThat(Backups.sweep(folder)).containsExactlyInAnyOrder(dead, deadJournal, reused);
        assertThat(List.of(mine, foreign, other)).allMatch(Files::exists);
        assertThat(Backups.sweep(folder.resolve("not there"))).isEmpty();
    }

    @Test
    void aDamagedDatabaseIsNotCalledBackedUp() throws IOException {
        Path file;
        try (Db db = make("a.db")) {
            run(
                    db,
                    "CREATE TABLE big AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)"
                            + " SELECT i, hex(randomblob(50)) AS v FROM c");
            file = db.file();
        }
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 30 * 4096, 33 * 4096, (byte) 0x5a);
        Files.write(file, bytes);
        Backups backups = backups();
        try (Db db = Db.open(file, Db.Options.defaults(), files, clock)) {
            assertThatThrownBy(() -> backups.start(db, Backups.Request.of("no")).await())
                    .isInstanceOf(DbError.Corrupt.class);
            assertThat(backups.list(file)).isEmpty();
            assertThat(names(backups.folder())).allMatch(name -> name.startsWith(".rowan-backups"));
            Backup kept = backups.start(db, Backups.Request.of("yes").keepingDamage())
                    .await()
                    .backup();
            assertThat(kept.verified()).isFalse();
            assertThat(kept.remark()).isNotEmpty();
            assertThat(kept.file()).endsWith(".unverified.db");
        }
    }

    @Test
    void cancelLeavesNothing() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db")) {
            run(
                    db,
                    "INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50)"
                            + " SELECT zeroblob(2000000) FROM c");
            Job<Backups.Made> job = backups.start(db, Backups.Request.of("no"));
            while (job.progress().done() == 0) {
                Thread.onSpinWait();
            }
            job.cancel();
            assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(backups.list(db.file())).isEmpty();
            assertThat(names(backups.folder())).isEmpty();
        }
    }

    @Test
    void closingTheFileEndsItsBackup() throws IOException {
        Backups backups = backups();
        Job<Backups.Made> job;
        try (Db db = make("a.db")) {
            run(
                    db,
                    "INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50)"
                            + " SELECT zeroblob(2000000) FROM c");
            job = backups.start(db, Backups.Request.of("no"));
            while (job.progress().done() == 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(job.isDone()).isTrue();
        assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
        assertThat(names(backups.folder())).isEmpty();
    }

    /// A copy that all may read would give away what the file keeps from them.
    @Test
    void aBackupOfAPrivateFileIsPrivate() throws IOException {
        Backups backups = backups();
        Path restored = folder.resolve("new.db");
        try (Db db = make("a.db")) {
            assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
            Files.setPosixFilePermissions(db.file(), PosixFilePermissions.fromString("rw-------"));
            Path backup = backups.start(db, Backups.Request.of("one")).await().file();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                    .isEqualTo("rw-------");
            Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("r--------"));
            Job.here("restore", job -> new Restore(files, clock).toNew(job, backup, restored));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(restored)))
                    .isEqualTo("rw-------");
        }
    }

    // ---- restore ----

    @Test
    void restoringKeepsThePresentStateFirst() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db")) {
            Backup three =
                    backups.start(db, Backups.Request.of("three")).await().backup();
            run(db, "DELETE FROM t WHERE a > 1", "CREATE TABLE later(a)");
            Restore restore = new Restore(files, clock);
            Restore.Done done = restore.start(
                            backups.file(three),
                            db,
                            backups,
                            Backups.Request.of("before a restore").keep(1))
                    .await();
            assertThat(count(db)).isEqualTo(3);
            Backups.Made before = done.before();
            assertThat(before).isNotNull();
            assertThat(before.pruned()).as("the one that is restored stays").isEmpty();
            assertThat(backups.list(db.file())).extracting(Backup::reason).containsExactly("before a restore", "three");
            restore.start(before.file(), db, backups, Backups.Request.of("and back"))
                    .await();
            assertThat(count(db)).isEqualTo(1);
            assertThat(names(folder)).noneMatch(name -> name.contains("rowan-part"));
        }
    }

    @Test
    void aBackupThatWasTouchedIsNotRestored() throws IOException {
        Backups backups = backups();
        try (Db db = make("a.db")) {
            Backup three =
                    backups.start(db, Backups.Request.of("three")).await().backup();
            byte[] bytes = Files.readAllBytes(backups.file(three));
            bytes[bytes.length - 1] ^= 1;
            Files.write(backups.file(three), bytes);
            run(db, "DELETE FROM t");
            assertThatThrownBy(() -> new Restore(files, clock)
                            .start(backups.file(three), db, backups, Backups.Request.of("before"))
                            .await())
                    .isInstanceOf(DbError.Corrupt.class)
                    .hasMessageContaining("SHA-256");
            assertThat(count(db)).isZero();
            assertThat(backups.list(db.file())).hasSize(1);
        }
    }

    @Test
    void aBackupCanBecomeANewFile() throws IOException {
        Backups backups = backups();
        Path target = folder.resolve("new.db");
        try (Db db = make("a.db")) {
            Backup three =
                    backups.start(db, Backups.Request.of("three")).await().backup();
            Restore restore = new Restore(files, clock);
            Job.here("restore", job -> restore.toNew(job, backups.file(three), target));
            try (Db fresh = Db.open(target, Db.Options.defaults(), files, clock)) {
                assertThat(count(fresh)).isEqualTo(3);
            }
            assertThatThrownBy(() -> Job.here("again", job -> restore.toNew(job, backups.file(three), target)))
                    .isInstanceOf(DbError.Io.class);
            assertThatThrownBy(() ->
                            Job.here("no", job -> restore.toNew(job, folder.resolve("no"), target.resolveSibling("x"))))
                    .isInstanceOf(DbError.Io.class);
            assertThat(target.resolveSibling("x")).doesNotExist();
        }
    }

    @Test
    void aDamagedDatabaseCanBeRestored() throws IOException {
        Backups backups = backups();
        Path file;
        Backup good;
        try (Db db = make("a.db")) {
            run(
                    db,
                    "CREATE TABLE big AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)"
                            + " SELECT i, hex(randomblob(50)) AS v FROM c");
            file = db.file();
            good = backups.start(db, Backups.Request.of("good")).await().backup();
        }
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 30 * 4096, 33 * 4096, (byte) 0x5a);
        Files.write(file, bytes);
        try (Db db = Db.open(file, Db.Options.defaults(), files, clock)) {
            Restore.Done done = new Restore(files, clock)
                    .start(backups.file(good), db, backups, Backups.Request.of("before"))
                    .await();
            assertThat(done.before()).isNotNull();
            assertThat(done.before().backup().verified()).isFalse();
            assertThat(db.read(
                                    "check",
                                    a -> a.scalar(Sql.of("PRAGMA integrity_check"))
                                            .asText())
                            .await())
                    .isEqualTo("ok");
        }
    }

    // ---- settings ----

    @Test
    void theEnvironmentIsHonoured() {
        Path file = folder.resolve("a.db");
        assertThat(BackupSettings.of(_ -> null))
                .isEqualTo(new BackupSettings(null, false, Duration.ofDays(1)))
                .satisfies(s -> assertThat(s.folderFor(file)).isEqualTo(folder.resolve("backups")));
        Map<String, String> env =
                Map.of("BACKUP_DIR", folder.toString(), "DB_BACKUP_ENABLED", "True", "DB_BACKUP_INTERVAL", "60000");
        assertThat(BackupSettings.of(env::get))
                .isEqualTo(new BackupSettings(folder, true, Duration.ofMinutes(1)))
                .satisfies(s -> assertThat(s.folderFor(file)).isEqualTo(folder));
        for (String wrong : List.of("", "soon", "-5", "0", "99999999999999999999")) {
            assertThat(BackupSettings.of(Map.of("DB_BACKUP_INTERVAL", wrong)::get)
                            .interval())
                    .isEqualTo(Duration.ofDays(1));
        }
    }
}
