package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Every hostile file opens or is refused with a word: nothing hangs, nothing unexpected is thrown, no byte changes.
class HostileTest {
    /// Their integrity fails; `cell_size_check` sees it at the schema already, where a plain connection goes on.
    private static final Set<String> DAMAGE_SEEN_EARLY =
            Set.of("fuzzdata7-02175.db", "fuzzdata7-02265.db", "fts5corrupt3-L09705.db", "reserved-255.db");

    /// A query bomb is given this long before it is cancelled.
    private static final long PATIENCE_MILLIS = 2000;
    /// After this a job counts as hung.
    private static final long HUNG_SECONDS = 10;

    private static final Clock CLOCK = Clock.system();
    private static final DbFiles FILES = new DbFiles();

    @TempDir
    static Path folder;

    @AfterAll
    static void stopClock() {
        CLOCK.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFileOpensOrIsRefused() throws IOException {
        Path hostile = SharedData.dir().resolve("hostile");
        Map<String, String> verdicts = verdicts(hostile.resolve("JDBC.tsv"));
        return SharedData.databases(hostile)
                .filter(file -> !file.toString().endsWith(".tsv"))
                .map(file -> {
                    String name = hostile.relativize(file).toString();
                    return dynamicTest(name, () -> visit(file, name, verdicts.getOrDefault(name, "")));
                });
    }

    /// What the plain driver says of each file.
    private static Map<String, String> verdicts(Path table) throws IOException {
        Map<String, String> verdicts = new HashMap<>();
        for (String line : Files.readAllLines(table)) {
            String[] cells = line.split("\t", -1);
            verdicts.put(cells[0].replaceFirst("^open/", ""), cells.length > 1 ? cells[1] : "");
        }
        return verdicts;
    }

    private void visit(Path original, String name, String verdict) throws Exception {
        Path own =
                Files.createDirectories(folder.resolve(Integer.toHexString(name.hashCode()) + "-" + System.nanoTime()));
        Path file = SharedData.copy(original, own);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        Map<String, String> before = SharedData.checksums(own);
        @Nullable DbError refusal = null;
        List<String> unexpected = new ArrayList<>();
        try (Workspace workspace = open(file)) {
            readAll(workspace, unexpected);
        } catch (DbError e) {
            refusal = e;
        }
        assertThat(unexpected).isEmpty();
        assertThat(SharedData.checksums(own)).as("bytes after " + refusal).isEqualTo(before);
        checkVerdict(name, verdict, refusal);
    }

    private static void checkVerdict(String name, String verdict, @Nullable DbError refusal) {
        if (name.matches(".*(encrypted|sqlcipher).*")) {
            assertThat(refusal).isInstanceOf(DbError.NotADatabase.class);
            assertThat(((DbError.NotADatabase) refusal).reason()).isEqualTo(DbError.NotADatabase.Reason.ENCRYPTED);
        } else if (name.endsWith("one-byte.db")) {
            // SQLite takes it for empty and would write over it.
            assertThat(refusal).isInstanceOf(DbError.NotADatabase.class);
        } else if (name.matches(".*(hot-journal|journal_hot).*")) {
            assertThat(refusal).isInstanceOf(DbError.HotJournal.class);
        } else if (DAMAGE_SEEN_EARLY.contains(Path.of(name).getFileName().toString())) {
            assertThat(refusal).isInstanceOf(DbError.Corrupt.class);
        } else if (verdict.startsWith("ok")) {
            assertThat(refusal).as("SQLite opens it: " + verdict).isNull();
        } else if (verdict.startsWith("EX")) {
            assertThat(refusal).as("SQLite refuses it: " + verdict).isNotNull();
            if (verdict.contains("SQLITE_NOTADB") || verdict.contains("unsupported file format")) {
                assertThat(refusal).isInstanceOf(DbError.NotADatabase.class);
            }
        }
    }

    @Test
    void aDirectoryIsNamedAsSuch() {
        Path directory = SharedData.dir().resolve("hostile/synthetic/directory-named.db");
        assertThat(Files.isDirectory(directory)).isTrue();
        assertRefused(directory, DbError.Io.Reason.DIRECTORY);
    }

    @Test
    void aFifoIsNotWaitedFor() throws Exception {
        Path fifo = folder.resolve("fifo.db");
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no mkfifo here");
        assertRefused(fifo, DbError.Io.Reason.NOT_A_FILE);
    }

    @Test
    void devicesAreNoFiles() {
        for (String device : new String[] {"/dev/zero", "/dev/null"}) {
            assumeTrue(Files.exists(Path.of(device)), "no " + device);
            assertRefused(Path.of(device), DbError.Io.Reason.NOT_A_FILE);
        }
    }

    @Test
    void linksThatLeadNowhereAreRefused() throws IOException {
        Path a = folder.resolve("loop-a.db");
        Path b = folder.resolve("loop-b.db");
        Files.createSymbolicLink(a, b);
        Files.createSymbolicLink(b, a);
        assertRefused(a, DbError.Io.Reason.OTHER);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.db"), folder.resolve("nothing there"));
        assertRefused(dangling, DbError.Io.Reason.NOT_FOUND);
    }

    @Test
    void aFileThatIsNotThereIsNotMade() {
        Path missing = folder.resolve("missing.db");
        assertRefused(missing, DbError.Io.Reason.NOT_FOUND);
        assertThat(missing).doesNotExist();
        assertRefused(folder.resolve("no such folder").resolve("x.db"), DbError.Io.Reason.NOT_FOUND);
    }

    /// A -wal alone is no database, and must not become one.
    @Test
    void anOrphanedWalIsNeverFoldedIntoANewFile() throws IOException {
        Path wal = SharedData.dir().resolve("hostile/synthetic/orphan-wal-only.db-wal");
        Path own = Files.createDirectory(folder.resolve("orphan"));
        Path copy = Files.copy(wal, own.resolve("orphan-wal-only.db-wal"));
        assertRefused(own.resolve("orphan-wal-only.db"), DbError.Io.Reason.NOT_FOUND);
        assertThatThrownBy(() -> open(copy)).isInstanceOf(DbError.NotADatabase.class);
        assertThat(copy).hasSameBinaryContentAs(wal);
    }

    @Test
    void anEmptyFileIsAnEmptyDatabase() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        try (Workspace workspace = open(empty)) {
            assertThat(workspace.schema().of(SchemaObject.Kind.TABLE)).isEmpty();
        }
        assertThat(empty).isEmptyFile();
    }

    @Test
    void aFileLockedByAnotherProcessSaysSo() throws Exception {
        Path file = folder.resolve("locked.db");
        Db.Options impatient = new Db.Options(false, folder, () -> false, Duration.ofMillis(200));
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("CREATE TABLE t(n)");
            other.must("BEGIN EXCLUSIVE");
            assertThatThrownBy(() -> open(file, impatient)).isInstanceOf(DbError.Busy.class);
            other.must("COMMIT");
            try (Workspace workspace = open(file, impatient)) {
                other.must("PRAGMA locking_mode = EXCLUSIVE");
                other.must("INSERT INTO t VALUES(1)");
                Job<?> read = workspace.db().read("rows", a -> a.query(Sql.of("SELECT * FROM t")));
                assertThatThrownBy(read::await).isInstanceOf(DbError.Busy.class);
            }
        }
    }

    @Test
    void aFileThatVanishesUnderUsSaysSo() throws Exception {
        Path file = folder.resolve("vanishing.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("CREATE TABLE t(n)");
        }
        try (Workspace workspace = open(file)) {
            Files.delete(file);
            Job<?> write = workspace.db().write("row", a -> a.update(Sql.of("INSERT INTO t VALUES(1)")));
            assertThatThrownBy(write::await)
                    .isInstanceOfSatisfying(
                            DbError.Io.class, e -> assertThat(e.reason()).isEqualTo(DbError.Io.Reason.VANISHED));
        }
        assertThat(file).doesNotExist();
    }

    private static void assertRefused(Path file, DbError.Io.Reason reason) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        DbError.Io.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Workspace open(Path file) throws Exception {
        return open(file, Db.Options.defaults());
    }

    private static Workspace open(Path file, Db.Options options) throws Exception {
        CompletableFuture<Workspace> opening = CompletableFuture.supplyAsync(
                () -> Workspace.open(file, options, FILES, CLOCK),
                task -> Thread.ofPlatform().daemon().start(task));
        try {
            return opening.get(HUNG_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            return fail("opening hangs");
        }
    }

    private static void readAll(Workspace workspace, List<String> unexpected) throws InterruptedException {
        for (SchemaObject object : workspace.schema().objects()) {
            switch (object.kind()) {
                case INDEX, TRIGGER -> {}
                case TABLE, VIEW, VIRTUAL, FULL_TEXT, SHADOW, SYSTEM -> {
                    Job<Table> structure = workspace.table(object);
                    finish(structure, object, unexpected);
                    finish(page(workspace, object), object, unexpected);
                    structure.whenDone(table -> window(workspace, table, unexpected), _ -> {});
                }
            }
        }
    }

    private static Job<?> page(Workspace workspace, SchemaObject object) {
        return workspace.db().read("page of " + object.name(), access -> {
            List<Object> rows = new ArrayList<>();
            access.queryWhile(Sql.of("SELECT * FROM " + Ident.quote(object.name()) + " LIMIT 200"), rows::add);
            return rows.size();
        });
    }

    /// The first rows as the grid shows them; closing it ends whatever still counts or reads.
    private static void window(Workspace workspace, Table table, List<String> unexpected) {
        CompletableFuture<Object> shown = new CompletableFuture<>();
        try (RowWindow window = RowWindow.of(workspace.db(), RowSource.of(table))) {
            window.addListener(new RowWindow.Listener() {
                @Override
                public void arrived() {
                    if (window.row(0) != null
                            || window.failure() != null
                            || window.count().isExact()) {
                        shown.complete(true);
                    }
                }

                @Override
                public void moved(long by) {}
            });
            window.open();
            shown.completeOnTimeout("late", PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            if (window.failure() != null && !(window.failure() instanceof DbError)) {
                unexpected.add(table.name() + " in the grid: " + trace(window.failure()));
            }
        }
    }

    /// Waits for the job, cancels it when it takes too long; whatever is no [DbError] is unexpected.
    private static void finish(Job<?> job, SchemaObject object, List<String> unexpected) throws InterruptedException {
        CompletableFuture<Object> end = new CompletableFuture<>();
        job.whenDone(end::complete, end::complete);
        try {
            Object ended = end.completeOnTimeout("late", PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
            if (ended.equals("late")) {
                job.cancel();
                CompletableFuture<Object> second = new CompletableFuture<>();
                job.whenDone(second::complete, second::complete);
                ended = second.get(HUNG_SECONDS, TimeUnit.SECONDS);
                assertThat(ended).isInstanceOf(DbError.Cancelled.class);
            }
            if (ended instanceof Throwable thrown && !(thrown instanceof DbError)) {
                unexpected.add(object + ": " + trace(thrown));
            }
        } catch (ExecutionException | TimeoutException e) {
            unexpected.add(object + ": deaf to cancel " + e);
        }
    }

    private static String trace(Throwable thrown) {
        java.io.StringWriter out = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(out));
        return out.toString();
    }
}
