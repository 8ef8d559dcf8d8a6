package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.change.Drafts;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class NestedPaneTest {
    @TempDir
    private Path folder;

    private final RecordingNav nav = new RecordingNav();
    private final StackPane root = new StackPane();
    private Jobs jobs;
    private @Nullable TestDb db;
    private @Nullable EditsModel edits;
    private @Nullable RelationsModel relations;
    private @Nullable BrowsePane pane;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        Scene scene = new Scene(root, 960, 700);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> {
            if (pane != null) {
                pane.close();
            }
            if (relations != null) {
                relations.close();
            }
            if (edits != null) {
                edits.close();
            }
        });
        jobs.close();
        if (db != null) {
            db.close();
        }
    }

    private void open(FxRobot robot) {
        TestDb made = TestDb.sample(folder);
        db = made;
        made.run(
                "INSERT INTO users (id, name, email) VALUES (1, 'Ada', 'ada@x.org'), (2, 'Bob', 'bob@x.org')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)"
                        + " INSERT INTO posts (id, title, content, published, user_id)"
                        + " SELECT i, 'Post ' || i, 'c', i % 2, 1 FROM n",
                "INSERT INTO tags (id, name) VALUES (1, 'red'), (2, 'green')",
                "INSERT INTO post_tags (post_id, tag_id) VALUES (3, 1), (3, 2)");
        robot.interact(() -> {
            edits = new EditsModel(
                    made.workspace(),
                    nav,
                    jobs,
                    new AnsweringDialogs(),
                    new Drafts(folder.resolve("drafts"), made.file()),
                    Instant::now);
            relations = new RelationsModel(
                    made.workspace(), new FileRelations(made.workspace(), new KeptRelations(folder)), nav, jobs);
            BrowsePane next = new BrowsePane(
                            made.workspace(), "users", "", nav, jobs, new AnsweringDialogs(), new DbFiles(), edits)
                    .relating(relations);
            root.getChildren().setAll(next);
            next.onShown();
            pane = next;
        });
        Waiting.until(() -> robot.lookup("#nestedToggle").tryQuery().isPresent());
    }

    private static String status(FxRobot robot) {
        return robot.lookup("#nestedStatus").queryLabeled().getText();
    }

    @Test
    void usersWithPostsWithTagsAreShownAsTableAndJsonAndCopiedAsSql(FxRobot robot) {
        open(robot);
        Waiting.until(
                () -> relations.relations().get().version() > 0 && nav.tables().isEmpty());
        robot.clickOn("#nestedToggle");
        Waiting.until(() -> status(robot).equals("2 rows, 1 statement"));
        Waiting.until(() -> robot.lookup("#nestedWant-posts").tryQuery().isPresent());
        robot.clickOn("#nestedWant-posts");
        Waiting.until(() -> status(robot).equals("2 rows, 2 statements"));
        robot.interact(() -> {
            TreeView<NestedChoice> choices = robot.lookup("#nestedChoices").queryAs(TreeView.class);
            choices.getRoot().getChildren().getFirst().setExpanded(true);
        });
        Waiting.until(() -> robot.lookup("#nestedWant-tags").tryQuery().isPresent());
        robot.clickOn("#nestedWant-tags");
        Waiting.until(() -> status(robot).equals("2 rows, 3 statements"));

        robot.clickOn((Node) robot.lookup("#nestedOptions-posts").query());
        Waiting.until(() -> robot.lookup("#relatedWhere").tryQuery().isPresent());
        robot.interact(
                () -> robot.lookup("#relatedWhere").queryAs(TextField.class).setText("id IN (3, 4)"));
        robot.clickOn("#relatedApply");
        robot.clickOn("#nestedAsJson");
        Waiting.until(() -> json(robot).contains("\"name\" : \"green\""));
        assertThat(json(robot)).contains("\"title\" : \"Post 3\"").doesNotContain("Post 5");

        robot.clickOn("#nestedCopySql");
        String[] sql = new String[1];
        robot.interact(() -> sql[0] = Clipboard.getSystemClipboard().getString());
        assertThat(sql[0].split(";\n")).hasSize(3);
        assertThat(sql[0]).contains("id IN (3, 4)").contains("(VALUES (0, 1), (1, 2))");

        robot.clickOn("#nestedAsTable");
        Waiting.until(() -> robot.lookup("#nestedRows").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        Waiting.until(() -> robot.lookup("#nested").tryQuery().isEmpty());
    }

    private static String json(FxRobot robot) {
        return robot.lookup("#nestedJson").queryAs(TextArea.class).getText();
    }
}
