package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.css.CssParser;
import javafx.scene.Scene;
import javafx.stage.Stage;
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
    void allControlsTakeBothThemesAndSizesWithoutACssComplaint(FxRobot robot) throws IOException {
        List<String> complaints = new ArrayList<>();
        robot.interact(() -> CssParser.errorsProperty().addListener((javafx.collections.ListChangeListener<
                        CssParser.ParseError>)
                change -> {
                    while (change.next()) {
                        change.getAddedSubList().forEach(e -> complaints.add(e.getMessage()));
                    }
                }));
        for (Theme.Mode mode : List.of(Theme.Mode.LIGHT, Theme.Mode.DARK)) {
            for (int size : new int[] {13, 20}) {
                robot.interact(() -> {
                    theme.mode().set(mode);
                    theme.fontSize().set(size);
                    scene.getRoot().applyCss();
                    scene.getRoot().layout();
                });
                WaitForAsyncUtils.waitForFxEvents();
                robot.interact(() -> Pictures.write(scene.snapshot(null), "gallery-" + mode + "-" + size));
            }
        }
        assertThat(complaints).isEmpty();
    }
}
