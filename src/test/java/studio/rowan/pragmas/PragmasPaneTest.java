package studio.rowan.pragmas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
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
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
class PragmasPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final RecordingNav nav = new RecordingNav();

    @SuppressWarnings("NullAway.Init")
    private TestDb db;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @SuppressWarnings("NullAway.Init")
    private PragmasPane pane;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @Start
    void start(Stage stage) throws Exception {
        db = TestDb.create(Files.createTempDirectory("rowan-pragmas"), "CREATE TABLE t(a)");
        jobs = new Jobs(unexpected::add);
        pane = new PragmasPane(db.workspace(), nav, jobs);
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
        assertThat(unexpected).isEmpty();
    }

    private static String count(FxRobot robot) {
        return robot.lookup("#count").queryAs(Label.class).getText();
    }

    private List<String> names(FxRobot robot) {
        return robot.lookup("#list").<PragmasModel.Line>queryListView().getItems().stream()
                .filter(PragmasModel.Line.Item.class::isInstance)
                .map(line -> ((PragmasModel.Line.Item) line).entry().name())
                .toList();
    }

    @Test
    void listsAllInGroups(FxRobot robot) {
        Waiting.until(() -> count(robot).endsWith("pragmas"));
        ListView<PragmasModel.Line> list = robot.lookup("#list").queryListView();
        assertThat(list.getItems().getFirst()).isInstanceOf(PragmasModel.Line.Heading.class);
        assertThat(names(robot)).contains("foreign_keys", "journal_mode").hasSizeGreaterThan(60);
        Pictures.write(robot.capture(pane).getImage(), "pragmas-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Pictures.write(robot.capture(pane).getImage(), "pragmas-dark");
    }

    @Test
    void nothingIsCutOffInASmallWindowNorInLargeLetters(FxRobot robot) {
        Waiting.until(() -> count(robot).endsWith("pragmas"));
        robot.interact(() -> pane.setMaxSize(740, 600));
        Waiting.until(() -> pane.getWidth() < 750);
        assertThat(Clipped.in(pane.getScene(), _ -> false)).isEmpty();
        Pictures.write(robot.capture(pane).getImage(), "pragmas-small");
        robot.interact(() -> {
            pane.setMaxSize(980, 900);
            theme.fontSize().set(26);
        });
        Waiting.until(() -> pane.getWidth() > 900);
        assertThat(Clipped.in(pane.getScene(), _ -> false)).isEmpty();
        Pictures.write(robot.capture(pane).getImage(), "pragmas-large");
    }

    @Test
    void filtersByWordsOfTheExplanationAndByWhatDiffers(FxRobot robot) {
        Waiting.until(() -> count(robot).endsWith("pragmas"));
        robot.clickOn("#filter").write("foreign enforced");
        Waiting.until(() -> names(robot).equals(List.of("foreign_keys")));
        robot.interact(() -> robot.lookup("#filter").queryTextInputControl().clear());
        robot.clickOn("#onlyDiffering");
        Waiting.until(() -> names(robot).size() < 10);
        assertThat(names(robot)).contains("foreign_keys", "trusted_schema", "journal_mode");
        robot.clickOn("#filter").write("no such thing");
        Waiting.until(() -> names(robot).isEmpty());
    }

    @Test
    void copiesAValueAndTheWholeList(FxRobot robot) {
        Waiting.until(() -> count(robot).endsWith("pragmas"));
        robot.clickOn("#filter").write("foreign enforced");
        Waiting.until(() -> names(robot).equals(List.of("foreign_keys")));
        ListView<PragmasModel.Line> list = robot.lookup("#list").queryListView();
        robot.interact(() -> {
            list.requestFocus();
            list.getSelectionModel().select(1);
        });
        robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
        assertThat(clipboard(robot)).isEqualTo("foreign_keys\t1");
        robot.clickOn("#copyAll");
        assertThat(clipboard(robot)).startsWith("Pragma\tValue").contains("foreign_keys\t1\ton\t0\t");
    }

    private static String clipboard(FxRobot robot) {
        List<String> text = new ArrayList<>();
        robot.interact(() -> text.add(Clipboard.getSystemClipboard().getString()));
        return text.getFirst();
    }

    @Test
    void refreshShowsWhatChanged(FxRobot robot) {
        Waiting.until(() -> count(robot).endsWith("pragmas"));
        db.run("PRAGMA user_version = 7");
        robot.clickOn("#filter").write("user_version");
        Waiting.until(() -> robot.lookup("#list").<PragmasModel.Line>queryListView().getItems().stream()
                .anyMatch(line -> line instanceof PragmasModel.Line.Item(var entry)
                        && entry.value().equals("7")));
    }
}
