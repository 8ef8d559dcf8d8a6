package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Command;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Setting;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// Settings are given where they are missed; a changed script is shown beside what ran, and repaired on request.
@ExtendWith(ApplicationExtension.class)
class MigrationSettingsPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final Clock clock = Clock.system();

    private Path folder;
    private Path scripts;
    private TestDb db;
    private Jobs jobs;
    private MigrationsPane pane;
    private Theme theme;
    private Places places;
    private StackPane root;

    @Start
    void start(Stage stage) throws Exception {
        folder = Files.createTempDirectory("rowan-settings");
        scripts = Files.createDirectory(folder.resolve("scripts"));
        places = new Places(folder.resolve("data"));
        db = TestDb.create(folder);
        jobs = new Jobs(unexpected::add);
        root = new StackPane();
        Scene scene = new Scene(root, 980, 980);
        theme = new Theme();
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    private void show(FxRobot robot) throws IOException {
        places.keep(db.file(), new Place.Folder(scripts));
        robot.interact(() -> {
            pane = new MigrationsPane(
                    db.workspace(),
                    new RecordingNav(),
                    new MigrationsPane.Tools(
                            jobs,
                            dialogs,
                            new DbFiles(),
                            clock,
                            new BackupChoices(folder.resolve("data"), BackupSettings.ofSystem()),
                            places,
                            new ReadOnlyObjectWrapper<>(ZoneOffset.UTC),
                            _ -> false,
                            folder.resolve("clones"),
                            _ -> {}));
            root.getChildren().setAll(pane);
        });
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(pane::close);
        jobs.close();
        db.close();
        clock.close();
        assertThat(unexpected).isEmpty();
    }

    private static void click(FxRobot robot, String id) {
        Waiting.until(() -> robot.lookup(id).tryQuery().isPresent()
                && !robot.lookup(id).query().isDisabled());
        robot.interact(() -> ((ButtonBase) robot.lookup(id).query()).fire());
    }

    private void choose(FxRobot robot, String command) {
        Command found = pane.commands().stream()
                .filter(each -> each.id().equals(command))
                .findFirst()
                .orElseThrow();
        Waiting.until(() -> found.enabled().getAsBoolean());
        robot.interact(() -> found.run().run());
    }

    private static List<String> states(FxRobot robot) {
        return robot.lookup("#migrationTable").<Migration>queryTableView().getItems().stream()
                .map(Migration::state)
                .toList();
    }

    private static String notice(FxRobot robot, String id) {
        Notice notice = robot.lookup(id).queryAs(NoticeBar.class).notice();
        return notice == null ? "" : notice.message() + " " + notice.nextStep();
    }

    private void picture(FxRobot robot, String name) {
        Pictures.write(robot.capture(root).getImage(), "migrations-" + name);
    }

    @Test
    void aMissingValueIsGivenWhereItIsMissed(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE ${table}(x);\nINSERT INTO a VALUES('${who}');");
        script("flyway.conf", "flyway.placeholders.who=Ann\nflyway.url=jdbc:sqlite:else.db\n");
        show(robot);
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
    void aChangedScriptIsShownBesideWhatRanAndRepaired(FxRobot robot) throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);\n-- the first\nCREATE TABLE b(x);\n");
        show(robot);
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        choose(robot, "migrations.validate");
        Waiting.until(() -> notice(robot, "#notice").contains("1 applied migration agrees"));
        script("V1__a.sql", "CREATE TABLE a(x);\n-- the very first\nCREATE TABLE b(x);\n");
        click(robot, "#refreshMigrations");
        click(robot, "#showEdited");
        Waiting.until(() -> robot.lookup("#editedLines .list-cell").queryAll().size() >= 4);
        assertThat(robot.lookup("#editedWords").queryAs(Label.class).getText()).contains("ran");
        picture(robot, "edited-dark");
        robot.interact(() -> theme.mode().set(Theme.Mode.LIGHT));
        picture(robot, "edited-light");
        dialogs.answer(true);
        click(robot, "#repairHistory");
        Waiting.until(() -> notice(robot, "#notice").contains("1 line of the history was repaired"));
        Waiting.until(() -> notice(robot, "#standing").isEmpty());
    }
}
