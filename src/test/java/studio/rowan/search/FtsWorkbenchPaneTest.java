package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
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
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

/// The workbench, and the search of a table without an index.
@ExtendWith(ApplicationExtension.class)
class FtsWorkbenchPaneTest extends IndexPaneFixture {
    private final List<String> asked = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private FtsWorkbenchPane pane;

    @SuppressWarnings("NullAway.Init")
    private LikeSearchPane like;

    @Start
    void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("rowan-workbench");
        TestDb sample = TestDb.sample(folder);
        var user = sample.createTestUser();
        for (int i = 0; i < 4; i++) {
            sample.createTestPost(user);
        }
        pane = new FtsWorkbenchPane(sample.workspace(), tools(folder, sample, _ -> true));
        like = new LikeSearchPane(
                db.workspace(), new RecordingNav(), jobs, () -> {}, asked::add, Duration.ofMinutes(1));
        show(stage, pane);
    }

    @AfterEach
    void close() {
        pane.close();
        like.close();
    }

    @Test
    void findsThatAnIndexIsOutOfStepAndRepairsIt(FxRobot robot) {
        Waiting.until(() -> text(robot, "#careStep").contains("knows each row"));
        fire(robot, "#careCheck");
        Waiting.until(() -> text(robot, "#careStep").contains("agrees with its text"));
        db.run("DROP TRIGGER posts_fts_update", "UPDATE posts SET title = 'other words' WHERE id = 2");
        Waiting.until(() -> !robot.lookup("#careCheck").queryButton().isDisabled());
        fire(robot, "#careCheck");
        Waiting.until(() -> text(robot, "#careStep").startsWith("Out of step"));
        Pictures.write(robot.capture(pane).getImage(), "fts-workbench-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Pictures.write(robot.capture(pane).getImage(), "fts-workbench-dark");
        assertThat(robot.lookup("#careRebuild").queryButton().getText()).startsWith("Repair");
        dialogs.answer(true);
        fire(robot, "#careRebuild");
        Waiting.until(() -> text(robot, "#careStep").contains("agrees with its text"));
        Waiting.until(() -> robot.lookup("#notice #noticeNext").tryQuery().isPresent());
        assertThat(robot.lookup("#notice #noticeNext").queryAs(Label.class).getText())
                .contains("backup");
        robot.interact(() -> pane.setMaxSize(740, 600));
        Waiting.until(() -> pane.getWidth() < 750);
        assertThat(Clipped.in(pane.getScene(), Node::isDisabled)).isEmpty();
    }

    @Test
    void leadsToAnIndexForATableAndBack(FxRobot robot) {
        Waiting.until(() -> text(robot, "#careStep").contains("knows each row"));
        fire(robot, "#careMake");
        Waiting.until(() -> robot.lookup("#makeTable").tryQuery().isPresent());
        fire(robot, "#makeBack");
        Waiting.until(() -> robot.lookup("#makeTable").tryQuery().isEmpty());
    }

    @Test
    void aTableWithoutAnIndexIsSearchedAndOffersOne(FxRobot robot) {
        robot.interact(() -> root.getChildren().setAll(like));
        robot.interact(() -> robot.lookup("#likeTable").<String>queryComboBox().setValue("users"));
        fire(robot, "#likeMake");
        assertThat(asked).containsExactly("users");
        robot.interact(() -> robot.lookup("#likeField").queryTextInputControl().setText("EXAMPLE.com"));
        Waiting.until(() -> isThrough(robot, "1 row found in 1"));
        Pictures.write(robot.capture(like).getImage(), "like-search-light");
        robot.interact(() -> robot.lookup("#likeField").queryTextInputControl().setText("nobody"));
        Waiting.until(() -> isThrough(robot, "0 rows found in 1"));
    }

    /// The time of this pane is over at once, so that each step asks to go on.
    private static boolean isThrough(FxRobot robot, String words) {
        Button goOn = robot.lookup("#likeGoOn").queryButton();
        if (goOn.isVisible() && !goOn.isDisabled()) {
            goOn.fire();
        }
        return text(robot, "#likeWords").equals(words);
    }
}
