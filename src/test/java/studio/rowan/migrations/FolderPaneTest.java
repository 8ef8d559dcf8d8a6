package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.Waiting;

/// What happens in the folders of the scripts is seen in the panel by itself.
class FolderPaneTest extends MigrationsPaneFixture {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    @Test
    void allLocationsAndTheConfigurationAreWatched(FxRobot robot) throws IOException {
        Path more = Files.createDirectory(folder.resolve("more"));
        Path config = Files.writeString(
                folder.resolve("flyway.conf"),
                "flyway.locations=filesystem:scripts,filesystem:more,filesystem:later\n");
        script("V1__a.sql", "CREATE TABLE a(x);");
        Files.writeString(more.resolve("V2__b.sql"), "CREATE TABLE b(x);");
        showScripts(robot);
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        assertThat(notice(robot, "#notice")).isEmpty();

        Path third = Files.writeString(more.resolve("V3__c.sql"), "CREATE TABLE c(x);");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success", "Pending")));
        assertThat(notice(robot, "#notice")).contains("The folder has changed: 1 new script");

        Files.createDirectory(folder.resolve("later"));
        Files.writeString(folder.resolve("later").resolve("V4__d.sql"), "CREATE TABLE d(x);");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success", "Pending", "Pending")));

        Files.delete(third);
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success", "Pending")));

        Files.writeString(config, "flyway.locations=filesystem:scripts,filesystem:more\n# shorter now\n");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b', 'c', 'd')"))
                .isEqualTo(2);
    }

    @Test
    void aScriptThatWasEditedElsewhereIsReadAnewBeforeItRuns(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE wrong(x);");
        showScripts(robot);
        Waiting.until(() -> robot.lookup("#migrationTable").tryQuery().isPresent()
                && states(robot).equals(List.of("Pending")));
        select(robot, 0);
        script("V1__a.sql", "CREATE TABLE right_one(x);");
        Waiting.until(() -> shownScript(robot).getText().contains("right_one"));
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'right_one'"))
                .isEqualTo(1);
    }
}
