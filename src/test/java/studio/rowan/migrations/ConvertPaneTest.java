package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

/// A folder of golang-migrate is shown, converted, and gone on with.
class ConvertPaneTest extends MigrationsPaneFixture {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private void pictures(FxRobot robot, String name) {
        for (Theme.Mode mode : List.of(Theme.Mode.DARK, Theme.Mode.LIGHT)) {
            robot.interact(() -> theme.mode().set(mode));
            assertThat(Clipped.in(pane.getScene(), _ -> false)).isEmpty();
            picture(robot, "convert-" + name + "-" + mode);
        }
    }

    @Test
    void theFolderIsConvertedAndTheFileGoesOnFromWhereItStands(FxRobot robot) throws IOException {
        script("1_users.up.sql", "BEGIN;\nCREATE TABLE users(id INTEGER);\nCOMMIT;\n");
        script("1_users.down.sql", "DROP TABLE users;\n");
        script("2_tags.up.sql", "CREATE TABLE tags(id INTEGER);\n");
        db.run(
                "CREATE TABLE users(id INTEGER)",
                "CREATE TABLE schema_migrations(version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES(1, 0)");
        showScripts(robot);
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        select(robot, 0);
        assertThat(shownScript(robot).getText()).contains("CREATE TABLE users", "-- The way back:", "DROP TABLE users");
        click(robot, "#convertFolder");
        Waiting.until(() -> text(robot, "#convertTitle").startsWith("2 migrations of golang-migrate"));
        TextField target = robot.lookup("#convertTarget").queryAs(TextField.class);
        assertThat(target.getText()).isEqualTo(folder.resolve("scripts-flyway").toString());
        assertThat(robot.lookup("#convertedScript").queryAs(SqlEditor.class).getText())
                .contains("/* BEGIN; -- taken out");
        pictures(robot, "plan");
        robot.interact(() -> target.setText(scripts.resolve("new").toString()));
        Waiting.until(() -> text(robot, "#convertProblem").contains("is not touched"));
        assertThat(robot.lookup("#writeConverted").query().isDisabled()).isTrue();
        Path ours = folder.resolve("ours");
        robot.interact(() -> target.setText(ours.toString()));
        click(robot, "#writeConverted");
        Waiting.until(() -> text(robot, "#convertWritten").startsWith("2 files were written"));
        assertThat(text(robot, "#convertStanding")).contains("stands at version 1");
        pictures(robot, "written");
        assertThat(ours.resolve("undo/V1__users.txt")).hasContent("DROP TABLE users;");
        click(robot, "#baselineConverted");
        Waiting.until(() ->
                states(robot).contains("Baseline") && states(robot).getLast().equals("Pending"));
        assertThat(number("SELECT version FROM schema_migrations")).isEqualTo(1);
        click(robot, "#runNext");
        Waiting.until(() -> states(robot).contains("Success"));
    }
}
