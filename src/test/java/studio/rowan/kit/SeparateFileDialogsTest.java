package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@EnabledOnOs(OS.LINUX)
@ExtendWith(ApplicationExtension.class)
final class SeparateFileDialogsTest {
    private final List<FileQuestion> typed = new ArrayList<>();
    private final Jobs jobs = new Jobs(e -> {
        throw new AssertionError(e);
    });
    private Stage stage;
    private Scene scene;

    @Start
    void start(Stage stage) {
        this.stage = stage;
        scene = new Scene(new VBox(), 300, 200);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(jobs::close);
    }

    private SeparateFileDialogs dialogs(String script) {
        return new SeparateFileDialogs(jobs, List.of("/bin/sh", "-c", script), question -> {
            typed.add(question);
            return List.of(Path.of("/typed"));
        });
    }

    private static <T> T of(Callable<T> ask) throws Exception {
        return WaitForAsyncUtils.asyncFx(ask).get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatTheOtherProcessPrintsIsChosen() throws Exception {
        SeparateFileDialogs dialogs = dialogs("echo '[ \"/some where/ä.db\", \"/b.db\" ]'");
        assertThat(of(() -> dialogs.openFiles("Open", null)))
                .containsExactly(Path.of("/some where/ä.db"), Path.of("/b.db"));
        assertThat(of(() -> dialogs.saveFile("Save", null, "x.db"))).isEqualTo(Path.of("/some where/ä.db"));
        assertThat(typed).isEmpty();
    }

    @Test
    void nothingChosenIsNothing() throws Exception {
        SeparateFileDialogs dialogs = dialogs("echo '[]'");
        assertThat(of(() -> dialogs.openFiles("Open", null))).isEmpty();
        assertThat(of(() -> dialogs.chooseFolder("Folder", null))).isNull();
    }

    @Test
    void whereItFailsThePathIsTyped() throws Exception {
        SeparateFileDialogs dialogs = dialogs("exit 3");
        assertThat(of(() -> dialogs.chooseFolder("Folder", Path.of("/tmp")))).isEqualTo(Path.of("/typed"));
        assertThat(typed).singleElement().returns("/tmp", FileQuestion::folder);
    }

    @Test
    void theWindowWaitsAndEscapeCancels(FxRobot robot) throws Exception {
        SeparateFileDialogs dialogs = dialogs("exec sleep 600");
        Future<List<Path>> answer = WaitForAsyncUtils.asyncFx(() -> dialogs.openFiles("Open", null));
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> scene.getCursor() == Cursor.WAIT);
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(scene.getCursor()).isNull();
        assertThat(typed).isEmpty();
    }

    /// More than a pipe holds: it is read while the process prints.
    @Test
    void manyFilesAreChosen() throws Exception {
        SeparateFileDialogs dialogs = dialogs(
                "printf '['; for i in $(seq 20000); do printf '\"/some/folder/%s.db\",' $i; done; echo '\"/z\"]'");
        assertThat(of(() -> dialogs.openFiles("Open", null)))
                .hasSize(20_001)
                .startsWith(Path.of("/some/folder/1.db"))
                .endsWith(Path.of("/z"));
    }

    @Test
    void theAnswerIsEnoughWhereTheProcessDoesNotEnd() throws Exception {
        SeparateFileDialogs dialogs = dialogs("echo '[ \"/a.db\" ]'; exec sleep 600");
        assertThat(of(() -> dialogs.openFiles("Open", null))).containsExactly(Path.of("/a.db"));
    }

    /// GTK may start programs that live on, and have the pipe.
    @Test
    void aCrashIsSeenThoughWhatItStartedGoesOn() throws Exception {
        SeparateFileDialogs dialogs = dialogs("sleep 20 & kill -9 $$");
        assertThat(of(() -> dialogs.openFiles("Open", null))).containsExactly(Path.of("/typed"));
        assertThat(scene.getCursor()).isNull();
    }

    @Test
    void otherWindowsWaitToo(FxRobot robot) throws Exception {
        List<KeyCode> keys = new ArrayList<>();
        Scene other = new Scene(new VBox(), 200, 100);
        robot.interact(() -> {
            Stage sheet = new Stage();
            sheet.initOwner(stage);
            sheet.setScene(other);
            other.addEventHandler(KeyEvent.KEY_PRESSED, event -> keys.add(event.getCode()));
            sheet.show();
            sheet.requestFocus();
        });
        SeparateFileDialogs dialogs = dialogs("exec sleep 600");
        Future<List<Path>> answer = WaitForAsyncUtils.asyncFx(() -> dialogs.openFiles("Open", null));
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> other.getCursor() == Cursor.WAIT);
        robot.type(KeyCode.A).type(KeyCode.ESCAPE);
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(keys).isEmpty();
        robot.type(KeyCode.B);
        assertThat(keys).containsExactly(KeyCode.B);
    }

    /// The window of an installed program: what its launcher left in the environment would end the dialog's at once.
    @Test
    void theLauncherStartsAnew() {
        Map<String, String> environment = new HashMap<>(Map.of("_JPACKAGE_LAUNCHER", "x", "ROWAN_HOME", "/r"));
        SeparateFileDialogs.forgetLauncher(environment);
        assertThat(environment).containsOnlyKeys("ROWAN_HOME");
    }

    @Test
    void theQuestionArrivesAsItWasAsked() throws IOException {
        FileQuestion question = FileQuestion.of(
                FileQuestion.Kind.SAVE,
                "Save “it”",
                Path.of("/a b"),
                "ä.db",
                new FileDialogs.Filter("SQLite", List.of("*.db", "*")));
        assertThat(FileQuestion.ofJson(question.json())).isEqualTo(question);
    }
}
