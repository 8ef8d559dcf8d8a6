package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class BrowsePaneTest {
    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private TestDb db;
    private BrowseFixture window;
    private @Nullable BrowsePane pane;

    @Start
    void start(Stage stage) {
        window = new BrowseFixture(stage, nav);
    }

    @AfterEach
    void close(FxRobot robot) {
        window.close(robot, db);
    }

    private void people() {
        db = TestDb.create(
                folder,
                "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
                "INSERT INTO teams VALUES (1, 'red'), (2, 'blue')",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT,"
                        + " team_id INTEGER REFERENCES teams, big BLOB)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        + " INSERT INTO people SELECT i, 'name ' || i, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'n' END,"
                        + " 1 + i % 2, CASE i WHEN 1 THEN zeroblob(200000) END FROM n");
    }

    private BrowsePane show(FxRobot robot, String name, String where, String state) {
        pane = window.rows(robot, db, name, where, state);
        return Objects.requireNonNull(pane);
    }

    private BrowsePane open(FxRobot robot, String name) {
        BrowsePane shown = show(robot, name, "", "");
        waitForStatus("rows 1–");
        return shown;
    }

    private void waitForStatus(String words) {
        Waiting.until(() -> nav.status.contains(words));
    }

    private static GridView grid(FxRobot robot) {
        return robot.lookup("#rows").queryAs(GridView.class);
    }

    private static @Nullable GridCurrent current(FxRobot robot) {
        return grid(robot).current().get();
    }

    private static void waitForFirst(FxRobot robot, int column, Value value) {
        Waiting.until(() -> {
            GridCurrent at = current(robot);
            return at != null && at.ordinal() == 0 && at.row().get(column).equals(value);
        });
    }

    private static Node node(FxRobot robot, String id) {
        return robot.lookup((Node n) -> id.equals(n.getId()) && n.isVisible()).query();
    }

    private static Node choice(FxRobot robot, String column) {
        return robot.lookup("#columnsList .check-box")
                .lookup((Node n) -> n instanceof CheckBox box && box.getText().equals(column))
                .query();
    }

    @Test
    void showsRowsCountAndInspectsTheCurrentOne(FxRobot robot) {
        people();
        open(robot, "people");
        waitForStatus("of 500");
        assertThat(nav.status).startsWith("rows 1–");
        Inspected row = Objects.requireNonNull(nav.inspected);
        assertThat(row.table()).isEqualTo("people");
        assertThat(row.row()).isEqualTo("row 1");
        assertThat(row.cells())
                .extracting(Inspected.Cell::column)
                .containsExactly("id", "name", "note", "team_id", "big");
        Inspected.Cell big = row.cells().get(4);
        assertThat(big.value()).isEqualTo(new Value.Large(Value.StorageClass.BLOB, 200_000));
        try (Spool spool = Objects.requireNonNull(big.deeds()).spool().await().orElseThrow()) {
            assertThat(spool.read(0, 300_000)).isEqualTo(new byte[200_000]);
        }
        robot.interact(grid(robot)::requestFocus);
        robot.push(KeyCode.DOWN).push(KeyCode.RIGHT);
        Waiting.until(() -> nav.inspected != null && nav.inspected.row().equals("row 2"));
        assertThat(nav.inspected.current()).isEqualTo(1);
        robot.push(KeyCode.SHIFT, KeyCode.DOWN);
        waitForStatus("2 selected");
        robot.interact(() -> Pictures.write(window.root.getScene().snapshot(null), "browse-light"));
    }

    @Test
    void aClickOnAHeaderSortsUpDownAndNotAtAll(FxRobot robot) {
        people();
        open(robot, "people");
        robot.clickOn(node(robot, "header-name"));
        waitForFirst(robot, 1, Value.of("name 1"));
        robot.clickOn(node(robot, "header-name"));
        waitForFirst(robot, 1, Value.of("name 99"));
        robot.clickOn(node(robot, "header-name"));
        waitForFirst(robot, 0, Value.of(1));
    }

    @Test
    void columnFilterChipAndClear(FxRobot robot) {
        people();
        BrowsePane shown = open(robot, "people");
        robot.interact(() -> grid(robot).select(0, 1, false));
        BrowseFixture.run(robot, shown, "filter");
        assertThat(robot.lookup("#filterToggle").queryAs(ToggleButton.class).isSelected())
                .isTrue();
        robot.write("49");
        waitForStatus("of 15");
        assertThat(robot.lookup(".chip .check-box").queryAllAs(CheckBox.class))
                .extracting(CheckBox::getText)
                .contains("name contains 49");
        robot.interact(() -> Pictures.write(window.root.getScene().snapshot(null), "browse-filter"));
        robot.clickOn("#clearFilters");
        waitForStatus("of 500");
        assertThat(((TextField) node(robot, "filter-name")).getText()).isEmpty();
    }

    @Test
    void rawConditionIsCheckedWhileTypedAndAppliedByEnter(FxRobot robot) {
        people();
        open(robot, "people");
        robot.clickOn("#where").write("nme = 1");
        Waiting.until(() -> robot.lookup("#whereFault").query().isVisible());
        assertThat(robot.lookup("#whereFault").queryAs(Label.class).getText())
                .isEqualTo("no such column: nme · at character 1");
        robot.push(KeyCode.ENTER);
        TextField where = robot.lookup("#where").queryAs(TextField.class);
        Waiting.until(() -> where.getSelectedText().equals("nme"));
        waitForStatus("of 500");
        robot.interact(() -> robot.lookup("#where").queryAs(TextField.class).setText("id > 490 -- last"));
        robot.push(KeyCode.ENTER);
        waitForStatus("of 10");
        assertThat(robot.lookup("#whereFault").query().isVisible()).isFalse();
    }

    @Test
    void emptyNoMatchAndErrorAreThreeDifferentThings(FxRobot robot) {
        people();
        db.run(
                "CREATE TABLE none (a_rather_long_name_of_a_column)",
                "CREATE TABLE x (a)",
                "CREATE VIEW broken AS SELECT a FROM x",
                "DROP TABLE x");
        show(robot, "none", "", "");
        Waiting.until(() -> robot.lookup("#coverEmpty").tryQuery().isPresent());
        Waiting.until(() -> robot.lookup("#header-a_rather_long_name_of_a_column")
                        .queryAs(Region.class)
                        .getWidth()
                > 200);
        robot.clickOn("#emptyNewRow");
        Waiting.until(() -> robot.lookup("#coverEmpty").queryAll().stream().noneMatch(Node::isVisible));
        robot.interact(() -> window.close(Objects.requireNonNull(pane)));
        show(robot, "people", "id < 0", "");
        Waiting.until(() -> robot.lookup("#coverNoMatch .label").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText()
                        .equals("people has 500 rows without the filters, and none meets all of them.")));
        robot.clickOn("#clearNoMatch");
        waitForStatus("of 500");
        robot.interact(() -> window.close(Objects.requireNonNull(pane)));
        show(robot, "broken", "", "");
        Waiting.until(() -> robot.lookup("#coverFailed").tryQuery().isPresent());
        assertThat(robot.lookup("#coverFailed .label").queryAllAs(Label.class).stream()
                        .map(Label::getText)
                        .toList()
                        .toString())
                .contains("no such table: main.x");
        robot.clickOn("#failedStructure");
        Waiting.until(() -> robot.lookup("#structureSql").tryQuery().isPresent());
    }

    @Test
    void refreshStaysAtTheRowAndSeesWhatOthersWrote(FxRobot robot) {
        people();
        open(robot, "people");
        waitForStatus("of 500");
        robot.interact(() -> grid(robot).select(299, 1, false));
        Waiting.until(() -> current(robot) != null && current(robot).ordinal() == 299);
        db.run("DELETE FROM people WHERE id <= 10", "UPDATE people SET name = 'changed' WHERE id = 300");
        Waiting.until(() -> {
            GridCurrent at = current(robot);
            return at != null && at.row().get(1).equals(Value.of("changed")) && at.ordinal() == 289;
        });
        waitForStatus("of 490");
        db.run("ALTER TABLE people ADD COLUMN extra TEXT DEFAULT 'e'");
        Waiting.until(() -> {
            GridCurrent at = current(robot);
            return at != null && at.row().row().size() == 6;
        });
        db.run("DROP TABLE people");
        Waiting.until(() -> robot.lookup("#coverGone").tryQuery().isPresent());
    }

    @Test
    void theLookOfATableIsRemembered(FxRobot robot) {
        people();
        BrowsePane first = open(robot, "people");
        robot.clickOn("#columnsButton");
        robot.clickOn(choice(robot, "note"));
        robot.push(KeyCode.ESCAPE);
        robot.clickOn(node(robot, "header-name"));
        robot.clickOn(node(robot, "header-name"));
        waitForFirst(robot, 1, Value.of("name 99"));
        robot.interact(() -> robot.lookup("#where").queryAs(TextField.class).setText("id > 50"));
        robot.clickOn("#where").push(KeyCode.ENTER);
        waitForStatus("of 450");
        String state = first.state();
        robot.interact(() -> window.close(first));
        BrowsePane second = show(robot, "people", "", state);
        waitForStatus("of 450");
        waitForFirst(robot, 1, Value.of("name 99"));
        assertThat(robot.lookup((Node n) -> "header-note".equals(n.getId()) && n.isVisible())
                        .tryQuery())
                .isEmpty();
        assertThat(ViewState.read(second.state())).isEqualTo(ViewState.read(state));
    }

    @Test
    void exportWritesTheShownColumnsAndRows(FxRobot robot) throws Exception {
        people();
        BrowsePane shown = show(robot, "people", "id <= 3", "");
        waitForStatus("of 3");
        Path file = folder.resolve("out.csv");
        window.dialogs.answer(file);
        robot.clickOn("#columnsButton");
        robot.clickOn(choice(robot, "big"));
        robot.push(KeyCode.ESCAPE);
        BrowseFixture.run(robot, shown, "exportCsv");
        Waiting.until(() -> robot.lookup("#noticeMessage").tryQuery().isPresent());
        assertThat(robot.lookup("#noticeMessage").queryAs(Label.class).getText())
                .isEqualTo("3 rows written to out.csv");
        assertThat(Files.readString(file))
                .isEqualTo("id,name,note,team_id\n1,name 1,\"\",2\n2,name 2,n,1\n3,name 3,,2\n");
    }

    @Test
    void theStructureTakesThePlaceOfTheRows(FxRobot robot) {
        people();
        open(robot, "people");
        robot.clickOn("#structureToggle");
        Waiting.until(() -> robot.lookup("#structureColumns").tryQuery().isPresent());
        assertThat(grid(robot).isVisible()).isFalse();
        robot.clickOn("#structureToggle");
        assertThat(grid(robot).isVisible()).isTrue();
    }

    @Test
    void oddNamesAndViewsAreNoTrouble(FxRobot robot) {
        db = TestDb.create(
                folder,
                "CREATE TABLE \"a \"\"b\"\" ${x} [y] 'z' %\" (\"c \"\"d\"\" #{q}\" TEXT, \"select\" INTEGER, \"\" BLOB)",
                "INSERT INTO \"a \"\"b\"\" ${x} [y] 'z' %\" VALUES ('x', 1, NULL), ('y', 2, x'00')",
                "CREATE VIEW v AS SELECT \"select\" * 2 AS \"twice %\" FROM \"a \"\"b\"\" ${x} [y] 'z' %\"");
        open(robot, "a \"b\" ${x} [y] 'z' %");
        waitForStatus("of 2");
        robot.clickOn(node(robot, "header-c \"d\" #{q}"));
        robot.clickOn(node(robot, "header-c \"d\" #{q}"));
        waitForFirst(robot, 0, Value.of("y"));
        robot.interact(() -> robot.lookup("#where").queryAs(TextField.class).setText("\"select\" = 1"));
        robot.clickOn("#where").push(KeyCode.ENTER);
        waitForFirst(robot, 0, Value.of("x"));
        robot.interact(() -> window.close(Objects.requireNonNull(pane)));
        show(robot, "v", "\"twice %\" > 2", "");
        waitForStatus("of 1");
        assertThat(List.copyOf(robot.lookup(".browse-actions .badge").queryAllAs(Label.class)))
                .extracting(Label::getText)
                .containsExactly("view");
    }
}
