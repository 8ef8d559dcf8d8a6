package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.change.Drafts;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Value;
import studio.rowan.grid.CopyFormat;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Command;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class RelatingPaneTest {
    @TempDir
    Path folder;

    private final Map<String, BrowsePane> tabs = new HashMap<>();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final RecordingNav nav = new RecordingNav() {
        @Override
        public void openTable(String name, String where) {
            super.openTable(name, where);
            front(name, where);
        }

        @Override
        public void openRow(String table, List<Value> key, String column) {
            openTable(table, "");
            tabs.get(table + "\n").goTo(key, column);
        }
    };
    private TestDb db;
    private Jobs jobs;
    private StackPane root;
    private EditsModel edits;
    private RelationsModel relations;
    private BrowsePane pane;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        root = new StackPane();
        Scene scene = new Scene(root, 900, 600);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> {
            tabs.values().forEach(BrowsePane::close);
            relations.close();
        });
        db.close();
        jobs.close();
    }

    private void people(String... more) {
        db = TestDb.create(
                folder,
                "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE, code TEXT)",
                "INSERT INTO teams VALUES (1, 'red', 'r'), (2, 'blue', 'b')",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams, mate INTEGER, name TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        + " INSERT INTO people SELECT i, 1 + i % 2, i + 1, 'name ' || i FROM n");
        db.run(more);
    }

    /// As the window's tabs do.
    private void front(String name, String where) {
        BrowsePane before = pane;
        pane = tabs.computeIfAbsent(
                name + "\n" + where,
                _ -> new BrowsePane(db.workspace(), name, where, nav, jobs, dialogs, new DbFiles(), edits)
                        .relating(relations));
        if (before != null && before != pane) {
            before.onHidden();
        }
        root.getChildren().setAll(pane);
        pane.onShown();
    }

    private void open(FxRobot robot, String name) {
        robot.interact(() -> {
            edits = new EditsModel(
                    db.workspace(), nav, jobs, dialogs, new Drafts(folder.resolve("drafts"), db.file()), Instant::now);
            relations = new RelationsModel(
                    db.workspace(),
                    new FileRelations(db.workspace(), new KeptRelations(folder.resolve("own"))),
                    nav,
                    jobs);
            front(name, "");
        });
        Waiting.until(() -> nav.status.contains("rows 1–"));
    }

    private GridView grid() {
        return (GridView) Objects.requireNonNull(pane.lookup("#rows"));
    }

    /// The words behind the values of cells in sight.
    private List<String> labels(String styleClass) {
        return pane.lookupAll("." + styleClass).stream()
                .filter(node -> node.isVisible() && node.getParent().isVisible())
                .map(node -> node instanceof Text text ? text.getText() : ((Label) node).getText())
                .toList();
    }

    private void select(FxRobot robot, long row, int column) {
        robot.interact(() -> {
            grid().requestFocus();
            grid().select(row, column, false);
        });
        Waiting.until(() -> {
            GridCurrent at = grid().current().get();
            return at != null && at.ordinal() == row && at.column() == column;
        });
    }

    private void run(FxRobot robot, String id) {
        Command command = pane.commands().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        robot.interact(() -> {
            assertThat(command.enabled().getAsBoolean()).as(id).isTrue();
            command.run().run();
        });
    }

    @Test
    void aKeyShowsWhatItsRowIsCalledAndCopiesWithoutIt(FxRobot robot) {
        people();
        open(robot, "people");
        Waiting.until(() ->
                labels("cell-label").contains("red") && labels("cell-label").contains("blue"));
        assertThat(labels("cell-arrow")).isNotEmpty();
        select(robot, 0, 1);
        Object told = grid().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM);
        assertThat(((Node) told).queryAccessibleAttribute(AccessibleAttribute.TEXT))
                .asString()
                .contains("2")
                .contains("blue");
        robot.interact(() -> grid().copy(CopyFormat.TSV, false));
        Waiting.until(() ->
                "2".equals(javafx.scene.input.Clipboard.getSystemClipboard().getString()));
        db.run("UPDATE teams SET name = 'azure' WHERE id = 2");
        Waiting.until(() ->
                labels("cell-label").contains("azure") && !labels("cell-label").contains("blue"));
    }

    @Test
    void aKeyWithoutARowSaysSo(FxRobot robot) {
        people("PRAGMA defer_foreign_keys = ON", "DELETE FROM people WHERE id > 1");
        db.close();
        db = studio.rowan.TestDb.open(db.file());
        try (java.sql.Connection raw = java.sql.DriverManager.getConnection("jdbc:sqlite:" + db.file())) {
            raw.createStatement().execute("UPDATE people SET team_id = 99");
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
        open(robot, "people");
        Waiting.until(() -> labels("grid-odd").contains("no row"));
        assertThat(labels("cell-arrow")).isEmpty();
        select(robot, 0, 1);
        robot.interact(() -> grid().requestFocus());
        run(robot, "goToReference");
        Waiting.until(() -> robot.lookup("#noticeMessage").tryQuery().isPresent());
        assertThat(robot.lookup("#noticeMessage").queryAs(Label.class).getText())
                .isEqualTo("teams has no row with id 99.");
    }

    @Test
    void oneFollowsAKeyAndComesBackToWhereOneWas(FxRobot robot) {
        people();
        open(robot, "people");
        Waiting.until(() -> labels("cell-label").contains("red"));
        robot.interact(() -> grid().scrollTo(290));
        select(robot, 300, 1);
        run(robot, "goToReference");
        Waiting.until(() -> pane.title().equals("teams")
                && grid().current().get() != null
                && grid().current().get().ordinal() == 1);
        assertThat(pane.lookup("#trail-0"))
                .isInstanceOfSatisfying(
                        Button.class, crumb -> assertThat(crumb.getText()).isEqualTo("people #301"));
        robot.interact(() -> {
            BrowsePane people = tabs.get("people\n");
            GridView rows = (GridView) Objects.requireNonNull(people.lookup("#rows"));
            rows.scrollTo(0);
            rows.select(0, 0, false);
            grid().requestFocus();
        });
        robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
        Waiting.until(() -> pane.title().equals("people")
                && grid().current().get() != null
                && grid().current().get().ordinal() == 300);
        Waiting.until(() -> grid().firstVisible() == 290);
        robot.press(KeyCode.ALT).type(KeyCode.RIGHT).release(KeyCode.ALT);
        Waiting.until(() -> pane.title().equals("teams"));
        robot.interact(() -> ((Button) Objects.requireNonNull(pane.lookup("#trail-0"))).fire());
        Waiting.until(() -> pane.title().equals("people"));
    }

    @Test
    void aClickOnTheArrowFollowsAndOneOnTheLabelDoesNot(FxRobot robot) {
        people();
        open(robot, "people");
        Waiting.until(() -> labels("cell-label").contains("red"));
        Node arrow = pane.lookupAll(".cell-arrow").stream()
                .filter(node -> node.isVisible() && node.getParent().isVisible())
                .findFirst()
                .orElseThrow();
        robot.clickOn(arrow);
        Waiting.until(() -> pane.title().equals("teams"));
        robot.interact(() -> front("people", ""));
        Waiting.until(() -> labels("cell-label").contains("red"));
        List<Node> shown = pane.lookupAll(".cell-label").stream()
                .filter(node -> node.isVisible() && node.getParent().isVisible())
                .toList();
        robot.clickOn(shown.get(2));
        assertThat(pane.title()).isEqualTo("people");
    }

    @Test
    void rowsThatReferToOneAreShown(FxRobot robot) {
        people();
        open(robot, "teams");
        select(robot, 1, 0);
        showReferring(robot);
        Waiting.until(() -> pane.title().equals("people") && nav.status.contains("of 250"));
    }

    @Test
    void theParentsCollationDecidesWhichRowsReferToOne(FxRobot robot) {
        people(
                "CREATE TABLE codes (code TEXT COLLATE NOCASE PRIMARY KEY)",
                "INSERT INTO codes VALUES ('ABC'), ('x')",
                "CREATE TABLE uses (id INTEGER PRIMARY KEY, code TEXT REFERENCES codes)",
                "INSERT INTO uses (code) VALUES ('ABC'), ('abc'), ('x')");
        open(robot, "codes");
        select(robot, 0, 0);
        showReferring(robot);
        Waiting.until(() -> pane.title().equals("uses") && nav.status.contains("of 2"));
    }

    private void showReferring(FxRobot robot) {
        Waiting.until(() -> relations.relations().get().version() >= 0);
        GridCurrent at = Objects.requireNonNull(grid().current().get());
        MenuItem menu = pane.menuItems(at).stream()
                .filter(item -> "referringRows".equals(item.getId()))
                .findFirst()
                .orElseThrow();
        robot.interact(
                () -> ((javafx.scene.control.Menu) menu).getItems().getFirst().fire());
    }

    @Test
    void anUndeclaredReferenceIsKeptAndItsLabelChosen(FxRobot robot) {
        people();
        open(robot, "people");
        Waiting.until(() -> labels("cell-label").contains("red"));
        select(robot, 0, 2);
        robot.interact(() -> grid().showColumnMenu());
        robot.clickOn("#reference");
        Waiting.until(() -> robot.lookup("#referenceTable").tryQuery().isPresent());
        robot.interact(() -> {
            ComboBox<String> table = robot.lookup("#referenceTable").queryComboBox();
            table.setValue("people");
        });
        Waiting.until(() -> {
            ComboBox<String> column = robot.lookup("#referenceColumn").queryComboBox();
            return "id".equals(column.getValue());
        });
        robot.interact(() -> robot.lookup("#keepReference").queryButton().fire());
        Waiting.until(() -> labels("cell-label").contains("name 2"));
        assertThat(new KeptRelations(folder.resolve("own")).of(db.file()).references())
                .singleElement()
                .satisfies(kept -> assertThat(kept.parent()).isEqualTo("people"));
        robot.interact(() ->
                relations.change(kept -> kept.withShown("people", "mate", false).withLabel("teams", "code")));
        Waiting.until(() ->
                labels("cell-label").contains("r") && !labels("cell-label").contains("name 2"));
    }
}
