package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.OtherProcess;
import studio.rowan.TestDb;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Changes;
import studio.rowan.change.Clash;
import studio.rowan.change.Commit;
import studio.rowan.change.Contents;
import studio.rowan.change.Drafts;
import studio.rowan.change.Edit;
import studio.rowan.change.Outcome;
import studio.rowan.change.Target;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Row;
import studio.rowan.db.Session;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Command;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class EditsPaneTest {
    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private Theme theme;
    private TestDb db;
    private Jobs jobs;
    private StackPane root;
    private EditsModel edits;
    private @Nullable BrowsePane pane;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        root = new StackPane();
        Scene scene = new Scene(root, 900, 600);
        theme = new Theme();
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        BrowsePane shown = pane;
        robot.interact(() -> {
            if (shown != null) {
                shown.close();
            }
            edits.close();
            // The stage is shared by all tests.
            root.getScene().getWindow().sizeToScene();
        });
        db.close();
        jobs.close();
    }

    private void blog(FxRobot robot) {
        db = TestDb.create(
                folder,
                "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, age INT CHECK (age > 0))",
                "INSERT INTO users VALUES (1, 'Ada', 'ada@x', 36), (2, 'Bruno', 'bruno@x', 41), (3, 'Cleo', 'cleo@x', 29)",
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, user_id INT REFERENCES users ON DELETE CASCADE)",
                "INSERT INTO posts VALUES (1, 'one', 1), (2, 'two', 1), (3, 'three', 2)",
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INT REFERENCES users ON DELETE SET NULL)",
                "INSERT INTO notes VALUES (1, 1)",
                "CREATE TABLE strict_ones (id INTEGER PRIMARY KEY, user_id INT REFERENCES users)",
                "INSERT INTO strict_ones VALUES (1, 3)",
                "CREATE TABLE log (what TEXT)",
                "CREATE TRIGGER users_gone AFTER DELETE ON users BEGIN INSERT INTO log VALUES (old.name); END");
        show(robot, "users");
    }

    private void show(FxRobot robot, String name) {
        robot.interact(() -> {
            edits = new EditsModel(
                    db.workspace(), nav, jobs, dialogs, new Drafts(folder.resolve("drafts"), db.file()), Instant::now);
            BrowsePane next = new BrowsePane(db.workspace(), name, "", nav, jobs, dialogs, new DbFiles(), edits);
            root.getChildren().setAll(next);
            next.onShown();
            pane = next;
        });
        Waiting.until(() -> nav.status.contains("rows 1–"));
    }

    private ChangeSet set() {
        return edits.changeSet();
    }

    private static RowKey key(long rowid) {
        return new RowKey.Rowid(rowid);
    }

    private Map<String, Value> row(Table table, long rowid) {
        Map<String, Value> cells = new LinkedHashMap<>();
        Row row = db.db()
                .read(
                        "row",
                        access -> access.query(Sql.builder()
                                        .add("SELECT * FROM ")
                                        .ident(table.name())
                                        .add(" WHERE id = ")
                                        .bind(Value.of(rowid))
                                        .build())
                                .getFirst())
                .await();
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i).name(), row.get(i));
        }
        return cells;
    }

    private void update(FxRobot robot, String table, long rowid, String column, Value value) {
        Table of = db.table(table);
        Map<String, Value> row = row(of, rowid);
        robot.interact(() -> set().set(of, key(rowid), row, column, value));
    }

    private void delete(FxRobot robot, String table, long rowid) {
        Table of = db.table(table);
        Map<String, Value> row = row(of, rowid);
        robot.interact(() -> set().delete(of, key(rowid), row));
    }

    private Target.Fresh insert(FxRobot robot, String table, Map<String, Value> values) {
        Table of = db.table(table);
        Target.Fresh[] made = new Target.Fresh[1];
        robot.interact(() -> made[0] = set().insert(of, values));
        return made[0];
    }

    private String scalar(String sql) {
        return db.db()
                .read(
                        "look",
                        access -> String.valueOf(access.scalar(Sql.of(sql)).asText()))
                .await();
    }

    private static @Nullable Node found(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAll().stream()
                .filter(EditsPaneTest::visible)
                .findFirst()
                .orElse(null);
    }

    private static boolean visible(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static void fire(FxRobot robot, String id) {
        Waiting.until(() -> found(robot, id) instanceof Button button && !button.isDisabled());
        robot.interact(() -> ((Button) Objects.requireNonNull(found(robot, id))).fire());
    }

    private static String text(FxRobot robot, String id) {
        return found(robot, id) instanceof Labeled label ? label.getText() : "";
    }

    private void waitForNote(FxRobot robot, String words) {
        Waiting.until(() -> text(robot, "commitNoteText").contains(words));
    }

    private void run(FxRobot robot, String command) {
        BrowsePane shown = Objects.requireNonNull(pane);
        robot.interact(() -> {
            Command found = shown.commands().stream()
                    .filter(c -> c.id().equals(command))
                    .findFirst()
                    .orElseThrow();
            assertThat(found.enabled().getAsBoolean()).as(command).isTrue();
            found.run().run();
        });
    }

    // ---- commit ----

    @Test
    void aLargeCellIsNotOverwrittenWhereSomethingElseOfItsLengthStands(FxRobot robot) {
        blog(robot);
        db.run("CREATE TABLE media (id INTEGER PRIMARY KEY, b)", "INSERT INTO media VALUES (1, zeroblob(100000))");
        Table media = db.table("media");
        Map<String, Value> row = Map.of("id", Value.of(1), "b", new Value.Large(Value.StorageClass.BLOB, 100_000));
        robot.interact(() -> set().set(media, key(1), row, "b", Value.NULL));
        Waiting.until(() -> Contents.unread(set().changes()).isEmpty());
        db.run("UPDATE media SET b = CAST(zeroblob(99999) || x'01' AS BLOB)");
        robot.interact(edits::commit);
        Waiting.until(() -> edits.failure().get() instanceof Failure.Conflict);
        Waiting.until(() -> robot.lookup(".clash-value").queryAllAs(Label.class).stream()
                        .map(Label::getText)
                        .filter(text -> text.matches("BLOB · .* · content [0-9a-f]{8}…"))
                        .distinct()
                        .count()
                == 2);
        robot.interact(() -> edits.discard());
        // Who commits at once waits until the cell is read.
        robot.interact(() -> {
            set().set(media, key(1), row, "b", Value.NULL);
            edits.commit();
        });
        Waiting.until(() -> set().changes().isEmpty());
        assertThat(scalar("SELECT typeof(b) FROM media")).isEqualTo("null");
    }

    @Test
    void theBarIsThereWhileDraftsAreAndCommitsThem(FxRobot robot) {
        blog(robot);
        assertThat(found(robot, "commitBar")).isNull();
        update(robot, "users", 2, "name", Value.of("Bob"));
        insert(robot, "posts", Map.of("title", Value.of("four")));
        assertThat(text(robot, "commitCounts")).isEqualTo("+1 ~1 in 2 tables");
        fire(robot, "commitButton");
        waitForNote(robot, "Committed 2 changes");
        assertThat(found(robot, "commitBar")).isNull();
        assertThat(scalar("SELECT name FROM users WHERE id = 2")).isEqualTo("Bob");
        assertThat(scalar("SELECT count(*) FROM posts")).isEqualTo("4");
        GridView grid = robot.lookup("#rows").queryAs(GridView.class);
        robot.interact(() -> grid.select(1, 1, false));
        Waiting.until(() -> {
            GridCurrent at = grid.current().get();
            return at != null && at.value().equals(Value.of("Bob"));
        });
    }

    @Test
    void bothKeysCommitAndEscapeTakesNothingAway(FxRobot robot) {
        blog(robot);
        update(robot, "users", 2, "name", Value.of("Bob"));
        robot.interact(() -> robot.lookup("#rows").queryAs(GridView.class).requestFocus());
        robot.push(KeyCode.ESCAPE);
        assertThat(set().changes().isEmpty()).isFalse();
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        waitForNote(robot, "Committed 1 change");
        update(robot, "users", 2, "name", Value.of("Rob"));
        run(robot, "commit");
        Waiting.until(() -> set().changes().isEmpty());
        assertThat(scalar("SELECT name FROM users WHERE id = 2")).isEqualTo("Rob");
    }

    @Test
    void aRefusedCommitKeepsTheDraftsAndPointsAtTheRow(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        update(robot, "users", 3, "age", Value.of(-1));
        fire(robot, "commitButton");
        Waiting.until(() -> found(robot, "failureGo") != null);
        String words = text(robot, "noticeMessage");
        assertThat(words).contains("users 3").contains("age > 0").contains("275");
        assertThat(text(robot, "noticeNext")).isNotBlank();
        assertThat(set().changes().counts().total()).isEqualTo(2);
        assertThat(edits.failure().get()).isInstanceOf(Failure.Refused.class);
        assertThat(Objects.requireNonNull(edits.failure().get()).targets())
                .containsExactly(new Target.Stored("users", key(3)));
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Ada");
        fire(robot, "failureGo");
        assertThat(nav.calls).contains("table users ");
        GridView grid = robot.lookup("#rows").queryAs(GridView.class);
        Waiting.until(() -> {
            GridCurrent at = grid.current().get();
            return at != null && at.ordinal() == 2 && at.column() == 3;
        });
        // What is changed may be well now.
        update(robot, "users", 3, "age", Value.of(30));
        assertThat(edits.failure().get()).isNull();
        fire(robot, "commitButton");
        waitForNote(robot, "Committed 2 changes");
    }

    @Test
    void uniqueAndForeignKeysSayWhichRow(FxRobot robot) {
        blog(robot);
        insert(robot, "users", Map.of("name", Value.of("Eve"), "email", Value.of("ada@x")));
        fire(robot, "commitButton");
        Waiting.until(() -> text(robot, "noticeMessage").contains("users.email"));
        assertThat(text(robot, "noticeMessage"))
                .contains("new row in users “Eve”")
                .contains("2067");
        robot.interact(() -> edits.discard());
        delete(robot, "users", 3);
        Waiting.until(() -> text(robot, "commitCascade").contains("SQLite will refuse"));
        fire(robot, "commitButton");
        Waiting.until(() -> text(robot, "noticeMessage").contains("users 3"));
        assertThat(text(robot, "noticeMessage")).contains("787");
        assertThat(set().changes().counts().deleted()).isEqualTo(1);
    }

    @Test
    void aFailedRowCanBeLeftOut(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        update(robot, "users", 3, "age", Value.of(-1));
        fire(robot, "commitButton");
        fire(robot, "failureLeave");
        fire(robot, "reviewCommit");
        waitForNote(robot, "Committed 1 change");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Adele");
        assertThat(set().changes().edits()).hasSize(1);
        assertThat(text(robot, "commitCounts")).isEqualTo("~1 in 1 table");
    }

    // ---- rows that changed meanwhile ----

    @Test
    void aRowThatAnotherProgramChangedShowsBothAndMineCanBeKept(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("mine"));
        update(robot, "users", 2, "name", Value.of("also mine"));
        try (OtherProcess other = OtherProcess.on(db.file())) {
            other.must("UPDATE users SET name = 'theirs' WHERE id = 1");
            other.must("UPDATE users SET name = 'also theirs' WHERE id = 2");
        }
        fire(robot, "commitButton");
        Waiting.until(() -> found(robot, "clashes") != null);
        assertThat(text(robot, "clashHeading")).contains("2 rows");
        assertThat(text(robot, "clashText-0")).contains("users 1");
        assertThat(robot.lookup("#clash-0 .label").queryAllAs(Labeled.class).stream()
                        .map(Labeled::getText))
                .contains("Ada", "theirs", "mine");
        fire(robot, "keepMine-0");
        fire(robot, "takeTheirs-0");
        assertThat(edits.failure().get()).isNull();
        assertThat(text(robot, "commitCounts")).isEqualTo("~1 in 1 table");
        fire(robot, "commitButton");
        waitForNote(robot, "Committed 1 change");
        assertThat(scalar("SELECT group_concat(name) FROM users WHERE id < 3")).isEqualTo("mine,also theirs");
    }

    @Test
    void aRowThatAnotherProgramDeletedSaysSo(FxRobot robot) {
        blog(robot);
        update(robot, "users", 2, "name", Value.of("mine"));
        try (OtherProcess other = OtherProcess.on(db.file())) {
            other.must("DELETE FROM users WHERE id = 2");
        }
        fire(robot, "commitButton");
        Waiting.until(() -> text(robot, "clashText-0").contains("deleted"));
        assertThat(found(robot, "keepMine-0")).isNull();
        Failure.Conflict conflict =
                (Failure.Conflict) Objects.requireNonNull(edits.failure().get());
        assertThat(conflict.clashes()).extracting(Clash::theirs).containsOnlyNulls();
        fire(robot, "takeTheirs-0");
        assertThat(set().changes().isEmpty()).isTrue();
        assertThat(edits.failure().get()).isNull();
    }

    // ---- cascades ----

    @Test
    void whatACommitDoesToOtherRowsIsSaidBeforeAndAskedOnce(FxRobot robot) {
        blog(robot);
        delete(robot, "users", 1);
        Waiting.until(() -> text(robot, "commitCascade").contains("Also deletes 2 rows of posts"));
        assertThat(text(robot, "commitCascade"))
                .contains("sets user_id to NULL in 1 row of notes")
                .contains("fires users_gone");
        dialogs.answer(false);
        fire(robot, "commitButton");
        Waiting.until(() -> dialogs.asked().size() == 1 && !edits.busy().busy().get());
        assertThat(dialogs.asked().getFirst()).contains("2 rows of posts");
        assertThat(scalar("SELECT count(*) FROM posts")).isEqualTo("3");
        assertThat(set().changes().counts().deleted()).isEqualTo(1);
        dialogs.answer(true);
        fire(robot, "commitButton");
        waitForNote(robot, "Committed 1 change");
        assertThat(scalar("SELECT count(*) FROM posts")).isEqualTo("1");
        fire(robot, "commitNoteAction");
        waitForNote(robot, "Undone");
        assertThat(scalar("SELECT count(*) FROM posts")).isEqualTo("3");
        assertThat(scalar("SELECT user_id FROM notes")).isEqualTo("1");
        assertThat(dialogs.asked()).hasSize(2);
    }

    // ---- review ----

    @Test
    void reviewListsEachStatementAndLeavesOneOut(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        update(robot, "users", 2, "name", Value.of("Bob"));
        delete(robot, "posts", 3);
        fire(robot, "reviewButton");
        SqlEditor script = robot.lookup("#reviewSql").queryAs(SqlEditor.class);
        Waiting.until(() -> script.getText().contains("COMMIT"));
        ListView<?> list = robot.lookup("#reviewList").queryListView();
        assertThat(list.getItems()).hasSize(3);
        assertThat(text(robot, "reviewCounts")).isEqualTo("~2 −1 in 2 tables · 3 statements, not run yet");
        assertThat(script.getText()).contains("'Adele'").contains("'Bob'").contains("DELETE FROM \"posts\"");
        assertThat(robot.lookup("#reviewList .label").queryAllAs(Labeled.class).stream()
                        .map(Labeled::getText))
                .contains("Ada", "Adele", "Bruno", "Bob");
        int bob = list.getItems().stream()
                .map(ReviewModel.Item.class::cast)
                .map(item -> item.edit().target())
                .toList()
                .indexOf(new Target.Stored("users", key(2)));
        robot.interact(() -> ((CheckBox) Objects.requireNonNull(found(robot, "review-" + bob))).fire());
        Waiting.until(
                () -> script.getText().contains("COMMIT") && !script.getText().contains("'Bob'"));
        assertThat(list.getItems()).hasSize(3);
        assertThat(text(robot, "reviewLeft")).contains("1 change is left out");
        fire(robot, "reviewCopy");
        robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(script.getText()));
        fire(robot, "reviewCommit");
        waitForNote(robot, "Committed 2 changes");
        assertThat(found(robot, "review")).isNull();
        assertThat(scalar("SELECT group_concat(name) FROM users")).isEqualTo("Adele,Bruno,Cleo");
        assertThat(set().changes().edits()).hasSize(1);
    }

    @Test
    void aReviewFollowsTheFileAndSaysWhatClashes(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        fire(robot, "reviewButton");
        Waiting.until(() -> found(robot, "reviewCommit") instanceof Button commit && !commit.isDisabled());
        try (OtherProcess other = OtherProcess.on(db.file())) {
            other.must("UPDATE users SET name = 'theirs' WHERE id = 1");
        }
        Waiting.until(() -> found(robot, "reviewResolve") != null);
        assertThat(text(robot, "noticeMessage"))
                .isEqualTo("1 row is no longer as you saw it: nothing is committed before you decide");
        assertThat(((Button) Objects.requireNonNull(found(robot, "reviewCommit"))).isDisabled())
                .isTrue();
        robot.push(KeyCode.ESCAPE);
        assertThat(found(robot, "review")).isNull();
        assertThat(set().changes().edits()).hasSize(1);
        fire(robot, "reviewButton");
        fire(robot, "reviewResolve");
        assertThat(found(robot, "review")).isNull();
        fire(robot, "keepMine-0");
        fire(robot, "commitButton");
        waitForNote(robot, "Committed 1 change");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Adele");
    }

    // ---- undo ----

    @Test
    void withNoDraftLeftUndoTakesBackTheLastCommitAndRedoMakesItAgain(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        run(robot, "commit");
        waitForNote(robot, "Committed");
        dialogs.answer(false).answer(true);
        run(robot, "undo");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Adele");
        run(robot, "undo");
        waitForNote(robot, "Undone");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Ada");
        dialogs.answer(true);
        run(robot, "redo");
        waitForNote(robot, "Redone");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Adele");
    }

    @Test
    void whatAnotherRoomWroteIsUndoneLikeACommitAndOnlyWhileItIsTheLast(FxRobot robot) throws Exception {
        blog(robot);
        Outcome.Done first = byAnotherRoom(robot, "Adele");
        Outcome.Done second = byAnotherRoom(robot, "Adela");
        robot.interact(() -> assertThat(edits.takeBack(first)).isFalse());
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Adela");
        robot.interact(() -> assertThat(edits.takeBack(second)).isTrue());
        waitForNote(robot, "Undone");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("Adele");
        dialogs.answer(true);
        run(robot, "undo");
        WaitForAsyncUtils.waitFor(
                20,
                TimeUnit.SECONDS,
                () -> scalar("SELECT name FROM users WHERE id = 1").equals("Ada"));
    }

    private Outcome.Done byAnotherRoom(FxRobot robot, String name) {
        Map<String, Value> before = Map.of("name", Value.of(scalar("SELECT name FROM users WHERE id = 1")));
        Edit edit = new Edit.Update(
                new Target.Stored("users", new RowKey.Rowid(1)), before, Map.of("name", Value.of(name)));
        Changes changes = Changes.of(List.of(edit));
        Outcome.Done done =
                (Outcome.Done) new Commit(db.workspace()).run(changes).await();
        robot.interact(() -> edits.made(changes, done));
        return done;
    }

    @Test
    void aCommitWhoseRowsWereChangedSinceIsNotTakenBack(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        run(robot, "commit");
        waitForNote(robot, "Committed");
        db.run("UPDATE users SET name = 'theirs' WHERE id = 1");
        fire(robot, "commitNoteAction");
        Waiting.until(() -> !nav.notices.isEmpty());
        assertThat(nav.notices.getLast().message()).contains("Not undone");
        assertThat(nav.notices.getLast().details()).contains("users 1");
        assertThat(scalar("SELECT name FROM users WHERE id = 1")).isEqualTo("theirs");
    }

    @Test
    void discardAsksWhereManyGoAndCanBeUndone(FxRobot robot) {
        blog(robot);
        insert(robot, "posts", Map.of("title", Value.of("x")));
        fire(robot, "discardButton");
        assertThat(dialogs.asked()).isEmpty();
        for (int i = 0; i < 6; i++) {
            insert(robot, "posts", Map.of("title", Value.of("x" + i)));
        }
        dialogs.answer(false).answer(true);
        fire(robot, "discardButton");
        assertThat(set().changes().edits()).hasSize(6);
        fire(robot, "discardButton");
        assertThat(set().changes().isEmpty()).isTrue();
        assertThat(dialogs.asked()).hasSize(2);
        fire(robot, "commitNoteAction");
        assertThat(set().changes().edits()).hasSize(6);
    }

    @Test
    void theBarTakesNoRoomThatItDoesNotNeed(FxRobot robot) {
        blog(robot);
        robot.interact(() -> root.getScene().getWindow().setWidth(480));
        GridView grid = robot.lookup("#rows").queryAs(GridView.class);
        List<Double> heights = new ArrayList<>();
        robot.interact(() -> grid.heightProperty().subscribe(height -> heights.add(height.doubleValue())));
        update(robot, "users", 2, "name", Value.of("Bob"));
        robot.interact(() -> edits.changeSet().undo());
        db.run("CREATE TRIGGER t AFTER UPDATE ON users BEGIN SELECT 1; END");
        update(robot, "users", 2, "name", Value.of("Bob"));
        Waiting.until(() -> text(robot, "commitCascade").equals("Fires t"));
        assertThat(Objects.requireNonNull(found(robot, "commitBar"))
                        .getBoundsInParent()
                        .getHeight())
                .isLessThan(100);
        delete(robot, "users", 1);
        Waiting.until(() -> text(robot, "commitCascade").contains("Also deletes"));
        double smallest = grid.getHeight();
        assertThat(smallest).isGreaterThan(400);
        assertThat(heights).allSatisfy(height -> assertThat(height).isGreaterThanOrEqualTo(smallest));
        dialogs.answer(true);
        fire(robot, "commitButton");
        waitForNote(robot, "Committed 2 changes");
        assertThat(heights).allSatisfy(height -> assertThat(height).isGreaterThanOrEqualTo(smallest));
    }

    /// Its font comes while it is being arranged.
    @Test
    void theBarComesWhereThereIsHardlyRoom(FxRobot robot) {
        blog(robot);
        robot.interact(() -> root.getScene().getWindow().setWidth(260));
        update(robot, "users", 2, "name", Value.of("Bob"));
        robot.interact(() -> {
            assertThat(Objects.requireNonNull(found(robot, "commitCounts")).getParent())
                    .isSameAs(found(robot, "commitBar"));
            assertThat(Objects.requireNonNull(found(robot, "commitButton")).isVisible())
                    .isTrue();
        });
    }

    @Test
    void nothingIsCutInANarrowPaneAtTwiceTheFont(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        delete(robot, "users", 2);
        Waiting.until(() -> text(robot, "commitCascade").contains("Also deletes"));
        robot.interact(() -> {
            theme.fontSize().set(26);
            root.getScene().getWindow().setWidth(700);
        });
        assertThat(cut("commitBar", robot)).isEmpty();
        fire(robot, "reviewButton");
        Waiting.until(() -> found(robot, "reviewCommit") instanceof Button commit && !commit.isDisabled());
        assertThat(cut("review", robot)).isEmpty();
        robot.interact(() -> edits.closeReview());
        try (OtherProcess other = OtherProcess.on(db.file())) {
            other.must("UPDATE users SET name = 'theirs' WHERE id = 1");
        }
        dialogs.answer(true);
        fire(robot, "commitButton");
        Waiting.until(() -> found(robot, "clashes") != null);
        assertThat(cut("commitTrouble", robot)).isEmpty();
    }

    /// Texts of the program that are cut in that part; values and names may be.
    private List<String> cut(String id, FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        List<String> found = new ArrayList<>();
        robot.interact(() -> found.addAll(Clipped.in(
                root.getScene(),
                node -> node instanceof GridView
                        || node instanceof ListView
                        || node.getStyleClass().contains("pane-bar"))));
        assertThat(found(robot, id)).isNotNull();
        return found;
    }

    // ---- waiting ----

    @Test
    void aCommitThatWaitsForAnotherProgramSaysSoAndCanBeCancelled(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        try (OtherProcess other = OtherProcess.on(db.file())) {
            other.must("BEGIN IMMEDIATE");
            fire(robot, "commitButton");
            Waiting.until(() -> text(robot, "commitWorkingText").contains("another program"));
            fire(robot, "commitCancel");
            waitForNote(robot, "cancelled");
            assertThat(set().changes().edits()).hasSize(1);
            other.must("ROLLBACK");
        }
        fire(robot, "commitButton");
        waitForNote(robot, "Committed");
    }

    @Test
    void aCommitThatWaitsForAConsoleNamesIt(FxRobot robot) {
        blog(robot);
        update(robot, "users", 1, "name", Value.of("Adele"));
        try (Session session = db.db().session("SQL 7")) {
            session.run("begin", access -> {
                        access.execute(Sql.of("BEGIN IMMEDIATE"));
                        return true;
                    })
                    .await();
            fire(robot, "commitButton");
            Waiting.until(() -> text(robot, "commitWorkingText").contains("SQL 7"));
        }
        waitForNote(robot, "Committed");
    }
}
