package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.testfx.api.FxRobot;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.migrate.Places;
import studio.rowan.schema.Schema;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// A window with a pane that makes or keeps full-text indexes, and what such a pane works with.
abstract class IndexPaneFixture {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final Clock clock = Clock.system();
    final AnsweringDialogs dialogs = new AnsweringDialogs();
    Theme theme;
    StackPane root;
    Jobs jobs;
    TestDb db;

    SearchTools tools(Path folder, TestDb of, Predicate<Schema> isSample) {
        db = of;
        jobs = new Jobs(unexpected::add);
        return new SearchTools(
                jobs,
                dialogs,
                new DbFiles(),
                clock,
                new BackupChoices(folder.resolve("data"), BackupSettings.ofSystem()),
                new Places(folder.resolve("data")),
                isSample,
                folder.resolve("scratch"));
    }

    void show(Stage stage, Node pane) {
        root = new StackPane(pane);
        theme = new Theme();
        Scene scene = new Scene(root, 980, 900);
        theme.install(scene);
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
    }

    /// After what the test itself closes.
    @AfterEach
    void end() {
        jobs.close();
        db.close();
        clock.close();
        assertThat(unexpected).isEmpty();
    }

    static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    static void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup(id).queryButton().fire());
    }
}
