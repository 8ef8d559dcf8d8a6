package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
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
import studio.rowan.TestDb;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class FiltersPaneTest {
    private static final String[] PEOPLE = {
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team TEXT, score REAL)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                + " INSERT INTO people SELECT i, 'name ' || i, CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'red' ELSE 'blue' END,"
                + " i / 4.0 FROM n"
    };

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

    private BrowsePane show(FxRobot robot, String state) {
        pane = window.rows(robot, db, "people", "", state);
        return Objects.requireNonNull(pane);
    }

    private BrowsePane open(FxRobot robot) {
        db = TestDb.create(folder, PEOPLE);
        BrowsePane shown = show(robot, "");
        rows("of 500");
        return shown;
    }

    private void rows(String words) {
        Waiting.until(() -> nav.status.contains(words));
    }

    private static void box(FxRobot robot, BrowsePane pane, int position, String text) {
        robot.interact(() -> robot.lookup("#rows").queryAs(GridView.class).select(0, position, false));
        BrowseFixture.run(robot, pane, "filter");
        robot.interact(() -> ((TextField) root(pane).getFocusOwner()).setText(text));
    }

    private static Scene root(BrowsePane pane) {
        return Objects.requireNonNull(pane.getScene());
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAs(Label.class).getText();
    }

    private static Node node(FxRobot robot, String id) {
        return robot.lookup((Node n) -> id.equals(n.getId()) && n.isVisible()).query();
    }

    @Test
    void aBoxWithAFaultSaysSoAndTheRowsStay(FxRobot robot) {
        BrowsePane shown = open(robot);
        box(robot, shown, 1, "/name 4[/");
        Waiting.until(() -> robot.lookup("#filterFault").tryQuery().isPresent());
        assertThat(text(robot, "filterFault"))
                .isEqualTo("No regular expression: Unclosed character class · at character 8");
        assertThat(nav.status).contains("of 500").doesNotContain("filtered");
        robot.interact(() -> ((TextField) node(robot, "filter-name")).setText("/name 4.$/"));
        rows("of 10 ");
        assertThat(robot.lookup("#filterFault").tryQuery()).isEmpty();
        robot.push(KeyCode.ENTER);
        Waiting.until(() -> robot.lookup("#rows").query().isFocused());
        box(robot, shown, 1, "?");
        Waiting.until(() -> robot.lookup("#filterHelp").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        rows("of 500");
        assertThat(robot.lookup("#filterHelp").tryQuery()).isEmpty();
    }

    @Test
    void howManyAreLeftIsAlwaysSaidAndOneKeyClearsAll(FxRobot robot) {
        BrowsePane shown = open(robot);
        box(robot, shown, 0, "<= 20");
        rows("filtered: 20 of 500");
        assertThat(text(robot, "filteredCount")).isEqualTo("filtered: 20 of 500");
        robot.clickOn("#chip-idOn");
        rows("of 500");
        assertThat(text(robot, "filteredCount")).isEqualTo("filters are off");
        robot.clickOn("#chip-idOn");
        rows("filtered: 20 of 500");
        box(robot, shown, 1, "nobody");
        rows("no rows · filtered: 0 of 500");
        BrowseFixture.run(robot, shown, "clearFilters");
        rows("of 500");
        Waiting.until(() -> !robot.lookup("#chips").query().isVisible());
        assertThat(((TextField) node(robot, "filter-name")).getText()).isEmpty();
    }

    @Test
    void conditionsStandInGroupsAndComeBack(FxRobot robot) {
        BrowsePane shown = open(robot);
        robot.clickOn("#conditionsButton");
        robot.interact(() -> robot.lookup("#conditionColumn").queryComboBox().setValue("team"));
        robot.write("red");
        rows("filtered: 100 of 500");
        robot.clickOn("#addAnyGroup");
        robot.interact(() -> {
            List<ComboBox<Object>> columns =
                    List.copyOf(robot.lookup("#conditionColumn").queryAllAs(ComboBox.class).stream()
                            .map(c -> (ComboBox<Object>) c)
                            .toList());
            columns.getLast().setValue("id");
        });
        robot.write("1");
        rows("filtered: 1 of 500");
        robot.clickOn("#addCondition");
        robot.interact(() -> robot.lookup("#conditionColumn").queryAllAs(ComboBox.class).stream()
                .map(c -> (ComboBox<Object>) c)
                .toList()
                .getLast()
                .setValue("score"));
        robot.write("1.5");
        rows("filtered: 2 of 500");
        robot.interact(() -> {
            Pictures.write(window.root.getScene().snapshot(null), "filters-conditions");
            assertThat(Clipped.in(window.root.getScene(), n -> n.getStyleClass().contains("grid-header-cell")))
                    .isEmpty();
        });
        robot.clickOn("#savedFiltersButton");
        robot.clickOn("#savedName").write("first two").push(KeyCode.ENTER).push(KeyCode.ESCAPE);
        // Where no condition is left, no room is.
        BrowseFixture.run(robot, shown, "clearFilters");
        Waiting.until(() -> !robot.lookup(".conditions-scroll").query().isManaged());
        robot.clickOn("#savedFiltersButton").clickOn("#applySaved0");
        rows("filtered: 2 of 500");
        String state = shown.state();
        robot.interact(() -> window.close(shown));
        BrowsePane again = show(robot, state);
        rows("filtered: 2 of 500");
        BrowseFixture.run(robot, again, "clearFilters");
        rows("of 500");
        robot.clickOn("#savedFiltersButton");
        robot.clickOn("#applySaved0");
        rows("filtered: 2 of 500");
        assertThat(ViewState.read(again.state()).filter())
                .isEqualTo(ViewState.read(state).filter());
        robot.clickOn("#savedFiltersButton");
        robot.clickOn("#renameSaved0");
        robot.write("renamed").push(KeyCode.ENTER);
        assertThat(ViewState.read(again.state()).saved())
                .extracting(SavedFilter::name)
                .containsExactly("renamed");
        robot.clickOn("#deleteSaved0");
        assertThat(ViewState.read(again.state()).saved()).isEmpty();
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void theMenuOfACellFiltersByItsValue(FxRobot robot) {
        open(robot);
        GridView grid = robot.lookup("#rows").queryAs(GridView.class);
        robot.interact(() -> grid.select(5, 3, false));
        Waiting.until(() -> grid.current().get() != null && grid.current().get().ordinal() == 5);
        robot.interact(() -> item("byLess").fire());
        rows("filtered: 5 of 500");
        robot.interact(() -> grid.select(0, 3, false));
        robot.interact(() -> grid.select(2, 3, true));
        Waiting.until(() -> grid.range().get().lastRow() == 2);
        robot.interact(() -> item("byNotList").fire());
        rows("filtered: 2 of 500");
    }

    private MenuItem item(String id) {
        GridView grid = (GridView) window.root.lookup("#rows");
        return Objects.requireNonNull(pane)
                .menuItems(Objects.requireNonNull(grid.current().get()))
                .stream()
                .filter(i -> i instanceof javafx.scene.control.Menu)
                .flatMap(i -> ((javafx.scene.control.Menu) i).getItems().stream())
                .filter(i -> id.equals(i.getId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void valuesAreCountedAndChosen(FxRobot robot) {
        BrowsePane shown = open(robot);
        choose(robot, shown);
    }

    /// In short reads, since others could not write meanwhile.
    @Test
    void valuesAreCountedInFilesWithoutALogToo(FxRobot robot) throws Exception {
        Path file = folder.resolve("plain.db");
        try (var c = DriverManager.getConnection("jdbc:sqlite:" + file);
                var s = c.createStatement()) {
            for (String sql : PEOPLE) {
                s.executeUpdate(sql);
            }
            s.executeUpdate("INSERT INTO people SELECT id + 1000000, name, 'far', score FROM people, (SELECT 1)");
            s.executeUpdate("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
                    + " INSERT INTO people SELECT 5000 + i, 'x', 'many', 0 FROM n");
        }
        db = TestDb.open(file);
        BrowsePane shown = show(robot, "");
        rows("of 31,000");
        choose(robot, shown);
    }

    private void choose(FxRobot robot, BrowsePane shown) {
        robot.interact(() -> robot.lookup("#rows").queryAs(GridView.class).select(0, 2, false));
        BrowseFixture.run(robot, shown, "columnValues");
        Waiting.until(() -> text(robot, "facetsWords").contains("in all"));
        ListView<Facets.Facet> list = robot.lookup("#facetsList").queryListView();
        List<Facets.Facet> found = List.copyOf(list.getItems());
        assertThat(found)
                .contains(
                        new Facets.Facet(studio.rowan.db.Value.of("blue"), 300),
                        new Facets.Facet(studio.rowan.db.Value.of("red"), 100),
                        new Facets.Facet(studio.rowan.db.Value.NULL, 100));
        // Keys are the list's own, none is typed into the rows below it.
        robot.push(KeyCode.DOWN).push(KeyCode.SPACE);
        Waiting.until(() -> checked(robot) == 1);
        robot.push(KeyCode.SPACE);
        Waiting.until(() -> checked(robot) == 0);
        assertThat(robot.lookup((Node n) -> n.getStyleClass().contains("grid-editor") && n.isVisible())
                        .tryQuery())
                .isEmpty();
        for (String value : List.of("red", "NULL")) {
            robot.clickOn(robot.lookup("#facetsList .check-box")
                    .lookup((Node n) ->
                            n instanceof CheckBox box && box.getText().equals(value))
                    .<Node>query());
        }
        robot.clickOn("#facetsOnly");
        rows("filtered: 200 of");
        BrowseFixture.run(robot, shown, "columnValues");
        Waiting.until(() -> text(robot, "facetsWords").contains("in all"));
        assertThat(robot.lookup("#facetsList").<Facets.Facet>queryListView().getItems())
                .hasSameSizeAs(found);
        robot.push(KeyCode.ESCAPE);
    }

    private static long checked(FxRobot robot) {
        return robot.lookup("#facetsList .check-box").queryAllAs(CheckBox.class).stream()
                .filter(box -> box.isVisible() && box.isSelected())
                .count();
    }
}
