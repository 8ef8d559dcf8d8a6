package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

/// The notices of the window: newest first, replaced where they stand, gone when they hold no longer.
@ExtendWith(ApplicationExtension.class)
class NoticesPaneTest {
    private static List<String> shown(VBox box) {
        return box.getChildren().stream()
                .map(bar -> ((NoticeBar) bar).notice())
                .map(notice -> notice == null ? "" : notice.message())
                .toList();
    }

    @Test
    void aNoticeIsReplacedWhereItStandsUnlessItWasClosed(FxRobot robot) {
        robot.interact(() -> {
            NoticesView view = new NoticesView();
            VBox box = (VBox) view.getContent();
            Notice two = Notice.info("2 left").action("do", "Do", () -> {});
            Notice one = Notice.info("1 left");
            view.show(two);
            view.show(Notice.warning("newer"));
            view.replace(two, one);
            assertThat(shown(box)).containsExactly("newer", "1 left");
            view.replace(two, Notice.info("of one that is not shown"));
            assertThat(shown(box)).containsExactly("newer", "1 left");
            ((NoticeBar) box.getChildren().getFirst()).clear();
            assertThat(shown(box)).containsExactly("1 left");
            view.replace(one, null);
            assertThat(shown(box)).isEmpty();
            for (int i = 0; i < 9; i++) {
                view.show(Notice.info("notice " + i));
            }
            assertThat(shown(box)).containsExactly("notice 8", "notice 7", "notice 6", "notice 5");
        });
    }

    /// Beside a pane that takes all the height there is.
    @Test
    void wordsThatWrapAreNotCut(FxRobot robot) {
        NoticesView view = new NoticesView();
        view.setMaxHeight(300);
        StackPane rest = new StackPane();
        VBox.setVgrow(rest, Priority.ALWAYS);
        robot.interact(() -> {
            Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            Scene scene = new Scene(new VBox(view, rest), 420, 600);
            new Theme().install(scene);
            stage.setScene(scene);
            stage.show();
            view.show(Notice.warning("The studio ended while it committed 2 changes: they may be in the file already")
                    .next("Look at the rows first. A new row that is there already would be made twice: discard it.")
                    .action("show", "Show", () -> {})
                    .action("discard", "Discard", () -> {}));
        });
        VBox box = (VBox) view.getContent();
        Waiting.until(() -> box.getHeight() > 60 && Math.abs(view.getHeight() - box.getHeight()) < 5);
        robot.interact(() -> view.replace(
                Objects.requireNonNull((Notice) box.getChildren().getFirst().getUserData()), null));
        Waiting.until(() -> view.getHeight() < 5);
    }
}
