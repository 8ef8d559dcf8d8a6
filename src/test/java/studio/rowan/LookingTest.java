package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Workspace;

/// F16: looking at a file changes nothing, opens that file and no other, and sees all its rows, wherever it lies.
class LookingTest {
    @TempDir
    Path temp;

    private Path folder;
    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();
    private final List<Path> mounts = new ArrayList<>();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("data"));
    }

    @AfterEach
    void unmount() throws Exception {
        clock.close();
        for (Path mount : mounts) {
            run("umount", mount.toString());
        }
    }

    private Workspace open(Path file) {
        Db.Options options = Db.Options.defaults();
        return Workspace.open(
                file, new Db.Options(false, temp.resolve("scratch"), () -> false, options.busyWait()), files, clock);
    }

    private static long count(Workspace workspace) {
        return workspace
                .db()
                .read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")))
                .await()
                .asLong();
    }

    /// A database whose program was killed: 10 rows checkpointed, 5 in the -wal.
    private Path crashedWal() throws IOException {
        Path made = folder.resolve("crashed.db");
        try (OtherProcess other = OtherProcess.on(made)) {
            other.must("PRAGMA journal_mode = wal");
            other.must("CREATE TABLE t(n)");
            other.must("INSERT INTO t VALUES(1), (2), (3), (4), (5), (6), (7), (8), (9), (10)");
            other.must("PRAGMA wal_checkpoint(TRUNCATE)");
            other.must("INSERT INTO t VALUES(1), (2), (3), (4), (5)");
            other.kill();
        }
        Files.deleteIfExists(folder.resolve("crashed.db-shm"));
        assertThat(folder.resolve("crashed.db-wal")).isNotEmptyFile();
        return made;
    }

    @Test
    void aLeftoverWalIsReadAndStays() throws IOException {
        Path file = crashedWal();
        Map<String, String> before = SharedData.checksums(folder);
        try (Workspace workspace = open(file)) {
            assertThat(count(workspace)).isEqualTo(15);
        }
        assertThat(SharedData.checksums(folder)).isEqualTo(before);
    }

    @Test
    void aHotJournalIsNotRolledBackUnasked() throws IOException {
        Path file = folder.resolve("hot.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = delete");
            other.must("CREATE TABLE t(n)");
            other.must("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)"
                    + " INSERT INTO t SELECT randomblob(100) FROM c");
            other.must("PRAGMA cache_size = 5");
            other.must("BEGIN IMMEDIATE");
            other.must("UPDATE t SET n = 'half'");
            other.kill();
        }
        assertThat(folder.resolve("hot.db-journal")).isNotEmptyFile();
        Map<String, String> before = SharedData.checksums(folder);
        assertThatThrownBy(() -> open(file)).isInstanceOf(DbError.HotJournal.class);
        assertThat(SharedData.checksums(folder)).isEqualTo(before);
        Db.recover(file, files);
        assertThat(folder.resolve("hot.db-journal")).doesNotExist();
        try (Workspace workspace = open(file)) {
            assertThat(workspace
                            .db()
                            .read("half", a -> a.scalar(Sql.of("SELECT count(*) FROM t WHERE n = 'half'")))
                            .await())
                    .isEqualTo(Value.of(0));
        }
    }

    /// Looking at a closed WAL file leaves no -wal and -shm beside it that were not there.
    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void nothingIsLeftBeside(String journalMode) throws IOException {
        Path file = folder.resolve("clean.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = " + journalMode);
            other.must("CREATE TABLE t(n)");
        }
        Map<String, String> before = SharedData.checksums(folder);
        assertThat(before).containsOnlyKeys("clean.db");
        try (Workspace workspace = open(file)) {
            assertThat(count(workspace)).isZero();
        }
        assertThat(SharedData.checksums(folder)).isEqualTo(before);
        assertThat(folder.resolve("clean.db-shm")).doesNotExist();
    }

    /// Names that a URI, a shell or SQLite itself could take for something else.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name#with?uri%20chars&mode=memory.db",
                "%41.db",
                "a?mode=rwc",
                ":memory:",
                "file:x.db",
                "semi;colon.db",
                "quote'\"name.db",
                "back\\slash.db",
                "line\nfeed.db",
                "-dash.db",
                " space .db ",
                "ünïcödé 😀.db",
                "a+b=c&d.db",
                "trailing."
            })
    void theFileThatIsNamedIsTheFileThatIsOpened(String name) throws IOException {
        Path decoy = folder.resolve("A.db");
        Db.create(decoy, files);
        Path file = folder.resolve(name);
        Db.create(file, files);
        try (Workspace workspace = open(file)) {
            workspace
                    .db()
                    .write("mark", a -> {
                        a.execute(Sql.of("CREATE TABLE t(n)"));
                        return a.update(Sql.of("INSERT INTO t VALUES(?)", Value.of(name)));
                    })
                    .await();
        }
        try (Workspace workspace = open(file)) {
            assertThat(workspace
                            .db()
                            .read("mark", a -> a.scalar(Sql.of("SELECT n FROM t")))
                            .await())
                    .isEqualTo(Value.of(name));
        }
        assertThat(SharedData.checksums(folder)).containsOnlyKeys("A.db", name);
        try (Workspace workspace = open(decoy)) {
            assertThat(workspace.schema().relation("t")).isEmpty();
        }
    }

    @Test
    void linksOpenTheFileBehindThem() throws IOException {
        Path file = crashedWal();
        Path link = Files.createSymbolicLink(temp.resolve("link.db"), file);
        Map<String, String> before = SharedData.checksums(folder);
        try (Workspace workspace = open(link)) {
            assertThat(count(workspace)).isEqualTo(15);
        }
        assertThat(SharedData.checksums(folder)).isEqualTo(before);
        assertThat(temp.resolve("link.db-wal")).doesNotExist();
    }

    // ---- folders that cannot be written ----

    @Test
    void inAReadOnlyFolderAFileInWalModeIsReadAsItLies() throws Exception {
        Path file = folder.resolve("static.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = wal");
            other.must("CREATE TABLE t(n)");
            other.must("INSERT INTO t VALUES(1)");
        }
        Map<String, String> before = SharedData.checksums(folder);
        assertThat(before).containsOnlyKeys("static.db");
        makeReadOnly();
        try (Workspace workspace = open(file)) {
            assertThat(workspace.db().isStatic()).isTrue();
            assertThat(workspace.db().isWritable()).isFalse();
            assertThat(count(workspace)).isEqualTo(1);
            assertRefusesToWrite(workspace);
        }
        assertThat(SharedData.checksums(folder)).isEqualTo(before);
    }

    @Test
    void inAReadOnlyFolderTheRowsInTheWalAreSeenToo() throws Exception {
        Path file = crashedWal();
        Map<String, String> before = SharedData.checksums(folder);
        makeReadOnly();
        try (Workspace workspace = open(file)) {
            assertThat(count(workspace)).isEqualTo(15);
            assertThat(workspace.db().isWritable()).isFalse();
            assertThat(workspace.file()).isEqualTo(file);
            assertRefusesToWrite(workspace);
        }
        assertThat(SharedData.checksums(folder)).isEqualTo(before);
        try (Stream<Path> left = Files.walk(temp.resolve("scratch"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .as("private copies are removed")
                    .isEmpty();
        }
    }

    @Test
    void inAReadOnlyFolderAnOrdinaryFileIsRead() throws Exception {
        Path file = folder.resolve("ordinary.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("CREATE TABLE t(n)");
        }
        makeReadOnly();
        try (Workspace workspace = open(file)) {
            assertThat(count(workspace)).isZero();
            assertThatThrownBy(() -> insert(workspace)).isInstanceOf(DbError.class);
        }
    }

    private static void assertRefusesToWrite(Workspace workspace) {
        assertThatThrownBy(() -> insert(workspace)).isInstanceOf(DbError.ReadOnly.class);
    }

    private static void insert(Workspace workspace) {
        workspace
                .db()
                .write("refused", a -> a.update(Sql.of("INSERT INTO t VALUES(1)")))
                .await();
    }

    /// Permissions where they bind us, a read-only mount where we are the superuser.
    private void makeReadOnly() throws Exception {
        if (folder.toFile().setWritable(false) && !Files.isWritable(folder)) {
            return;
        }
        if (run("mount", "--bind", folder.toString(), folder.toString()) != 0) {
            abort("neither permissions nor a mount make a folder read-only here: test skipped");
        }
        mounts.add(folder);
        if (run("mount", "-o", "remount,ro,bind", folder.toString()) != 0 || Files.isWritable(folder)) {
            abort("a mount does not become read-only here: test skipped");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
