package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
final class OffReasonTest {
    private Button button;
    private Label beside;
    private String why = "nothing is read yet";

    @Start
    void start(Stage stage) {
        button = new Button("Commit all");
        beside = new Label("beside");
        OffReason.of(button, () -> why);
        button.setDisable(true);
        stage.setScene(new Scene(new HBox(40, button, beside), 400, 200));
        stage.show();
    }

    @Test
    void aButtonThatIsOffSaysWhyUnderTheMouseAndOnlyThere(FxRobot robot) {
        assertThat(button.getAccessibleHelp()).isEqualTo("nothing is read yet");
        robot.interact(() -> why = "nothing is chosen");
        robot.moveTo(button).moveBy(2, 2).moveBy(1, 1);
        Waiting.until(OffReasonTest::isSaid);
        assertThat(button.getAccessibleHelp()).isEqualTo("nothing is chosen");
        robot.moveTo(beside);
        Waiting.until(() -> !isSaid());
        robot.interact(() -> button.setDisable(false));
        robot.moveTo(button).moveBy(1, 1);
        assertThat(isSaid()).isFalse();
        assertThat(button.getAccessibleHelp()).isNull();
    }

    private static boolean isSaid() {
        return Window.getWindows().stream()
                .anyMatch(window -> window instanceof javafx.scene.control.Tooltip tip
                        && tip.isShowing()
                        && tip.getText().equals("nothing is chosen"));
    }
}
