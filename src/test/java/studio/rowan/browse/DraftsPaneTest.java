package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import studio.rowan.TestDb;
import studio.rowan.change.Changes;
import studio.rowan.change.Commit;
import studio.rowan.change.Drafts;
import studio.rowan.change.Edit;
import studio.rowan.change.Outcome;
import studio.rowan.change.Target;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Waiting;
import studio.rowan.schema.Table;

/// Staged edits outlive the window, a crash and changes of the schema; closing asks what is to become of them.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class DraftsPaneTest {
    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final List<EditsModel> open = new ArrayList<>();
    private TestDb db;
    private Jobs jobs;

    @BeforeEach
    void start() {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        db = TestDb.create(
                folder,
                "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> 'bad'), note TEXT)",
                "INSERT INTO people VALUES (1, 'Ada', 'a'), (2, 'Bruno', 'b')",
                "CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT)");
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> open.forEach(EditsModel::close));
        db.close();
        jobs.close();
    }

    private Drafts drafts() {
        return new Drafts(folder.resolve("drafts"), db.file());
    }

    private EditsModel edits(FxRobot robot) {
        robot.interact(() -> open.add(new EditsModel(db.workspace(), nav, jobs, dialogs, drafts(), Instant::now)));
        return open.getLast();
    }

    private void rename(FxRobot robot, EditsModel edits, long id, String name) {
        Table people = db.table("people");
        Value old = db.db()
                .read("name", access -> access.scalar(Sql.of("SELECT name FROM people WHERE id = ?", Value.of(id))))
                .await();
        robot.interact(() -> edits.changeSet()
                .set(people, new RowKey.Rowid(id), Map.of("id", Value.of(id), "name", old), "name", Value.of(name)));
    }

    private void end(FxRobot robot, EditsModel edits) {
        robot.interact(edits::close);
        open.remove(edits);
        settle(robot);
    }

    /// What was handed to the background is done.
    private void settle(FxRobot robot) {
        AtomicInteger done = new AtomicInteger();
        robot.interact(() -> jobs.background(done::incrementAndGet, _ -> {}, _ -> {}));
        Waiting.until(() -> done.get() == 1);
    }

    private Notice notice(String words) {
        Waiting.until(() -> nav.notices.stream().anyMatch(n -> n.message().contains(words)));
        return nav.notices.stream()
                .filter(n -> n.message().contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static void act(FxRobot robot, Notice notice, String id) {
        robot.interact(() -> notice.actions().stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow()
                .run()
                .run());
    }

    private String names() {
        return db.db()
                .read(
                        "names",
                        access -> String.valueOf(access.scalar(
                                        Sql.of("SELECT group_concat(name) FROM (SELECT name FROM people ORDER BY id)"))
                                .asText()))
                .await();
    }

    // ---- kept ----

    @Test
    void draftsComeBackAtTheNextStartAndCanBeCommitted(FxRobot robot) {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        robot.interact(() -> first.changeSet().insert(db.table("people"), Map.of("name", Value.of("Cleo"))));
        end(robot, first);
        EditsModel next = edits(robot);
        Notice kept = notice("2 unsaved changes of last time");
        assertThat(next.changes().get().counts().text()).isEqualTo("+1 ~1 in 1 table");
        act(robot, kept, "keptShow");
        assertThat(nav.calls).contains("table people ");
        robot.interact(next::commit);
        Waiting.until(() -> next.changes().get().isEmpty());
        assertThat(names()).isEqualTo("Adele,Bruno,Cleo");
        end(robot, next);
        assertThat(drafts().load().isEmpty()).isTrue();
    }

    @Test
    void draftsThatCannotBeReadAreSaidToLieAside(FxRobot robot) throws Exception {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        end(robot, first);
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("drafts"))) {
            file = files.findFirst().orElseThrow();
        }
        Files.writeString(file, "not json");
        edits(robot);
        assertThat(notice("cannot be read").nextStep()).contains(file + ".broken");
        assertThat(Path.of(file + ".broken")).hasContent("not json");
    }

    @Test
    void keptDraftsCanBeDiscardedFromTheNotice(FxRobot robot) {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        end(robot, first);
        EditsModel next = edits(robot);
        act(robot, notice("1 unsaved change of last time"), "keptDiscard");
        assertThat(next.changes().get().isEmpty()).isTrue();
        end(robot, next);
        assertThat(drafts().load().isEmpty()).isTrue();
    }

    @Test
    void theNoticeFollowsWhatIsLeftAndDiscardsNothingElse(FxRobot robot) {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        rename(robot, first, 2, "Bob");
        end(robot, first);
        EditsModel next = edits(robot);
        notice("2 unsaved changes of last time");
        robot.interact(() -> {
            next.changeSet().insert(db.table("people"), Map.of("name", Value.of("of today")));
            next.changeSet().revert(new Target.Stored("people", new RowKey.Rowid(1)));
        });
        Notice left = notice("1 unsaved change of last time");
        assertThat(nav.notices).hasSize(1);
        act(robot, left, "keptDiscard");
        assertThat(next.changes().get().counts().text()).isEqualTo("+1 in 1 table");
        assertThat(nav.notices).as("none is left").isEmpty();
        rename(robot, next, 2, "Bobby");
        assertThat(nav.notices).as("of today as well").isEmpty();
    }

    @Test
    void theNoticeGoesWhenAllIsCommitted(FxRobot robot) {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        end(robot, first);
        EditsModel next = edits(robot);
        notice("1 unsaved change of last time");
        robot.interact(next::commit);
        Waiting.until(() -> nav.notices.isEmpty());
        assertThat(names()).isEqualTo("Adele,Bruno");
    }

    @Test
    void aKilledProgramLosesNoDraft(FxRobot robot) throws Exception {
        Process child = victim();
        try {
            Waiting.until(() -> !drafts().load().isEmpty() || !child.isAlive());
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        EditsModel next = edits(robot);
        Waiting.until(() -> !next.changes().get().isEmpty() || child.exitValue() == 1);
        assertThat(next.changes().get().staged(new Target.Stored("people", new RowKey.Rowid(2)), "name"))
                .as(Files.readString(folder.resolve("child.log")))
                .isEqualTo(Value.of("changed by the victim"));
        assertThat(names()).isEqualTo("Ada,Bruno");
    }

    private Process victim(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DraftsVictim.class.getName(),
                db.file().toString(),
                folder.resolve("drafts").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
    }

    // ---- an end in the middle of a commit ----

    @Test
    void whatWasCommittedWhenTheProgramDiedIsNotOfferedAgain(FxRobot robot) throws Exception {
        Process child = victim("commit");
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(names())
                .as(Files.readString(folder.resolve("child.log")))
                .isEqualTo("Ada,changed by the victim,made by the victim");
        assertThat(drafts().load().counts().total()).isEqualTo(2);
        EditsModel next = edits(robot);
        notice("while it committed 2 changes: they are in the file");
        assertThat(nav.notices).hasSize(1);
        assertThat(next.changes().get().isEmpty()).isTrue();
        end(robot, next);
        assertThat(drafts().load().isEmpty()).isTrue();
        assertThat(drafts().underway()).isNull();
    }

    @Test
    void whatWasRolledBackWhenTheProgramDiedIsOfferedAgain(FxRobot robot) throws IOException {
        EditsModel first = edits(robot);
        robot.interact(() -> first.changeSet().insert(db.table("people"), Map.of("name", Value.of("Cleo"))));
        dieInTheCommitOf(robot, first, false);
        EditsModel next = edits(robot);
        assertThat(notice("1 unsaved change of last time").nextStep()).contains("none of it is in the file");
        robot.interact(next::commit);
        Waiting.until(() -> next.changes().get().isEmpty());
        assertThat(names()).isEqualTo("Ada,Bruno,Cleo");
        end(robot, next);
        assertThat(drafts().underway()).isNull();
    }

    @Test
    void whereTheFileCannotTellTheUserIsToldToLook(FxRobot robot) throws IOException {
        EditsModel first = edits(robot);
        robot.interact(() -> first.changeSet().insert(db.table("people"), Map.of("name", Value.of("Cleo"))));
        dieInTheCommitOf(robot, first, true);
        db.run("UPDATE people SET note = 'by another program' WHERE name = 'Cleo'");
        EditsModel next = edits(robot);
        notice("it may be in the file already");
        end(robot, next);
        nav.notices.clear();
        EditsModel again = edits(robot);
        Notice told = notice("it may be in the file already");
        assertThat(told.nextStep()).contains("made twice");
        act(robot, told, "keptDiscard");
        end(robot, again);
        assertThat(drafts().load().isEmpty()).isTrue();
        assertThat(drafts().underway()).isNull();
        assertThat(names()).isEqualTo("Ada,Bruno,Cleo");
    }

    /// Leaves the disk as a program does that ends between the last statement of a commit and the word of its end.
    private void dieInTheCommitOf(FxRobot robot, EditsModel edits, boolean committed) throws IOException {
        Changes staged = edits.changes().get();
        end(robot, edits);
        Drafts drafts = drafts();
        Job<Outcome> job = new Commit(db.workspace()).run(staged, mark -> {
            try {
                drafts.committing(staged, mark);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!committed) {
                throw new DbError.Cancelled(null);
            }
        });
        assertThat(catchThrowable(job::await) == null).isEqualTo(committed);
    }

    @Test
    void aCommitThatWaitsAndIsCancelledIsNotInDoubt(FxRobot robot) {
        EditsModel edits = edits(robot);
        settle(robot);
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Job<Boolean> holding = db.db().write("hold", _ -> {
            holds.countDown();
            return uninterruptibly(over);
        });
        try {
            assertThat(uninterruptibly(holds)).isTrue();
            robot.interact(() -> edits.changeSet().insert(db.table("people"), Map.of("name", Value.of("Cleo"))));
            robot.interact(edits::commit);
            Waiting.until(() -> edits.busy().busy().get());
            robot.interact(() -> edits.busy().cancel());
        } finally {
            over.countDown();
        }
        assertThat(holding.await()).isTrue();
        Waiting.until(() -> !edits.busy().busy().get());
        end(robot, edits);
        assertThat(drafts().underway()).isNull();
        assertThat(drafts().load().counts().total()).isEqualTo(1);
        assertThat(names()).isEqualTo("Ada,Bruno");
    }

    private static boolean uninterruptibly(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRefusedCommitIsNotInDoubt(FxRobot robot) {
        EditsModel edits = edits(robot);
        settle(robot);
        rename(robot, edits, 1, "bad");
        robot.interact(edits::commit);
        Waiting.until(() -> edits.failure().get() != null);
        end(robot, edits);
        assertThat(drafts().underway()).isNull();
        assertThat(drafts().load().counts().total()).isEqualTo(1);
    }

    @Test
    void draftsWhoseTableOrColumnIsGoneAreNamedAndKept(FxRobot robot) {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        robot.interact(() -> {
            first.changeSet().insert(db.table("pets"), Map.of("name", Value.of("Rex")));
            first.changeSet().insert(db.table("people"), Map.of("name", Value.of("Dora"), "note", Value.of("d")));
        });
        end(robot, first);
        db.run("DROP TABLE pets", "ALTER TABLE people DROP COLUMN note");
        EditsModel next = edits(robot);
        Notice homeless = notice("have no place any more");
        assertThat(homeless.message()).contains("pets").contains("people.note");
        assertThat(homeless.details()).contains("Rex").contains("Dora");
        assertThat(next.changes().get().counts().text()).isEqualTo("~1 in 1 table");
        // They come back with their place.
        end(robot, next);
        db.run("CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT)", "ALTER TABLE people ADD COLUMN note TEXT");
        EditsModel again = edits(robot);
        Waiting.until(() -> again.changes().get().counts().total() == 3);
        robot.interact(() -> again.changeSet().insert(db.table("pets"), Map.of("name", Value.of("Fido"))));
        assertThat(again.changes().get().counts().total()).isEqualTo(4);
    }

    @Test
    void whatIsForgottenIsNotNamedAgain(FxRobot robot) {
        EditsModel first = edits(robot);
        robot.interact(() -> first.changeSet().insert(db.table("pets"), Map.of("name", Value.of("Rex"))));
        end(robot, first);
        db.run("DROP TABLE pets");
        EditsModel next = edits(robot);
        act(robot, notice("has no place any more"), "homelessForget");
        end(robot, next);
        assertThat(drafts().load().isEmpty()).isTrue();
    }

    @Test
    void aFileOpenReadOnlyLeavesItsDraftsForLater(FxRobot robot) throws IOException {
        EditsModel first = edits(robot);
        rename(robot, first, 1, "Adele");
        end(robot, first);
        db.close();
        db = TestDb.openReadOnly(db.file());
        EditsModel looking = edits(robot);
        notice("open read-only");
        assertThat(looking.changes().get().isEmpty()).isTrue();
        end(robot, looking);
        assertThat(drafts().load().counts().total()).isEqualTo(1);
        try (Stream<Path> files = Files.list(folder.resolve("drafts"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void draftsThatCannotBeWrittenSaySoOnce(FxRobot robot) throws IOException {
        Files.writeString(folder.resolve("drafts"), "a file where the folder should be");
        EditsModel edits = edits(robot);
        settle(robot);
        rename(robot, edits, 1, "Adele");
        notice("cannot be kept");
        rename(robot, edits, 2, "Bob");
        end(robot, edits);
        assertThat(nav.notices.stream().filter(n -> n.message().contains("cannot be kept")))
                .hasSize(1);
    }

    // ---- closing ----

    private boolean mayClose(FxRobot robot, EditsModel edits, Runnable again) {
        boolean[] may = new boolean[1];
        robot.interact(() -> may[0] = edits.mayClose(again));
        return may[0];
    }

    @Test
    void closingAsksAndKeepsOrDiscardsOrStays(FxRobot robot) {
        EditsModel edits = edits(robot);
        settle(robot);
        assertThat(mayClose(robot, edits, () -> {})).isTrue();
        rename(robot, edits, 1, "Adele");
        dialogs.cancel();
        assertThat(mayClose(robot, edits, () -> {})).isFalse();
        assertThat(dialogs.asked().getFirst()).contains("test.db").contains("~1 in 1 table");
        dialogs.answer(1);
        assertThat(mayClose(robot, edits, () -> {})).isTrue();
        end(robot, edits);
        assertThat(drafts().load().counts().total()).isEqualTo(1);
        EditsModel next = edits(robot);
        Waiting.until(() -> !next.changes().get().isEmpty());
        dialogs.answer(2);
        assertThat(mayClose(robot, next, () -> {})).isTrue();
        end(robot, next);
        assertThat(drafts().load().isEmpty()).isTrue();
        assertThat(names()).isEqualTo("Ada,Bruno");
        assertThat(dialogs.asked()).hasSize(3);
    }

    @Test
    void closingCommitsFirstAndClosesWhenThatIsDone(FxRobot robot) {
        EditsModel edits = edits(robot);
        settle(robot);
        rename(robot, edits, 1, "Adele");
        AtomicInteger again = new AtomicInteger();
        dialogs.answer(0);
        assertThat(mayClose(robot, edits, again::incrementAndGet)).isFalse();
        Waiting.until(() -> again.get() == 1);
        assertThat(names()).isEqualTo("Adele,Bruno");
        assertThat(mayClose(robot, edits, () -> {})).isTrue();
    }

    @Test
    void aCommitThatFailsLeavesTheFileOpen(FxRobot robot) {
        EditsModel edits = edits(robot);
        settle(robot);
        rename(robot, edits, 1, "bad");
        AtomicInteger again = new AtomicInteger();
        dialogs.answer(0);
        assertThat(mayClose(robot, edits, again::incrementAndGet)).isFalse();
        Waiting.until(() -> edits.failure().get() != null);
        rename(robot, edits, 1, "good");
        robot.interact(edits::commit);
        Waiting.until(() -> edits.changes().get().isEmpty());
        // The wish to close ended with the failure.
        assertThat(again.get()).isZero();
        assertThat(names()).isEqualTo("good,Bruno");
    }

    @Test
    void editsMadeBeforeTheDraftsAreReadJoinThem(FxRobot robot) throws IOException {
        Edit kept = new Edit.Insert(new Target.Fresh("people", 1), Map.of("name", Value.of("kept")));
        drafts().save(Changes.of(List.of(kept)));
        Table people = db.table("people");
        robot.interact(() -> {
            open.add(new EditsModel(db.workspace(), nav, jobs, dialogs, drafts(), Instant::now));
            open.getLast().changeSet().insert(people, Map.of("name", Value.of("typed at once")));
        });
        EditsModel edits = open.getLast();
        Waiting.until(() -> edits.changes().get().counts().inserted() == 2);
        end(robot, edits);
        assertThat(drafts().load().edits().stream()
                        .map(edit -> Objects.requireNonNull(
                                        ((Edit.Insert) edit).values().get("name"))
                                .asText()))
                .containsExactlyInAnyOrder("kept", "typed at once");
    }
}
