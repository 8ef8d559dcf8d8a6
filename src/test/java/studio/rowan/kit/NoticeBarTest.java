package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.db.DbError;

@ExtendWith(ApplicationExtension.class)
final class NoticeBarTest {
    private NoticeBar bar;

    @Start
    void start(Stage stage) {
        bar = new NoticeBar();
        Scene scene = new Scene(new VBox(bar, new Label("content")), 700, 300);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void anErrorSaysWhatHappenedWhatToDoAndKeepsSqlitesWordsInTheDetails(FxRobot robot) {
        robot.interact(() -> bar.show(Notice.of(
                DbError.ofCode(2067, "UNIQUE constraint failed: users.email", "INSERT INTO users VALUES (1)", null))));
        assertThat(robot.lookup("#noticeMessage").queryAs(Label.class).getText())
                .contains("users.email");
        assertThat(robot.lookup("#noticeNext").queryAs(Label.class).getText()).contains("was not made");
        assertThat(bar.getPseudoClassStates()).extracting(Object::toString).contains("error");
        assertThat(robot.lookup("#noticeDetailsText").tryQuery()).isEmpty();
        robot.clickOn("#noticeDetails");
        assertThat(robot.lookup("#noticeDetailsText").queryTextInputControl().getText())
                .contains("2067", "INSERT INTO users");
    }

    @Test
    void itsButtonsActAndCloseTakesNoRoom(FxRobot robot) {
        List<String> done = new ArrayList<>();
        robot.interact(
                () -> bar.show(Notice.warning("Changed outside").action("reload", "Reload", () -> done.add("reload"))));
        robot.clickOn("#reload");
        assertThat(done).containsExactly("reload");
        robot.clickOn("#noticeClose");
        assertThat(bar.notice()).isNull();
        assertThat(bar.isManaged()).isFalse();
        assertThat(bar.isVisible()).isFalse();
    }

    @Test
    void theNextNoticeTakesThePlaceOfTheOneBefore(FxRobot robot) {
        robot.interact(() -> {
            bar.show(Notice.warning("one"));
            bar.show(Notice.success("two"));
        });
        assertThat(robot.lookup("#noticeMessage").queryAllAs(Label.class))
                .extracting(Label::getText)
                .containsExactly("two");
        assertThat(bar.getPseudoClassStates())
                .extracting(Object::toString)
                .contains("success")
                .doesNotContain("warning");
    }
}
