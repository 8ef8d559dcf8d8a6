package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;

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
        VBox box = new VBox();
        robot.interact(() -> {
            NoticesView view = new NoticesView(box, new ScrollPane(box));
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
}
