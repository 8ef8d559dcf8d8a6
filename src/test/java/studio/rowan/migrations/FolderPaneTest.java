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
import studio.rowan.migrate.Place;

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

    @Test
    void whoChoseTheFolderOfDrizzlesJournalIsLedToItsScripts(FxRobot robot) throws IOException {
        script("0000_first.sql", "CREATE TABLE a(x);");
        Path meta = Files.createDirectory(scripts.resolve("meta"));
        Files.writeString(
                meta.resolve("_journal.json"),
                "{\"version\":\"7\",\"dialect\":\"sqlite\",\"entries\":[{\"tag\":\"0000_first\",\"when\":1}]}");
        places.keep(db.file(), new Place.Folder(meta));
        show(robot);
        Waiting.until(() -> robot.lookup("#useParent").tryQuery().isPresent());
        click(robot, "#useParent");
        Waiting.until(() -> robot.lookup("#migrationTable").tryQuery().isPresent()
                && states(robot).equals(List.of("Pending")));
        assertThat(places.of(db.file())).isEqualTo(new Place.Folder(scripts));
    }

    @Test
    void whatWasRehearsedIsNotAppliedOnceItsScriptChanged(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);");
        showScripts(robot);
        click(robot, "#rehearse");
        Waiting.until(() -> robot.lookup("#applyRehearsed").tryQuery().isPresent()
                && !robot.lookup("#applyRehearsed").queryButton().isDisabled());
        script("V1__a.sql", "CREATE TABLE other(x);");
        Waiting.until(() -> robot.lookup("#applyRehearsed").queryButton().isDisabled());
        assertThat(robot.lookup("#verdict").query().isVisible()).isFalse();
        click(robot, "#rehearse");
        Waiting.until(() -> !robot.lookup("#applyRehearsed").queryButton().isDisabled());
    }

    @Test
    void manyThatRanAlikeAreToldTogether(FxRobot robot) throws IOException {
        for (int i = 1; i <= 12; i++) {
            script("V" + i + "__t.sql", "CREATE TABLE t" + i + "(x);");
        }
        showScripts(robot);
        click(robot, "#runAll");
        Waiting.until(() -> robot.lookup("#runTitle").tryQuery().isPresent());
        assertThat(robot.lookup("#runResult .run-card").queryAll()).hasSize(1);
        assertThat(robot.lookup("#runResult .run-card .strong").queryAll()).hasSize(12);
    }
}
