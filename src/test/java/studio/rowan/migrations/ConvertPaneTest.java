package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
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
import studio.rowan.blog.Sample;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// A folder of golang-migrate is shown, converted, and gone on with.
@ExtendWith(ApplicationExtension.class)
class ConvertPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final Clock clock = Clock.system();

    private Path folder;
    private Path theirs;
    private TestDb db;
    private Jobs jobs;
    private MigrationsPane pane;
    private Theme theme;
    private StackPane root;

    @Start
    void start(Stage stage) throws Exception {
        folder = Files.createTempDirectory("rowan-convert");
        theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.writeString(theirs.resolve("1_users.up.sql"), "BEGIN;\nCREATE TABLE users(id INTEGER);\nCOMMIT;\n");
        Files.writeString(theirs.resolve("1_users.down.sql"), "DROP TABLE users;\n");
        Files.writeString(theirs.resolve("2_tags.up.sql"), "CREATE TABLE tags(id INTEGER);\n");
        db = TestDb.create(
                folder,
                "CREATE TABLE users(id INTEGER)",
                "CREATE TABLE schema_migrations(version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES(1, 0)");
        Places places = new Places(folder.resolve("data"));
        places.keep(db.file(), new Place.Folder(theirs));
        jobs = new Jobs(unexpected::add);
        pane = new MigrationsPane(
                db.workspace(),
                new RecordingNav(),
                new MigrationsPane.Tools(
                        jobs,
                        new AnsweringDialogs(),
                        new DbFiles(),
                        clock,
                        new BackupChoices(folder.resolve("data"), BackupSettings.ofSystem()),
                        places,
                        new ReadOnlyObjectWrapper<>(ZoneOffset.UTC),
                        Sample::isSample,
                        folder.resolve("clones"),
                        _ -> {}));
        root = new StackPane(pane);
        Scene scene = new Scene(root, 980, 800);
        theme = new Theme();
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
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

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQueryAs(Label.class).map(Label::getText).orElse("");
    }

    private static List<String> states(FxRobot robot) {
        return robot.lookup("#migrationTable").<Migration>queryTableView().getItems().stream()
                .map(Migration::state)
                .toList();
    }

    private void pictures(FxRobot robot, String name) {
        for (Theme.Mode mode : List.of(Theme.Mode.DARK, Theme.Mode.LIGHT)) {
            robot.interact(() -> theme.mode().set(mode));
            assertThat(Clipped.in(pane.getScene(), _ -> false)).isEmpty();
            Pictures.write(robot.capture(root).getImage(), "migrations-convert-" + name + "-" + mode);
        }
    }

    @Test
    void theFolderIsConvertedAndTheFileGoesOnFromWhereItStands(FxRobot robot) throws IOException {
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        robot.interact(() -> robot.lookup("#migrationTable")
                .<Migration>queryTableView()
                .getSelectionModel()
                .select(0));
        assertThat(robot.lookup("#migrationScript").queryAs(SqlEditor.class).getText())
                .contains("CREATE TABLE users", "-- The way back:", "DROP TABLE users");
        click(robot, "#convertFolder");
        Waiting.until(() -> text(robot, "#convertTitle").startsWith("2 migrations of golang-migrate"));
        TextField target = robot.lookup("#convertTarget").queryAs(TextField.class);
        assertThat(target.getText()).isEqualTo(folder.resolve("theirs-flyway").toString());
        assertThat(robot.lookup("#convertedScript").queryAs(SqlEditor.class).getText())
                .contains("/* BEGIN; -- taken out");
        pictures(robot, "plan");
        robot.interact(() -> target.setText(theirs.resolve("new").toString()));
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
        assertThat(db.db()
                        .read(
                                "kept",
                                a -> a.scalar(Sql.of("SELECT version FROM schema_migrations"))
                                        .asLong())
                        .await())
                .isEqualTo(1);
        click(robot, "#runNext");
        Waiting.until(() -> states(robot).contains("Success"));
    }
}
