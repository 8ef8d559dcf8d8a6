package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.change.Changes;
import studio.rowan.change.Drafts;
import studio.rowan.change.Edit;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ViolationsPaneTest {
    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private TestDb db;
    private Jobs jobs;
    private StackPane root;
    private EditsModel edits;
    private RelationsModel relations;
    private ViolationsPane pane;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        root = new StackPane();
        Scene scene = new Scene(root, 900, 600);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> {
            pane.close();
            edits.close();
            relations.close();
        });
        db.close();
        jobs.close();
    }

    private void open(FxRobot robot) {
        Path file = folder.resolve("orphans.db");
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            raw.createStatement().execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
            raw.createStatement()
                    .execute(
                            "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, must INTEGER"
                                    + " NOT NULL REFERENCES users)");
            raw.createStatement().execute("INSERT INTO users VALUES (1, 'Ada')");
            raw.createStatement().execute("INSERT INTO posts VALUES (5, 1, 1), (6, 99, 1), (7, 99, 1), (8, 1, 98)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        db = TestDb.open(file);
        robot.interact(() -> {
            edits = new EditsModel(
                    db.workspace(),
                    nav,
                    jobs,
                    new AnsweringDialogs(),
                    new Drafts(folder.resolve("drafts"), db.file()),
                    Instant::now);
            relations = new RelationsModel(
                    db.workspace(),
                    new FileRelations(db.workspace(), new KeptRelations(folder.resolve("own"))),
                    nav,
                    jobs);
            pane = new ViolationsPane(db.workspace(), nav, jobs, edits, relations);
            root.getChildren().setAll(pane);
            pane.onShown();
        });
        Waiting.until(() -> list(robot).getItems().size() == 5);
    }

    private static ListView<ViolationsModel.Entry> list(FxRobot robot) {
        return robot.lookup("#violations").queryListView();
    }

    private void press(FxRobot robot, int line, String button) {
        robot.interact(() -> {
            list(robot).getSelectionModel().select(line);
            robot.lookup("#" + button).queryButton().fire();
        });
    }

    private Changes staged() {
        return edits.changeSet().changes();
    }

    @Test
    void rowsAreStagedForDeletionAndTheirKeyForNull(FxRobot robot) {
        open(robot);
        press(robot, 1, "violationsGo");
        assertThat(nav.calls).contains("table posts ");
        press(robot, 1, "violationsDelete");
        Waiting.until(() -> staged().counts().total() == 1);
        assertThat(staged().edits().iterator().next()).isInstanceOf(Edit.Delete.class);
        robot.interact(() -> edits.changeSet().undo());
        press(robot, 0, "violationsSetNull");
        Waiting.until(() -> staged().counts().total() == 2);
        assertThat(staged().edits()).allMatch(Edit.Update.class::isInstance);
        robot.interact(edits::commit);
        Waiting.until(() -> list(robot).getItems().size() == 5 && staged().isEmpty());
        robot.interact(pane::onShown);
        Waiting.until(() -> list(robot).getItems().size() == 2);
    }

    @Test
    void aParentIsStagedOnceAndACommitMendsItsRows(FxRobot robot) {
        open(robot);
        press(robot, 3, "violationsSetNull");
        Waiting.until(() -> robot.lookup("#noticeMessage").tryQuery().isPresent());
        assertThat(robot.lookup("#noticeMessage").queryAs(Label.class).getText())
                .isEqualTo("must cannot be NULL.");
        press(robot, 0, "violationsCreate");
        Waiting.until(() -> staged().counts().total() == 1);
        assertThat(staged().edits().iterator().next())
                .isInstanceOfSatisfying(
                        Edit.Insert.class, insert -> assertThat(insert.table()).isEqualTo("users"));
        robot.interact(edits::commit);
        Waiting.until(() -> staged().isEmpty());
        robot.interact(pane::onShown);
        Waiting.until(() -> list(robot).getItems().size() == 2);
    }
}
