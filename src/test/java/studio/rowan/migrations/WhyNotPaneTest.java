package studio.rowan.migrations;

import java.io.IOException;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.Waiting;

@SuppressWarnings("NullAway.Init")
class WhyNotPaneTest extends MigrationsPaneFixture {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    @Test
    void withoutAFolderThatIsSaid(FxRobot robot) {
        show(robot);
        Waiting.until(() -> says(robot, "migrations-draft", "no folder is chosen"));
        Waiting.until(() -> says(robot, "migrations-undo", "no folder is chosen"));
    }

    @Test
    void whatIsPendingIsNotCalledNothing(FxRobot robot) throws IOException {
        db.run("CREATE TABLE t(a)");
        script("V1__one.sql", "CREATE TABLE u(b);");
        showScripts(robot);
        Waiting.until(() -> says(robot, "migrations-markApplied", "set a baseline first"));
        Waiting.until(() -> says(robot, "migrations-undo", "select one that ran"));
    }

    private static boolean says(FxRobot robot, String item, String why) {
        MenuButton more = robot.lookup("#migrationsMore").queryAs(MenuButton.class);
        more.getOnShowing().handle(null);
        return more.getItems().stream()
                .filter(each -> item.equals(each.getId()))
                .map(MenuItem::getText)
                .anyMatch(text -> text.endsWith(why));
    }
}
