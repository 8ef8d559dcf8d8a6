package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.schema.Workspace;
import studio.rowan.shell.OpenFlow.Hint;
import studio.rowan.shell.OpenFlow.Outcome;
import studio.rowan.shell.OpenFlow.Request;
import studio.rowan.shell.OpenFlow.Step;

final class OpenFlowTest {
    @TempDir
    private Path folder;

    private final Clock clock = Clock.system();
    private final DbFiles files = new DbFiles();

    private OpenFlow flow() {
        Db.Options options = new Db.Options(false, folder.resolve("scratch"), () -> false, Duration.ofMillis(300));
        return new OpenFlow(files, clock, options, folder.resolve("recovered"));
    }

    @AfterEach
    void end() {
        clock.close();
    }

    private Outcome.Refused refused(Path file) {
        Outcome outcome = flow().open(Request.of(file), List.of());
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    private static Outcome.Opened opened(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Opened.class);
        return (Outcome.Opened) outcome;
    }

    private Path synthetic(String name) {
        Path file = SharedData.dir().resolve("hostile/synthetic").resolve(name);
        return SharedData.copy(file, folder);
    }

    private Path database() throws Exception {
        Path file = folder.resolve("some.db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE t(a)");
            s.execute("INSERT INTO t VALUES (1)");
        }
        return file;
    }

    @Test
    void opensAFile() throws Exception {
        Outcome.Opened opened = opened(flow().open(Request.of(database()), List.of()));
        try (Workspace workspace = opened.workspace()) {
            assertThat(workspace.schema().relation("t")).isPresent();
            assertThat(workspace.db().isWritable()).isTrue();
            assertThat(opened.hints()).isEmpty();
        }
    }

    @Test
    void readOnlyOnRequestRefusesToWrite() throws Exception {
        try (Workspace workspace =
                opened(flow().open(new Request(database(), true), List.of())).workspace()) {
            assertThat(workspace.db().isWritable()).isFalse();
        }
    }

    @Test
    void aFileThatIsOpenUnderAnotherNameIsNotOpenedTwice() throws Exception {
        Path file = database();
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        assertThat(flow().open(Request.of(link), List.of(file)))
                .isEqualTo(new Outcome.AlreadyOpen(Request.of(link), file));
    }

    @Test
    void createsAFileAndRefusesToOverwriteOne() throws IOException {
        Path file = folder.resolve("new.db");
        try (Workspace workspace = opened(flow().create(Request.of(file))).workspace()) {
            assertThat(workspace.db().isWal()).isTrue();
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(flow().create(Request.of(file))).isInstanceOf(Outcome.Refused.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatIsNoDatabaseSaysSo() {
        for (String name : List.of("png-renamed.db", "html-renamed.db", "sqldump-renamed.db")) {
            Outcome.Refused refused = refused(synthetic(name));
            assertThat(refused.error()).as(name).isInstanceOf(DbError.NotADatabase.class);
            assertThat(refused.steps()).as(name).containsExactly(Step.CHOOSE_OTHER);
        }
    }

    @Test
    void theReasonsOfNotBeingADatabaseAreToldApart() {
        assertThat(reason("encrypted-looking.db")).isEqualTo(DbError.NotADatabase.Reason.ENCRYPTED);
        assertThat(reason("header-16.db")).isEqualTo(DbError.NotADatabase.Reason.TOO_SHORT);
        assertThat(reason("readver-3-unopenable.db")).isEqualTo(DbError.NotADatabase.Reason.NEWER_FORMAT);
        assertThat(reason("sqlite2-header.db")).isEqualTo(DbError.NotADatabase.Reason.SQLITE2);
        assertThat(reason("pagesize-513.db")).isEqualTo(DbError.NotADatabase.Reason.BAD_HEADER);
    }

    private DbError.NotADatabase.Reason reason(String name) {
        return ((DbError.NotADatabase) refused(synthetic(name)).error()).reason();
    }

    @Test
    void anEmptyFileOpensAsANewDatabase() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.db"));
        Outcome.Opened opened = opened(flow().open(Request.of(file), List.of()));
        opened.workspace().close();
        assertThat(opened.hints()).containsExactly(Hint.EMPTY);
        assertThat(Files.size(file)).isZero();
    }

    @Test
    void whatIsNotThereCanBeForgotten() {
        Outcome.Refused refused = refused(folder.resolve("nothing.db"));
        assertThat(((DbError.Io) refused.error()).reason()).isEqualTo(DbError.Io.Reason.NOT_FOUND);
        assertThat(refused.steps()).containsExactly(Step.CHOOSE_OTHER, Step.FORGET);
        assertThat(folder.resolve("nothing.db")).doesNotExist();
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(((DbError.Io) refused(folder).error()).reason()).isEqualTo(DbError.Io.Reason.DIRECTORY);
    }

    @Test
    void aFileWithoutPermissionSaysSo() throws Exception {
        Path file = database();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertThat(((DbError.Io) refused(file).error()).reason()).isEqualTo(DbError.Io.Reason.NO_PERMISSION);
    }

    @Test
    void aLockedFileCanBeTriedAgain() throws Exception {
        Path file = database();
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("BEGIN EXCLUSIVE");
            Outcome.Refused refused = refused(file);
            assertThat(refused.error()).isInstanceOf(DbError.Busy.class);
            assertThat(refused.steps()).containsExactly(Step.RETRY);
        }
        opened(flow().open(Request.of(file), List.of())).workspace().close();
    }

    @Test
    void aNewerFormatIsReadAndNotWritten() throws Exception {
        Path file = database();
        byte[] bytes = Files.readAllBytes(file);
        bytes[18] = 3;
        Files.write(file, bytes);
        Outcome.Opened opened = opened(flow().open(Request.of(file), List.of()));
        try (Workspace workspace = opened.workspace()) {
            assertThat(opened.hints()).containsExactly(Hint.NEWER_FORMAT);
            assertThat(workspace.db().isWritable()).isFalse();
        }
    }

    @Test
    void aHotJournalAsksFirstAndIsRecoveredWhenAgreed() throws Exception {
        Path file = synthetic("hot-journal.db");
        byte[] before = Files.readAllBytes(file);
        Outcome.Refused refused = refused(file);
        assertThat(refused.error()).isInstanceOf(DbError.HotJournal.class);
        assertThat(refused.steps()).containsExactly(Step.RECOVER, Step.OPEN_COPY);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);

        opened(flow().recover(Request.of(file))).workspace().close();
        assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
        assertThat(folder.resolve("hot-journal.db-journal")).doesNotExist();
    }

    @Test
    void aHotJournalCanBeLookedAtInACopy() throws Exception {
        Path file = synthetic("hot-journal.db");
        byte[] before = Files.readAllBytes(file);
        byte[] journal = Files.readAllBytes(folder.resolve("hot-journal.db-journal"));
        Outcome.Opened opened = opened(flow().openCopy(Request.of(file)));
        try (Workspace workspace = opened.workspace()) {
            assertThat(opened.hints()).containsExactly(Hint.RECOVERED_COPY);
            assertThat(workspace.file()).startsWith(folder.resolve("recovered"));
            assertThat(workspace
                            .db()
                            .read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM sqlite_schema")))
                            .await())
                    .isNotNull();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Files.readAllBytes(folder.resolve("hot-journal.db-journal"))).isEqualTo(journal);
    }
}
