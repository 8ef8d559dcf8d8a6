package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.CssParser;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class ThemeGalleryTest {
    private Theme theme;
    private Scene scene;

    @Start
    void start(Stage stage) {
        theme = new Theme();
        scene = new Scene(Gallery.build(), 980, 860);
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void allControlsTakeBothThemesAndSizesWithoutACssComplaint(FxRobot robot) {
        List<String> complaints = new ArrayList<>();
        robot.interact(() -> CssParser.errorsProperty().addListener((ListChangeListener<CssParser.ParseError>)
                change -> {
                    while (change.next()) {
                        change.getAddedSubList().forEach(e -> complaints.add(e.getMessage()));
                    }
                }));
        for (Theme.Mode mode : List.of(Theme.Mode.LIGHT, Theme.Mode.DARK)) {
            for (int size : new int[] {13, 26}) {
                robot.interact(() -> {
                    theme.mode().set(mode);
                    theme.fontSize().set(size);
                });
                WaitForAsyncUtils.waitForFxEvents();
                robot.interact(() -> Pictures.write(scene.snapshot(null), "gallery-" + mode + "-" + size));
            }
            robot.interact(() -> theme.fontSize().set(13));
            popups(robot, mode);
        }
        assertThat(complaints).isEmpty();
        robot.interact(() -> {
            scene.getRoot().setStyle("-fx-background-color: -rw-no-such-token");
            scene.getRoot().applyCss();
        });
        assertThat(complaints).as("an unknown token is noticed").isNotEmpty();
    }

    private static void popups(FxRobot robot, Theme.Mode mode) {
        for (String id : List.of("#export", "#combo")) {
            robot.clickOn(id);
            WaitForAsyncUtils.waitForFxEvents();
            robot.interact(() -> Window.getWindows().stream()
                    .filter(window -> window instanceof PopupWindow && window.isShowing())
                    .forEach(popup ->
                            Pictures.write(popup.getScene().snapshot(null), "popup-" + id.substring(1) + "-" + mode)));
            robot.type(KeyCode.ESCAPE);
        }
    }
}
