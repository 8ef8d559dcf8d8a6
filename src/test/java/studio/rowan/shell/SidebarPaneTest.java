package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.shell.ShellFixture.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.SharedData;
import studio.rowan.schema.SchemaObject;

@ExtendWith(ApplicationExtension.class)
final class SidebarPaneTest {
    @TempDir
    private static Path folder;

    private ShellFixture f;

    @Start
    void start(Stage stage) {
        f = new ShellFixture(stage, folder);
    }

    @AfterEach
    void end() {
        f.close();
    }

    private static Path database(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE posts(id INTEGER PRIMARY KEY, title)");
            s.execute("CREATE TABLE users(id INTEGER PRIMARY KEY, name)");
            s.execute("CREATE INDEX by_title ON posts(title)");
            s.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12345)"
                    + " INSERT INTO posts(title) SELECT i FROM n");
        }
        return file;
    }

    private String countOf(String name) {
        for (Node cell : f.scene.getRoot().lookupAll(".list-cell")) {
            if (cell instanceof SideCell side
                    && side.getItem() instanceof SideRow.Item item
                    && item.object().name().equals(name)
                    && side.lookup(".side-count") instanceof Label count) {
                return count.getText();
            }
        }
        return "";
    }

    private Node cell(String text) {
        await(() -> find(text).isPresent());
        return find(text).orElseThrow();
    }

    private Optional<Node> find(String text) {
        Node list = f.scene.lookup("#sidebarList");
        return list == null
                ? Optional.empty()
                : list.lookupAll(".label").stream()
                        .filter(node ->
                                node instanceof Label label && label.getText().equals(text))
                        .findFirst();
    }

    @Test
    void countsComeInTheBackground(FxRobot robot) throws Exception {
        f.openAndWait(database("counts.db"));
        await(() -> countOf("posts").equals("12,345"));
        await(() -> countOf("users").equals("0"));
    }

    @Test
    void aClickSelectsADoubleClickOpens(FxRobot robot) throws Exception {
        f.openAndWait(database("click.db"));
        await(() -> f.front().equals("table:posts"));
        robot.clickOn(cell("users"));
        await(() -> robot.lookup("#sidebarList")
                                .queryAs(ListView.class)
                                .getSelectionModel()
                                .getSelectedItem()
                        instanceof SideRow.Item item
                && item.object().name().equals("users"));
        assertThat(f.front()).isEqualTo("table:posts");
        robot.doubleClickOn(cell("users"));
        await(() -> f.front().equals("table:users"));
        robot.clickOn(cell("posts"));
        await(() -> f.front().equals("table:posts"));
    }

    @Test
    void typingFiltersAndTheKeyboardOpens(FxRobot robot) throws Exception {
        f.openAndWait(database("filter.db"));
        await(() -> f.exists("#sidebarFilter"));
        robot.clickOn("#sidebarFilter").write("use");
        await(() -> Objects.requireNonNull(f.shell.active()).side().rows().size() == 2);
        robot.press(KeyCode.DOWN).release(KeyCode.DOWN).press(KeyCode.ENTER).release(KeyCode.ENTER);
        await(() -> f.front().equals("table:users"));
        robot.clickOn("#sidebarFilter").press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        await(() -> Objects.requireNonNull(f.shell.active()).side().rows().size() > 3);
        robot.write("zzz");
        await(() -> robot.lookup("#sidebarEmpty").queryAs(Label.class).getText().contains("zzz"));
    }

    @Test
    void headingsFold(FxRobot robot) throws Exception {
        f.openAndWait(database("fold.db"));
        robot.clickOn(cell("Indexes"));
        await(() -> robot.lookup("by_title").tryQuery().isPresent());
        robot.clickOn(cell("Indexes"));
        await(() -> robot.lookup("by_title").tryQuery().isEmpty());
    }

    @Test
    void theMenuOpensTheStructureAndCopiesTheStatement(FxRobot robot) throws Exception {
        f.openAndWait(database("menu.db"));
        robot.rightClickOn(cell("users")).clickOn("#sideStructure");
        await(() -> f.front().equals("structure:users"));
        robot.rightClickOn(cell("users")).clickOn("#sideCopyDdl");
        String[] copied = {""};
        await(() -> {
            copied[0] = String.valueOf(Clipboard.getSystemClipboard().getString());
            return copied[0].equals("CREATE TABLE users(id INTEGER PRIMARY KEY, name);");
        });
    }

    @Test
    void panelsOpenAndAreMarked(FxRobot robot) throws Exception {
        f.openAndWait(database("panels.db"));
        await(() -> f.exists("#panel-health"));
        robot.clickOn("#panel-health");
        await(() -> f.front().equals("panel:health"));
        assertThat(robot.lookup("#panel-health").query().getPseudoClassStates())
                .anyMatch(state -> state.getPseudoClassName().equals("active"));
        robot.clickOn("#panel-settings");
        await(() -> f.events.contains("settings"));
    }

    @Test
    void aPanelThatOnlySomeFilesHaveFollowsTheSchema(FxRobot robot) throws Exception {
        Path file = database("letters.db");
        f.openAndWait(file);
        await(() -> f.exists("#panel-health"));
        Node item = robot.lookup(node -> "panel-letters".equals(node.getId())).query();
        await(() -> !item.isManaged() && !item.isVisible());
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE letters(a)");
        }
        await(() -> item.isManaged() && item.isVisible());
        robot.clickOn("#panel-letters");
        await(() -> f.front().equals("panel:letters"));
    }

    @Test
    void aFullTextIndexOpensItsWorkbench(FxRobot robot) throws Exception {
        Path file = database("index.db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE VIRTUAL TABLE notes USING fts5(a)");
        }
        f.openAndWait(file);
        SchemaObject index =
                f.shell.active().workspace().schema().relation("notes").orElseThrow();
        SidebarPane sidebar =
                robot.lookup((Node node) -> node instanceof SidebarPane).query();
        robot.interact(() -> sidebar.menu(index).getItems().stream()
                .filter(item -> "sideWorkbench".equals(item.getId()))
                .forEach(javafx.scene.control.MenuItem::fire));
        assertThat(f.front()).isEqualTo("panel:fulltext");
        assertThat(f.events).contains("fulltext turns to notes");
    }

    @Test
    void aReadOnlyFileCarriesItsBadge(FxRobot robot) throws Exception {
        Path file = database("readonly.db");
        robot.interact(() -> f.shell.open(new OpenFlow.Request(file, true)));
        await(() ->
                f.shell.active() != null && robot.lookup(".badge").tryQuery().isPresent());
        assertThat(robot.lookup(".badge").queryAs(Label.class).getText()).isEqualTo("read-only");
        assertThat(robot.lookup("#statusReadOnly").queryAs(Label.class).getText())
                .isEqualTo("read-only");
    }

    @Test
    void tenThousandTablesCountOnlyWhatIsInSight(FxRobot robot) {
        Path file = SharedData.copy(SharedData.dir().resolve("hostile/synthetic/tables-10k.db"), folder);
        f.openAndWait(file);
        await(() -> f.scene.getRoot().lookupAll(".side-count").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().matches("\\d+")));
        assertThat(f.scene.getRoot().lookupAll(".list-cell")).hasSizeLessThan(100);
    }
}
