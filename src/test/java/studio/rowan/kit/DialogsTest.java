package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class DialogsTest {
    private StageDialogs dialogs;
    private Theme theme;

    @Start
    void start(Stage stage) {
        theme = new Theme();
        Scene scene = new Scene(new VBox(new Label("window")), 900, 700);
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
        dialogs = new StageDialogs(() -> stage);
    }

    @Test
    void theDangerousButtonWaitsForTheTypedName(FxRobot robot) throws Exception {
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Future<Boolean> answer = ask(() -> dialogs.confirm(Dialogs.Question.of(
                        "Drop posts?", "The table and its 2,000 rows are deleted. A backup is made first.", "Drop")
                .detail("DROP TABLE \"posts\"")
                .typed("posts")));
        waitFor(robot, "#dialogTyped");
        picture(robot, "#dialogCancel", "dialog-typed");
        assertThat(robot.lookup("#dialogYes").queryButton().isDisabled()).isTrue();
        waitForFocus(robot, "#dialogTyped");
        robot.write("posts");
        assertThat(robot.lookup("#dialogYes").queryButton().isDisabled()).isFalse();
        assertThat(robot.lookup("#dialogDetail").queryTextInputControl().getText())
                .isEqualTo("DROP TABLE \"posts\"");
        robot.clickOn("#dialogYes");
        assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelIsNo(FxRobot robot) throws Exception {
        Future<Boolean> answer = ask(() -> dialogs.confirm(Dialogs.Question.of("Sure?", "It can be undone.", "Do it")));
        waitFor(robot, "#dialogCancel");
        picture(robot, "#dialogCancel", "dialog-plain");
        robot.clickOn("#dialogCancel");
        assertThat(answer.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void enterDoesNothingDangerous(FxRobot robot) throws Exception {
        Future<Boolean> answer =
                ask(() -> dialogs.confirm(Dialogs.Question.of("Delete other rows too?", "6 rows of child go.", "Commit")
                        .dangerous()));
        waitFor(robot, "#dialogCancel");
        WaitForAsyncUtils.waitForFxEvents();
        robot.type(KeyCode.ENTER);
        assertThat(answer.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void oneOfSeveralIsChosenByItsPlace(FxRobot robot) throws Exception {
        Future<Integer> answer =
                ask(() -> dialogs.choose("Unfinished transaction", "What now?", List.of("Commit", "Roll back")));
        waitFor(robot, "#dialogChoice1");
        picture(robot, "#dialogCancel", "dialog-choice");
        robot.clickOn("#dialogChoice1");
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aLineOfTextIsAskedFor(FxRobot robot) throws Exception {
        Future<String> answer = ask(() -> dialogs.ask("Go to row", "Row number", "1"));
        waitFor(robot, "#dialogText");
        waitForFocus(robot, "#dialogText");
        robot.write("42").type(KeyCode.ENTER);
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("42");
    }

    @Test
    void unexpectedErrorsShareOneWindowWithDetailsToCopy(FxRobot robot) {
        ErrorWindow window = robotMade(robot);
        robot.interact(() -> window.accept(new IllegalStateException("first trouble")));
        robot.interact(() -> window.accept(new IllegalArgumentException("second trouble")));
        picture(robot, "#errorClose", "error-window");
        assertThat(window.details())
                .contains("Rowan Studio", "first trouble", "second trouble", "at studio.rowan.kit.DialogsTest");
        assertThat(robot.listWindows().stream()
                        .filter(w -> w instanceof Stage s
                                && s.isShowing()
                                && Text.of("errorWindow.title").equals(s.getTitle())))
                .hasSize(1);
        robot.clickOn("#errorClose");
        assertThat(robot.lookup("#errorDetails").tryQuery()).isEmpty();
        robot.interact(() -> window.accept(new IllegalStateException("third trouble")));
        assertThat(window.details()).contains("third trouble").doesNotContain("first trouble");
        robot.clickOn("#errorClose");
    }

    private ErrorWindow robotMade(FxRobot robot) {
        ErrorWindow[] made = new ErrorWindow[1];
        robot.interact(() -> made[0] = new ErrorWindow(theme, About.read()));
        return made[0];
    }

    private static <T> Future<T> ask(Callable<T> question) {
        return WaitForAsyncUtils.asyncFx(question);
    }

    private static void waitFor(FxRobot robot, String id) throws Exception {
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> robot.lookup(id).tryQuery().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void waitForFocus(FxRobot robot, String id) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> {
            Node field = robot.lookup(id).query();
            return field.getScene().getFocusOwner() == field;
        });
        robot.targetWindow(robot.lookup(id).query().getScene().getWindow());
    }

    private static void picture(FxRobot robot, String id, String name) {
        robot.interact(() -> Pictures.write(robot.lookup(id).query().getScene().snapshot(null), name));
    }
}
