package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.shell.ShellFixture.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class PaletteTest {
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
            s.execute("CREATE TABLE posts(id)");
            s.execute("CREATE TABLE post_tags(id)");
            s.execute("CREATE TABLE users(id)");
        }
        return file;
    }

    private static void ctrl(FxRobot robot, KeyCode key) {
        robot.press(KeyCode.CONTROL, key).release(key, KeyCode.CONTROL);
    }

    private static void type(FxRobot robot, KeyCode key) {
        robot.press(key).release(key);
    }

    private List<String> titles(FxRobot robot) {
        return robot.lookup("#palette").queryAs(PalettePane.class).titles();
    }

    @Test
    void goesToATableByKeysAlone(FxRobot robot) throws Exception {
        f.openAndWait(database("a.db"));
        ctrl(robot, KeyCode.K);
        await(() -> f.exists("#palette"));
        robot.write("pt");
        await(() -> !titles(robot).isEmpty() && titles(robot).getFirst().equals("post_tags"));
        type(robot, KeyCode.ENTER);
        await(() -> f.front().equals("table:post_tags") && !f.exists("#palette"));
    }

    @Test
    void arrowsChooseAndEscGivesTheKeyboardBack(FxRobot robot) throws Exception {
        f.openAndWait(database("b.db"));
        await(() -> f.exists("#sidebarFilter"));
        robot.clickOn("#sidebarFilter");
        ctrl(robot, KeyCode.P);
        await(() -> f.exists("#palette"));
        robot.write("post");
        await(() -> titles(robot).size() >= 2);
        assertThat(titles(robot)).startsWith("posts", "post_tags");
        type(robot, KeyCode.ESCAPE);
        await(() -> !f.exists("#palette"));
        assertThat(f.scene.getFocusOwner()).isInstanceOf(TextField.class);
        assertThat(f.scene.getFocusOwner().getId()).isEqualTo("sidebarFilter");
        ctrl(robot, KeyCode.K);
        robot.write("post");
        type(robot, KeyCode.DOWN);
        type(robot, KeyCode.ENTER);
        await(() -> f.front().equals("table:post_tags"));
    }

    @Test
    void runsActionsAndPanelsAndShowsTheirKeys(FxRobot robot) throws Exception {
        f.openAndWait(database("c.db"));
        ctrl(robot, KeyCode.K);
        robot.write("new sql");
        await(() -> titles(robot).contains("New SQL tab"));
        await(() -> robot.lookup("Ctrl+T").tryQuery().isPresent());
        type(robot, KeyCode.ENTER);
        await(() -> f.front().equals("sql:1"));
        ctrl(robot, KeyCode.K);
        robot.write("health");
        type(robot, KeyCode.ENTER);
        await(() -> f.front().equals("panel:health"));
        ctrl(robot, KeyCode.K);
        robot.write("check health");
        type(robot, KeyCode.ENTER);
        await(() -> f.events.contains("check health"));
    }

    @Test
    void saysWhenNothingFits(FxRobot robot) {
        ctrl(robot, KeyCode.K);
        await(() -> f.exists("#palette"));
        robot.write("qqqq");
        await(() -> robot.lookup("#paletteNone").queryAs(Label.class).getText().contains("qqqq"));
        type(robot, KeyCode.ENTER);
        assertThat(f.exists("#palette")).isTrue();
        type(robot, KeyCode.ESCAPE);
    }

    @Test
    void recentFilesOpenFromHere(FxRobot robot) throws Exception {
        Path file = database("recent.db");
        f.openAndWait(file);
        robot.interact(f.shell.deeds()::closeFile);
        await(() -> f.shell.active() == null);
        ctrl(robot, KeyCode.K);
        robot.write("recent.db");
        await(() -> titles(robot).contains(file.toString()));
        type(robot, KeyCode.ENTER);
        await(() -> f.shell.active() != null);
    }
}
