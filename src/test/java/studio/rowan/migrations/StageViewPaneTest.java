package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Waiting;

/// How another capability joins the panel of migrations.
@ExtendWith(ApplicationExtension.class)
class StageViewPaneTest {
    private final List<String> run = new ArrayList<>();
    private final AtomicBoolean can = new AtomicBoolean();
    private Label home;
    private StageView stage;
    private MigrationsMoreView more;

    @Start
    void start(Stage window) {
        home = new Label("home");
        stage = new StageView(home);
        more = new MigrationsMoreView();
        window.setScene(new Scene(new VBox(more, stage), 400, 300));
        window.show();
    }

    @Test
    void aViewStandsInFrontUntilTheUserLeavesIt(FxRobot robot) {
        TextField field = new TextField();
        robot.interact(() -> stage.show(field, "Settings"));
        assertThat(stage.getCenter()).isSameAs(field);
        assertThat(robot.lookup("#stageTitle").queryLabeled().getText()).isEqualTo("Settings");
        robot.interact(() -> robot.lookup("#stageBack").queryButton().fire());
        assertThat(stage.getCenter()).isSameAs(home);
        assertThat(robot.lookup("#stageBack").tryQuery()).isEmpty();
        robot.interact(() -> stage.show(field, "Settings"));
        Waiting.until(() -> robot.lookup("#stageBack").query().isFocused());
        robot.type(KeyCode.ESCAPE);
        Waiting.until(() -> stage.getCenter() == home);
    }

    @Test
    void theMenuIsThereOnceSomethingStandsInItAndAsksWhatCanBeDone(FxRobot robot) {
        assertThat(more.isVisible()).isFalse();
        robot.interact(() -> {
            more.add(
                    Command.of("migrations.drift", Icons.INFO, "Drift", null, () -> run.add("drift"))
                            .when(can::get),
                    () -> "nothing ran");
            more.divide();
            more.add(
                    Command.of("migrations.seed", Icons.INFO, "Seed", null, () -> run.add("seed"))
                            .when(can::get),
                    () -> "");
        });
        assertThat(more.isVisible()).isTrue();
        assertThat(more.commands()).extracting(Command::id).containsExactly("migrations.drift", "migrations.seed");
        MenuItem item = more.getItems().getFirst();
        assertThat(item.getId()).isEqualTo("migrations-drift");
        robot.interact(more::show);
        assertThat(item.isDisable()).isTrue();
        assertThat(item.getText()).contains("Drift", "nothing ran");
        assertThat(more.getItems())
                .as("what is not for this database, and the line before it, is left out")
                .extracting(MenuItem::isVisible)
                .containsExactly(true, false, false);
        robot.interact(() -> {
            more.hide();
            can.set(true);
            more.show();
        });
        assertThat(item.isDisable()).isFalse();
        assertThat(item.getText()).isEqualTo("Drift");
        assertThat(more.getItems()).allMatch(MenuItem::isVisible);
        robot.interact(item::fire);
        assertThat(run).containsExactly("drift");
    }
}
