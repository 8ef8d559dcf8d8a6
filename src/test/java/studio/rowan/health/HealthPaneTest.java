package studio.rowan.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
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
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
class HealthPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final RecordingNav nav = new RecordingNav();
    private final Clock clock = Clock.system();

    @SuppressWarnings("NullAway.Init")
    private TestDb db;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @SuppressWarnings("NullAway.Init")
    private HealthPane pane;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @Start
    void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("rowan-health");
        db = TestDb.open(Sample.ensure(folder, new DbFiles(), clock));
        jobs = new Jobs(unexpected::add);
        pane = new HealthPane(db.workspace(), nav, jobs, clock, new SimpleObjectProperty<>(ZoneId.of("UTC")));
        Scene scene = new Scene(new StackPane(pane), 980, 900);
        theme = new Theme();
        theme.install(scene);
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
        pane.onShown();
    }

    @AfterEach
    void close() {
        pane.close();
        jobs.close();
        db.close();
        clock.close();
        assertThat(unexpected).isEmpty();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    @Test
    void showsTheSampleAsHealthyWithItsFigures(FxRobot robot) {
        Waiting.until(() -> text(robot, "#statusText").equals("Healthy")
                && text(robot, "#rowsDetail").contains("posts\u00a02,000")
                && text(robot, "#figure").equals("9.9"));
        assertThat(text(robot, "#figureDetail")).contains("last post").contains("last user");
        assertThat(text(robot, "#fileDetail")).contains("pages of 4,096 bytes");
        assertThat(text(robot, "#integrity")).isEqualTo("Not checked");
        TableView<?> tables = robot.lookup("#tables").queryTableView();
        assertThat(tables.getItems())
                .extracting(line -> ((TableLine) line).name())
                .contains("posts", "users");
        Waiting.until(() -> robot.lookup(".tile").tryQuery().isPresent());
        Pictures.write(robot.capture(pane).getImage(), "health-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Pictures.write(robot.capture(pane).getImage(), "health-dark");
    }

    @Test
    void nothingIsCutOffInASmallWindowNorInLargeLetters(FxRobot robot) {
        Waiting.until(() -> text(robot, "#statusText").equals("Healthy")
                && robot.lookup(".tile").tryQuery().isPresent());
        robot.interact(() -> pane.setMaxSize(740, 600));
        Waiting.until(() -> pane.getWidth() < 750);
        assertThat(Clipped.in(
                        pane.getScene(),
                        node -> node instanceof TableCell
                                || node.getStyleClass().contains("tile")))
                .isEmpty();
        Pictures.write(robot.capture(pane).getImage(), "health-small");
        robot.interact(() -> {
            pane.setMaxSize(980, 900);
            theme.fontSize().set(26);
        });
        Waiting.until(() -> pane.getWidth() > 900);
        assertThat(Clipped.in(
                        pane.getScene(),
                        node -> node instanceof TableCell
                                || node.getStyleClass().contains("tile")))
                .isEmpty();
        Pictures.write(robot.capture(pane).getImage(), "health-large");
    }

    @Test
    void theCheckRunsToItsEndAndSaysSo(FxRobot robot) {
        Waiting.until(() -> text(robot, "#statusText").equals("Healthy"));
        robot.clickOn("#startCheck");
        Waiting.until(() -> text(robot, "#integrity").equals("Sound"));
        assertThat(robot.lookup("#startCheck").queryButton().isDisabled()).isFalse();
        assertThat(robot.lookup("#checkBar").query().isVisible()).isFalse();
    }

    @Test
    void aNewFindingAppearsAndItsFixOpensInTheConsole(FxRobot robot) {
        Waiting.until(() -> text(robot, "#statusText").equals("Healthy"));
        db.run("CREATE INDEX twice ON posts(user_id)");
        robot.interact(() -> robot.lookup("#refresh").queryButton().fire());
        Waiting.until(() -> robot.lookup("#fix-duplicate-index").tryQuery().isPresent());
        robot.interact(
                () -> robot.lookup("#fix-duplicate-index").queryAs(Button.class).fire());
        assertThat(nav.sql()).containsExactly("DROP INDEX \"twice\";");
    }

    @Test
    void whatOtherProgramsWriteIsSeen(FxRobot robot) {
        Waiting.until(() -> text(robot, "#rowsDetail").contains("posts\u00a02,000"));
        db.run("DELETE FROM posts WHERE id > 1990");
        Waiting.until(() -> text(robot, "#rowsDetail").contains("posts\u00a01,9"));
    }

    @Test
    void tilesAndLinesOpenTables(FxRobot robot) {
        Waiting.until(() -> robot.lookup("#part-table-posts").tryQuery().isPresent());
        robot.interact(
                () -> robot.lookup("#part-table-posts").queryAs(Button.class).fire());
        assertThat(nav.tables()).containsExactly("posts");
        assertThat(robot.lookup("#findings").queryAs(VBox.class).getChildren()).isNotEmpty();
    }
}
