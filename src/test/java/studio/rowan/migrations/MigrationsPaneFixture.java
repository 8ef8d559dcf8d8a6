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
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.blog.Reset;
import studio.rowan.blog.Sample;
import studio.rowan.blog.Seed;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Command;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// A window for the migrations of one real database, whose scripts lie in a folder of their own.
@ExtendWith(ApplicationExtension.class)
abstract class MigrationsPaneFixture {
    private final List<Throwable> unexpected = new ArrayList<>();
    final Clock clock = Clock.system();
    private final Jobs jobs = new Jobs(unexpected::add);
    final RecordingNav nav = new RecordingNav();
    final AnsweringDialogs dialogs = new AnsweringDialogs();
    final DbFiles files = new DbFiles();

    Path folder;
    Path scripts;
    TestDb db;
    Places places;
    Theme theme;
    StackPane root;
    MigrationsPane pane;

    /// Opens the window over an empty database, with nothing in it yet; for the test's own start.
    void open(Stage stage) throws IOException {
        folder = Files.createTempDirectory("rowan-migrations");
        scripts = Files.createDirectory(folder.resolve("scripts"));
        places = new Places(folder.resolve("data"));
        db = TestDb.create(folder);
        root = new StackPane();
        Scene scene = new Scene(root, 980, 900);
        theme = new Theme();
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    /// Shows the migrations of the database as they stand now.
    void show(FxRobot robot) {
        robot.interact(() -> {
            pane = new MigrationsPane(
                            db.workspace(),
                            nav,
                            new MigrationsPane.Tools(
                                    jobs,
                                    dialogs,
                                    files,
                                    clock,
                                    new BackupChoices(folder.resolve("data"), BackupSettings.ofSystem()),
                                    places,
                                    new ReadOnlyObjectWrapper<>(ZoneOffset.UTC),
                                    Sample::isSample,
                                    folder.resolve("clones"),
                                    _ -> {}))
                    .with(new SampleWork(
                            (_, schema) -> Sample.isBlog(schema),
                            Sample::isBlog,
                            new Reset(files, clock, Db.Options.defaults())::start,
                            (of, posts) -> of.aside(
                                    "seed",
                                    job -> job.follow(new Seed(3, clock.now()).start("seed", of, posts))
                                            .rows())));
            root.getChildren().setAll(pane);
        });
    }

    /// The same, once the folder of scripts was chosen.
    void showScripts(FxRobot robot) throws IOException {
        places.keep(db.file(), new Place.Folder(scripts));
        show(robot);
    }

    @AfterEach
    void end(FxRobot robot) {
        if (pane != null) {
            robot.interact(pane::close);
        }
        jobs.close();
        db.close();
        clock.close();
        assertThat(unexpected).isEmpty();
    }

    void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
    }

    long number(String sql) {
        return db.db().read("number", a -> a.scalar(Sql.of(sql)).asLong()).await();
    }

    /// Runs a command of the pane once it may be.
    void choose(FxRobot robot, String command) {
        Command found = pane.commands().stream()
                .filter(each -> each.id().equals(command))
                .findFirst()
                .orElseThrow();
        Waiting.until(() -> found.enabled().getAsBoolean());
        robot.interact(() -> found.run().run());
    }

    void picture(FxRobot robot, String name) {
        Pictures.write(robot.capture(root).getImage(), "migrations-" + name);
    }

    /// Presses a button once it is there and enabled.
    static void click(FxRobot robot, String id) {
        Waiting.until(() -> robot.lookup(id).tryQuery().isPresent()
                && !robot.lookup(id).query().isDisabled());
        robot.interact(() -> ((ButtonBase) robot.lookup(id).query()).fire());
    }

    /// Looks at the folder again, until it has a migration to run.
    static void refreshUntilPending(FxRobot robot) {
        click(robot, "#refreshMigrations");
        Waiting.until(() -> states(robot).contains("Pending"));
    }

    static List<String> states(FxRobot robot) {
        return table(robot).getItems().stream().map(Migration::state).toList();
    }

    static void select(FxRobot robot, int line) {
        robot.interact(() -> table(robot).getSelectionModel().select(line));
    }

    private static TableView<Migration> table(FxRobot robot) {
        return robot.lookup("#migrationTable").queryTableView();
    }

    /// The script of the migration that is selected.
    static SqlEditor shownScript(FxRobot robot) {
        return robot.lookup("#migrationScript").queryAs(SqlEditor.class);
    }

    /// What a label says, empty where there is none.
    static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQueryAs(Label.class).map(Label::getText).orElse("");
    }

    static String notice(FxRobot robot, String id) {
        Notice notice = robot.lookup(id).queryAs(NoticeBar.class).notice();
        return notice == null ? "" : notice.message() + " " + notice.nextStep();
    }
}
