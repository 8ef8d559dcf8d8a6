package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.event.ActionEvent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.migrate.Setting;

/// Settings are given where they are missed; a changed script is shown beside what ran, and repaired on request.
class MigrationSettingsPaneTest extends MigrationsPaneFixture {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    @Test
    void aMissingValueIsGivenWhereItIsMissed(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE ${table}(x);\nINSERT INTO a VALUES('${who}');");
        script("flyway.conf", "flyway.placeholders.who=Ann\nflyway.url=jdbc:sqlite:else.db\n");
        showScripts(robot);
        Waiting.until(() -> notice(robot, "#standing").contains("no value for ${table} in line 1"));
        click(robot, "#giveValues");
        robot.interact(() -> {
            robot.lookup("#placeholder-table").queryAs(TextField.class).setText("a");
            robot.lookup("#outOfOrder").queryAs(CheckBox.class).setSelected(true);
        });
        assertThat(robot.lookup("#placeholder-who").queryAs(TextField.class).getPromptText())
                .isEqualTo("Ann");
        picture(robot, "settings-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        picture(robot, "settings-dark");
        click(robot, "#useSettings");
        Waiting.until(() -> states(robot).equals(List.of("Pending"))
                && !robot.lookup("#runAll").query().isDisabled());
        assertThat(places.choice(db.file()).values())
                .isEqualTo(Map.of("flyway.placeholders.table", "a", Setting.OUT_OF_ORDER.key(), "true"));
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        click(robot, "#copyLog");
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).contains("V1 a (V1__a.sql)", "1 migration was run");
    }

    @Test
    void anotherConfigurationIsChosenAndGivenUpAgain(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE ${what}(x);");
        script("flyway.conf", "flyway.placeholders.what=a\n");
        Path other = Files.writeString(folder.resolve("other.toml"), "[flyway.placeholders]\nwhat = \"b\"\n");
        Path broken = Files.writeString(folder.resolve("broken.toml"), "[flyway\n");
        showScripts(robot);
        Waiting.until(() -> shownScript(robot).getText().contains("TABLE a(x)")
                || states(robot).equals(List.of("Pending")));
        choose(robot, "migrations.settings");
        assertThat(text(robot, "#settingsSource")).contains("flyway.conf");
        assertThat(robot.lookup("#foundConfig").query().isVisible()).isFalse();
        robot.interact(
                () -> robot.lookup("#installedBy").queryAs(TextField.class).setText("Ann"));
        dialogs.answer(other);
        click(robot, "#chooseConfig");
        Waiting.until(() -> text(robot, "#settingsSource").contains("other.toml"));
        assertThat(robot.lookup("#placeholder-what").queryAs(TextField.class).getPromptText())
                .isEqualTo("b");
        assertThat(robot.lookup("#installedBy").queryAs(TextField.class).getText())
                .isEqualTo("Ann");
        picture(robot, "settings-config");
        dialogs.answer(broken);
        click(robot, "#chooseConfig");
        Waiting.until(() -> notice(robot, "#notice").contains("broken.toml"));
        choose(robot, "migrations.settings");
        dialogs.answer(other);
        click(robot, "#chooseConfig");
        Waiting.until(() -> text(robot, "#settingsSource").contains("other.toml"));
        click(robot, "#stageBack");
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM flyway_schema_history WHERE installed_by = 'Ann'"))
                .isEqualTo(1);
        choose(robot, "migrations.settings");
        click(robot, "#foundConfig");
        Waiting.until(() -> text(robot, "#settingsSource").contains("flyway.conf"));
        assertThat(places.choice(db.file()).config()).isNull();
    }

    @Test
    void oneMoreFolderIsChosenBesideTheFirst(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("V2__b.sql"), "CREATE TABLE b(x);");
        showScripts(robot);
        Waiting.until(() -> states(robot).equals(List.of("Pending")));
        choose(robot, "migrations.settings");
        assertThat(robot.lookup("#locations").queryAs(TextField.class).getPromptText())
                .isEqualTo("filesystem:" + scripts);
        dialogs.answer(other);
        click(robot, "#addLocation");
        TextField locations = robot.lookup("#locations").queryAs(TextField.class);
        assertThat(locations.getText()).isEqualTo("filesystem:" + scripts + ",filesystem:" + other);
        robot.interact(() -> locations.fireEvent(new ActionEvent()));
        Waiting.until(() -> states(robot).equals(List.of("Pending", "Pending")));
        assertThat(robot.lookup("#useSettings").tryQuery()).isEmpty();
    }

    @Test
    void aChangedScriptIsShownBesideWhatRanAndRepaired(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);\n-- the first\nCREATE TABLE b(x);\n");
        showScripts(robot);
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        choose(robot, "migrations.validate");
        Waiting.until(() -> notice(robot, "#notice").contains("1 applied migration agrees"));
        script("V1__a.sql", "CREATE TABLE a(x);\n-- the very first\nCREATE TABLE b(x);\n");
        click(robot, "#refreshMigrations");
        assertThat(robot.lookup("#standing #noticeClose").tryQuery())
                .as("it stays while it holds")
                .isEmpty();
        Waiting.until(() ->
                robot.lookup(".table-cell.trouble").queryLabeled().getText().equals("Success, edited"));
        click(robot, "#showChange");
        Waiting.until(() -> robot.lookup("#editedLines .list-cell").queryAll().size() >= 4);
        assertThat(text(robot, "#editedWords")).contains("V1__a.sql", "ran");
        choose(robot, "migrations.validate");
        Waiting.until(() -> notice(robot, "#notice").contains("still holds"));
        picture(robot, "edited-dark");
        robot.interact(() -> theme.mode().set(Theme.Mode.LIGHT));
        picture(robot, "edited-light");
        dialogs.answer(true);
        click(robot, "#repairHistory");
        Waiting.until(() -> notice(robot, "#notice").contains("1 line of the history was repaired"));
        Waiting.until(() -> notice(robot, "#standing").isEmpty());
    }
}
