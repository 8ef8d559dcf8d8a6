package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
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
import studio.rowan.TestDb;
import studio.rowan.change.Changes;
import studio.rowan.change.Edit;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Waiting;

/// Rows edited in the grid of a table, down to what a commit leaves in the file.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class BrowseEditPaneTest {
    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private TestDb db;
    private BrowseFixture window;
    private EditsModel edits;
    private @Nullable BrowsePane pane;

    @Start
    void start(Stage stage) {
        window = new BrowseFixture(stage, nav);
    }

    @AfterEach
    void close(FxRobot robot) {
        window.close(robot, db);
    }

    // ---- helpers ----

    private void create(String... statements) {
        db = TestDb.create(folder, statements);
    }

    private void notes() {
        create(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT 'untitled', body TEXT,"
                        + " stars INTEGER, weight REAL, any)",
                "INSERT INTO notes VALUES (1, 'one', 'first', 5, 1.5, 1), (2, 'two', NULL, NULL, NULL, NULL),"
                        + " (3, 'three', '', 9223372036854775807, 0.1, 'x')");
    }

    private GridView open(FxRobot robot, String name) {
        robot.interact(() -> {
            edits = window.edits(db);
            pane = window.rows(db, name, "", edits);
            window.show(pane);
        });
        GridView grid = robot.lookup("#rows").queryAs(GridView.class);
        Waiting.until(() -> nav.status.contains("rows 1–") || nav.status.contains("no rows"));
        robot.interact(grid::requestFocus);
        return grid;
    }

    private void at(FxRobot robot, GridView grid, long row, int column) {
        robot.interact(() -> grid.select(row, column, false));
        Waiting.until(() -> {
            var current = grid.current().get();
            return current != null && current.ordinal() == row && current.column() == column;
        });
    }

    private static void key(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void write(FxRobot robot, String text) {
        robot.write(text, 0);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static boolean editorOpen(FxRobot robot) {
        return robot.lookup("#cell-editor").tryQuery().isPresent();
    }

    private static TextArea editor(FxRobot robot) {
        return robot.lookup("#cell-editor").queryAs(TextArea.class);
    }

    private static String cell(FxRobot robot, GridView grid, long row, int position) {
        String[] text = {""};
        robot.interact(() -> {
            grid.applyCss();
            grid.layout();
            Node node =
                    (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, (int) row, position);
            text[0] = node == null ? "" : String.valueOf(node.queryAccessibleAttribute(AccessibleAttribute.TEXT));
        });
        return text[0];
    }

    private Changes changes() {
        return edits.changes().get();
    }

    private Edit.Update update() {
        return (Edit.Update) changes().edits().iterator().next();
    }

    private void commit(FxRobot robot) {
        robot.interact(edits::commit);
        Waiting.until(() -> changes().isEmpty() || edits.failure().get() != null);
        assertThat(edits.failure().get()).isNull();
    }

    private List<String> file(String sql) {
        return db.db().read("rows", access -> access.query(Sql.of(sql))).await().stream()
                .map(row -> String.valueOf(row.asText(0)))
                .toList();
    }

    private String notice(FxRobot robot) {
        return robot.lookup(".notice").queryAllAs(NoticeBar.class).stream()
                .map(NoticeBar::notice)
                .filter(Objects::nonNull)
                .map(n -> n.message())
                .findFirst()
                .orElse("");
    }

    private static void clipboard(FxRobot robot, String text) {
        robot.interact(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    // ---- typing ----

    @Test
    void enterEditsAndStoresWhatWasTypedByTheColumn(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 3);
        key(robot, KeyCode.ENTER);
        assertThat(editor(robot).getText()).isEqualTo("5");
        write(robot, "42");
        key(robot, KeyCode.ENTER);
        assertThat(editorOpen(robot)).isFalse();
        assertThat(update().changed()).containsEntry("stars", Value.of(42));
        assertThat(cell(robot, grid, 0, 3)).isEqualTo("stars: 42 (changed)");
        assertThat(grid.current().get().ordinal()).isEqualTo(1);
        write(robot, "many");
        key(robot, KeyCode.TAB);
        write(robot, "3");
        key(robot, KeyCode.TAB);
        write(robot, "7");
        key(robot, KeyCode.ENTER);
        at(robot, grid, 2, 3);
        key(robot, KeyCode.F2);
        key(robot, KeyCode.END);
        key(robot, KeyCode.BACK_SPACE);
        write(robot, "6");
        key(robot, KeyCode.ENTER);
        commit(robot);
        assertThat(file("SELECT stars || ' ' || typeof(stars) FROM notes"))
                .containsExactly("42 integer", "many text", "9223372036854775806 integer");
        assertThat(file("SELECT weight || ' ' || typeof(weight) || ' ' || typeof(\"any\") FROM notes WHERE id = 2"))
                .containsExactly("3.0 real integer");
    }

    @Test
    void whatIsBeingTypedStaysInItsColumnWhenAnotherGoes(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 2);
        key(robot, KeyCode.ENTER);
        write(robot, "typed");
        db.run("ALTER TABLE notes DROP COLUMN title");
        Waiting.until(() -> !changes().isEmpty());
        assertThat(update().changed()).containsOnlyKeys("body").containsEntry("body", Value.of("typed"));
    }

    @Test
    void anEditorLeftUnchangedOrByEscapeStagesNothing(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 1, 1);
        for (int i = 0; i < 4; i++) {
            key(robot, KeyCode.F2);
            assertThat(editorOpen(robot)).isTrue();
            key(robot, KeyCode.TAB);
        }
        assertThat(changes().isEmpty()).isTrue();
        write(robot, "x");
        assertThat(editorOpen(robot)).isTrue();
        key(robot, KeyCode.ESCAPE);
        assertThat(changes().isEmpty()).isTrue();
        assertThat(grid.isFocused()).isTrue();
    }

    @Test
    void emptyTextAndNullAreToldApart(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 2);
        key(robot, KeyCode.F2);
        key(robot, KeyCode.DELETE);
        key(robot, KeyCode.ENTER);
        assertThat(update().changed()).containsEntry("body", new Value.Text(""));
        at(robot, grid, 0, 2);
        key(robot, KeyCode.ALT, KeyCode.DELETE);
        assertThat(update().changed()).containsEntry("body", Value.NULL);
        assertThat(cell(robot, grid, 0, 2)).startsWith("body: NULL");
        key(robot, KeyCode.SHORTCUT, KeyCode.Z);
        assertThat(update().changed()).containsEntry("body", new Value.Text(""));
        key(robot, KeyCode.SHORTCUT, KeyCode.Z);
        assertThat(changes().isEmpty()).isTrue();
        key(robot, KeyCode.SHORTCUT, KeyCode.Y);
        assertThat(changes().isEmpty()).isFalse();
        key(robot, KeyCode.SHORTCUT, KeyCode.U);
        assertThat(changes().isEmpty()).isTrue();
    }

    @Test
    void linesOfATextAreKept(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
                "INSERT INTO t VALUES (1, 'one' || char(13, 10) || 'two'), (2, 'x' || char(10) || 'y')");
        GridView grid = open(robot, "t");
        at(robot, grid, 0, 1);
        key(robot, KeyCode.F2);
        assertThat(editor(robot).getText()).isEqualTo("one\ntwo");
        key(robot, KeyCode.CONTROL, KeyCode.END);
        key(robot, KeyCode.SHIFT, KeyCode.ENTER);
        write(robot, "three");
        key(robot, KeyCode.ENTER);
        key(robot, KeyCode.F2);
        key(robot, KeyCode.CONTROL, KeyCode.END);
        key(robot, KeyCode.SHIFT, KeyCode.ENTER);
        write(robot, "z");
        key(robot, KeyCode.TAB);
        commit(robot);
        assertThat(file("SELECT hex(a) FROM t")).containsExactly("6F6E650D0A74776F0D0A7468726565", "780A790A7A");
    }

    @Test
    void whatAFieldCannotHoldIsNotTypedOverUnasked(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                "INSERT INTO t VALUES (1, x'00ff'), (2, CAST(x'41ff' AS TEXT)), (3, zeroblob(200000)),"
                        + " (4, 'bell' || char(7)), (5, 'mac' || char(13) || 'line')");
        GridView grid = open(robot, "t");
        for (int row = 0; row < 5; row++) {
            at(robot, grid, row, 1);
            key(robot, KeyCode.ENTER);
            assertThat(editorOpen(robot)).isFalse();
            assertThat(notice(robot)).isNotEmpty();
            write(robot, "x");
            assertThat(editorOpen(robot)).isFalse();
        }
        assertThat(changes().isEmpty()).isTrue();
        robot.clickOn("Set NULL");
        assertThat(update().changed()).containsEntry("a", Value.NULL);
        at(robot, grid, 0, 1);
        key(robot, KeyCode.ENTER);
        robot.clickOn("Type a new text");
        assertThat(editorOpen(robot)).isTrue();
        write(robot, "new");
        key(robot, KeyCode.ENTER);
        commit(robot);
        assertThat(file("SELECT typeof(a) FROM t ORDER BY id")).containsExactly("text", "text", "blob", "text", "null");
    }

    // ---- rows ----

    @Test
    void newRowsKeepTheirDefaults(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        key(robot, KeyCode.INSERT);
        assertThat(grid.current().get().isFresh()).isTrue();
        assertThat(grid.current().get().ordinal()).isEqualTo(3);
        assertThat(cell(robot, grid, 3, 0)).isEqualTo("id: auto (new)");
        assertThat(cell(robot, grid, 3, 1)).isEqualTo("title: default (new)");
        for (int i = 0; i < 2; i++) {
            key(robot, KeyCode.F2);
            key(robot, KeyCode.TAB);
        }
        write(robot, "text");
        key(robot, KeyCode.ENTER);
        assertThat(nav.status).contains("of 3 +1 new");
        commit(robot);
        assertThat(file("SELECT id || title || body || coalesce(stars, '-') FROM notes WHERE id > 3"))
                .containsExactly("4untitledtext-");
        Waiting.until(() -> nav.status.contains("of 4"));
        assertThat(nav.status).doesNotContain("new");
    }

    @Test
    void theFirstRowOfAnEmptyTable(FxRobot robot) {
        create("CREATE TABLE t (a, b DEFAULT 7)");
        GridView grid = open(robot, "t");
        key(robot, KeyCode.INSERT);
        Waiting.until(() -> grid.current().get() != null);
        write(robot, "5");
        key(robot, KeyCode.ENTER);
        assertThat(cell(robot, grid, 0, 0)).isEqualTo("a: 5 (new)");
        commit(robot);
        assertThat(file("SELECT a || typeof(a) || b FROM t")).containsExactly("5integer7");
    }

    @Test
    void cloneTakesAllButTheRowid(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a, big)",
                "INSERT INTO t VALUES (1, 'one', zeroblob(100000)), (2, 'two', NULL)");
        GridView grid = open(robot, "t");
        at(robot, grid, 0, 1);
        key(robot, KeyCode.SHORTCUT, KeyCode.D);
        Waiting.until(() -> changes().counts().inserted() == 1);
        assertThat(cell(robot, grid, 2, 1)).isEqualTo("a: one (new)");
        commit(robot);
        assertThat(file("SELECT a || length(big) FROM t WHERE id = 3")).containsExactly("one100000");
    }

    @Test
    void deletedRowsAreMarkedAndAreNotEdited(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 1);
        robot.interact(() -> grid.select(1, 2, true));
        key(robot, KeyCode.DELETE);
        assertThat(changes().counts().deleted()).isEqualTo(2);
        assertThat(cell(robot, grid, 0, 1)).isEqualTo("title: one (to be deleted)");
        at(robot, grid, 0, 1);
        key(robot, KeyCode.ENTER);
        assertThat(editorOpen(robot)).isFalse();
        assertThat(notice(robot)).contains("marked to be deleted");
        key(robot, KeyCode.SHORTCUT, KeyCode.U);
        assertThat(changes().counts().deleted()).isEqualTo(1);
        commit(robot);
        assertThat(file("SELECT id FROM notes")).containsExactly("1", "3");
    }

    @Test
    void manyRowsAreAskedAboutAndReadThroughTheWindow(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                        + " INSERT INTO t SELECT i, i FROM n");
        GridView grid = open(robot, "t");
        Waiting.until(() -> nav.status.contains("of 20,000"));
        robot.interact(() -> {
            grid.select(10, 1, false);
            grid.select(5009, 1, true);
        });
        // Nothing is done to a row that was not read yet.
        Waiting.until(() -> {
            GridCurrent at = grid.current().get();
            return at != null && at.ordinal() == 5009;
        });
        window.dialogs.answer(false);
        key(robot, KeyCode.DELETE);
        Waiting.until(() -> window.dialogs.asked().size() == 1);
        assertThat(changes().isEmpty()).isTrue();
        window.dialogs.answer(true);
        key(robot, KeyCode.DELETE);
        Waiting.until(() -> changes().counts().deleted() == 5000);
        robot.interact(grid::selectAll);
        key(robot, KeyCode.DELETE);
        assertThat(notice(robot)).contains("10,000");
        commit(robot);
        assertThat(file("SELECT count(*) || ' ' || sum(id BETWEEN 11 AND 5010) FROM t"))
                .containsExactly("15000 0");
    }

    // ---- kinds of tables ----

    @Test
    void rowsOfEveryKindOfTable(FxRobot robot) {
        create(
                "CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID",
                "INSERT INTO w VALUES ('a', 1), ('b', 2)",
                "CREATE TABLE s (rowid TEXT, _rowid_ TEXT, v)",
                "INSERT INTO s VALUES ('x', 'y', 1), ('x', 'y', 2)",
                "CREATE TABLE g (a INTEGER, b INTEGER GENERATED ALWAYS AS (a * 2))",
                "INSERT INTO g(a) VALUES (1)");
        GridView grid = open(robot, "w");
        at(robot, grid, 1, 1);
        write(robot, "20");
        key(robot, KeyCode.ENTER);
        at(robot, grid, 0, 0);
        write(robot, "c");
        key(robot, KeyCode.ENTER);
        commit(robot);
        assertThat(file("SELECT k || v FROM w ORDER BY k")).containsExactly("b20", "c1");
        robot.interact(() -> window.close(Objects.requireNonNull(pane)));
        grid = open(robot, "s");
        at(robot, grid, 1, 2);
        write(robot, "9");
        key(robot, KeyCode.ENTER);
        commit(robot);
        assertThat(file("SELECT rowid || v FROM s ORDER BY oid")).containsExactly("x1", "x9");
        robot.interact(() -> window.close(Objects.requireNonNull(pane)));
        grid = open(robot, "g");
        at(robot, grid, 0, 1);
        write(robot, "9");
        assertThat(editorOpen(robot)).isFalse();
        assertThat(notice(robot)).contains("computed");
        at(robot, grid, 0, 0);
        write(robot, "4");
        key(robot, KeyCode.ENTER);
        key(robot, KeyCode.INSERT);
        assertThat(cell(robot, grid, 1, 1)).startsWith("b: computed");
        commit(robot);
        assertThat(file("SELECT coalesce(b, 'none') FROM g")).containsExactly("8", "none");
    }

    @Test
    void aViewIsEditedThroughItsTriggersOnly(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
                "INSERT INTO t VALUES (1, 'one'), (2, 'two')",
                "CREATE VIEW plain AS SELECT id, a FROM t",
                "CREATE VIEW writable AS SELECT id, a FROM t",
                "CREATE TRIGGER w INSTEAD OF UPDATE OF a ON writable BEGIN"
                        + " UPDATE t SET a = new.a WHERE id = old.id; END");
        GridView grid = open(robot, "plain");
        at(robot, grid, 0, 1);
        write(robot, "x");
        assertThat(editorOpen(robot)).isFalse();
        assertThat(notice(robot)).contains("INSTEAD OF");
        robot.interact(() -> window.close(Objects.requireNonNull(pane)));
        grid = open(robot, "writable");
        at(robot, grid, 1, 1);
        write(robot, "x");
        key(robot, KeyCode.ENTER);
        assertThat(cell(robot, grid, 1, 1)).isEqualTo("a: x (changed)");
        at(robot, grid, 1, 0);
        write(robot, "9");
        assertThat(editorOpen(robot)).isFalse();
        key(robot, KeyCode.DELETE);
        assertThat(changes().counts().deleted()).isZero();
        commit(robot);
        assertThat(file("SELECT a FROM t")).containsExactly("one", "x");
    }

    // ---- drafts stay ----

    @Test
    void sortFilterAndRefreshKeepDrafts(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 1, 1);
        write(robot, "zzz");
        key(robot, KeyCode.ENTER);
        key(robot, KeyCode.INSERT);
        String state = "";
        robot.interact(() -> grid.filters().setRow(true));
        robot.interact(() -> pane.restore(state));
        db.run("INSERT INTO notes(id, title) VALUES (0, 'outside')");
        Waiting.until(() -> nav.status.contains("of 4 +1 new"));
        Waiting.until(() -> cell(robot, grid, 2, 1).equals("title: zzz (changed)"));
        assertThat(grid.current().get().isFresh()).isTrue();
        assertThat(grid.current().get().ordinal()).isEqualTo(4);
        assertThat(changes().counts().text()).contains("+1").contains("~1");
        commit(robot);
        assertThat(file("SELECT title FROM notes ORDER BY id"))
                .containsExactly("outside", "one", "zzz", "three", "untitled");
    }

    @Test
    void sortAndFilterFindTheFilesValuesAndShowTheStagedOnes(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 1);
        write(robot, "zzz");
        key(robot, KeyCode.ENTER);
        key(robot, KeyCode.INSERT);
        robot.interact(() -> robot.lookup("#where")
                .queryAs(javafx.scene.control.TextField.class)
                .setText("title < 'p'"));
        robot.clickOn("#where");
        key(robot, KeyCode.ENTER);
        Waiting.until(() -> nav.status.contains("of 1 +1 new"));
        assertThat(cell(robot, grid, 0, 1)).isEqualTo("title: zzz (changed)");
        assertThat(cell(robot, grid, 1, 1)).isEqualTo("title: default (new)");
        robot.interact(() -> pane.commands().stream()
                .filter(c -> c.id().equals("clearFilters"))
                .forEach(c -> c.run().run()));
        Waiting.until(() -> nav.status.contains("of 3 +1 new"));
        robot.clickOn("title");
        Waiting.until(() -> cell(robot, grid, 1, 1).equals("title: three"));
        assertThat(cell(robot, grid, 0, 1)).isEqualTo("title: zzz (changed)");
        assertThat(cell(robot, grid, 3, 1)).isEqualTo("title: default (new)");
    }

    @Test
    void anotherTabOfTheFileShowsTheSameDrafts(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 1);
        write(robot, "zzz");
        robot.interact(() -> pane.onHidden());
        assertThat(update().changed()).containsEntry("title", new Value.Text("zzz"));
        robot.interact(() -> {
            window.close(Objects.requireNonNull(pane));
            pane = window.rows(db, "notes", "", edits);
            window.show(pane);
        });
        GridView again = robot.lookup("#rows").queryAs(GridView.class);
        Waiting.until(() -> cell(robot, again, 0, 1).equals("title: zzz (changed)"));
    }

    @Test
    void theRowAtWhichACommitStoppedIsMarked(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 1, 1);
        key(robot, KeyCode.ALT, KeyCode.DELETE);
        robot.interact(edits::commit);
        Waiting.until(() -> edits.failure().get() != null);
        assertThat(cell(robot, grid, 1, 1)).isEqualTo("title: NULL (changed, the last commit stopped here)");
        assertThat(cell(robot, grid, 0, 1)).isEqualTo("title: one");
    }

    // ---- what cannot be edited ----

    @Test
    void aReadOnlyFileSaysSo(FxRobot robot) {
        notes();
        Path file = db.file();
        db.close();
        db = TestDb.openReadOnly(file);
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 1);
        write(robot, "x");
        assertThat(editorOpen(robot)).isFalse();
        assertThat(notice(robot)).isEqualTo("The file is open read-only.");
        at(robot, grid, 1, 1);
        assertThat(notice(robot)).isEmpty();
        for (KeyCode code : List.of(KeyCode.INSERT, KeyCode.DELETE)) {
            key(robot, code);
            assertThat(notice(robot)).isEqualTo("The file is open read-only.");
        }
        assertThat(changes().isEmpty()).isTrue();
        assertThat(robot.lookup("#readOnlyLock").query().isVisible()).isTrue();
        assertThat(robot.lookup("#insertRowButton").query().isVisible()).isFalse();
        assertThat(pane.commands().stream()
                        .filter(c -> c.id().equals("insertRow"))
                        .findFirst()
                        .orElseThrow()
                        .enabled()
                        .getAsBoolean())
                .isFalse();
    }

    @Test
    void everyDeedIsACommandAndInTheMenuOfTheCell(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 0, 1);
        for (studio.rowan.grid.GridDeed deed : studio.rowan.grid.GridDeed.values()) {
            assertThat(pane.commands()).anyMatch(c -> c.id().equals(deed.id()));
        }
        robot.clickOn("#insertRowButton");
        assertThat(grid.current().get().isFresh()).isTrue();
        write(robot, "77");
        key(robot, KeyCode.ENTER);
        robot.rightClickOn(robot.lookup("77").queryText());
        robot.clickOn("Leave to default");
        assertThat(cell(robot, grid, 3, 0)).isEqualTo("id: auto (new)");
    }

    // ---- paste ----

    @Test
    void copiesOfAnySizeHoldWhatIsShown(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
                        + " INSERT INTO t SELECT i, i FROM n");
        GridView grid = open(robot, "t");
        Waiting.until(() -> nav.status.contains("of 30,000"));
        for (int row : new int[] {0, 5, 1500, 29_999}) {
            at(robot, grid, row, 1);
            write(robot, "staged");
            key(robot, KeyCode.ENTER);
        }
        key(robot, KeyCode.INSERT);
        key(robot, KeyCode.TAB);
        write(robot, "fresh");
        key(robot, KeyCode.ENTER);
        for (int first : new int[] {0, 4, 1200}) {
            clipboard(robot, "");
            robot.interact(() -> {
                grid.select(first, 0, false);
                grid.select(30_000, 1, true);
            });
            key(robot, KeyCode.SHORTCUT, KeyCode.C);
            String[] text = {""};
            Waiting.until(() -> {
                text[0] = String.valueOf(Clipboard.getSystemClipboard().getString());
                return text[0].endsWith("fresh");
            });
            List<String> expected = new java.util.ArrayList<>();
            for (int i = first; i < 30_000; i++) {
                boolean staged = i == 0 || i == 5 || i == 1500 || i == 29_999;
                expected.add((i + 1) + "\t" + (staged ? "staged" : i + 1));
            }
            expected.add("\tfresh");
            assertThat(text[0].lines()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whatIsCopiedHereIsPastedExactly(FxRobot robot) {
        create(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)",
                "INSERT INTO t VALUES (1, NULL, ''), (2, x'00ff', 'two' || char(10) || 'lines'), (3, 1, 2), (4, 3, 4)");
        GridView grid = open(robot, "t");
        robot.interact(() -> {
            grid.select(0, 1, false);
            grid.select(1, 2, true);
        });
        key(robot, KeyCode.SHORTCUT, KeyCode.C);
        at(robot, grid, 2, 1);
        key(robot, KeyCode.SHORTCUT, KeyCode.V);
        commit(robot);
        assertThat(file("SELECT quote(a) || quote(b) FROM t WHERE id > 2"))
                .containsExactlyElementsOf(file("SELECT quote(a) || quote(b) FROM t WHERE id < 3"));
        at(robot, grid, 1, 2);
        key(robot, KeyCode.SHORTCUT, KeyCode.C);
        at(robot, grid, 0, 1);
        key(robot, KeyCode.SHORTCUT, KeyCode.V);
        assertThat(update().changed()).containsEntry("a", new Value.Text("two\nlines"));
        assertThat(changes().counts().updated()).isEqualTo(1);
    }

    @Test
    void aBlockIsPastedInOneStep(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 1, 1);
        clipboard(robot, "A\t\"b\nb\"\t7\n\tB\t8\nC\tD\t9\n");
        key(robot, KeyCode.SHORTCUT, KeyCode.V);
        assertThat(changes().counts().updated()).isEqualTo(2);
        assertThat(notice(robot)).contains("2 × 3 of the 3 × 3");
        commit(robot);
        assertThat(file("SELECT title || '|' || body || '|' || stars FROM notes WHERE id > 1"))
                .containsExactly("A|b\nb|7", "|B|8");
        // Nothing is pasted while the rows are read anew.
        robot.interact(() -> grid.select(1, 1, false));
        Waiting.until(() -> {
            GridCurrent now = grid.current().get();
            return now != null && now.value().equals(Value.of("A")) && !grid.isFollowing();
        });
        robot.interact(() -> {
            grid.select(0, 2, false);
            grid.select(2, 2, true);
        });
        clipboard(robot, "same");
        key(robot, KeyCode.SHORTCUT, KeyCode.V);
        assertThat(changes().counts().updated()).isEqualTo(3);
        key(robot, KeyCode.SHORTCUT, KeyCode.Z);
        assertThat(changes().isEmpty()).isTrue();
    }

    @Test
    void aKeyPressedWhileItsRowIsLookedForIsNotSwallowed(FxRobot robot) {
        notes();
        GridView grid = open(robot, "notes");
        at(robot, grid, 1, 1);
        var on = new java.util.concurrent.CountDownLatch(1);
        db.db().query("busy", _ -> {
            try {
                return on.await(60, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try {
            db.run("DELETE FROM notes WHERE id = 2");
            Waiting.until(grid::isFollowing);
            key(robot, KeyCode.DELETE);
            assertThat(notice(robot)).isEqualTo("The selected rows are being looked up");
        } finally {
            on.countDown();
        }
    }
}
