package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
final class PanelFocusPaneTest {
    private final Jobs jobs = new Jobs(error -> {
        throw new AssertionError(error);
    });
    private StackPane tabs;
    private TextField elsewhere;
    private PanelFocus focus;
    private TestPanel lists;
    private TestPanel buttons;

    @Start
    void start(Stage stage) {
        tabs = new StackPane();
        elsewhere = new TextField();
        focus = new PanelFocus(tabs, jobs);
        lists = new TestPanel(new Button("first"), new ListView<>(FXCollections.observableArrayList("a", "b")));
        buttons = new TestPanel(new Button("off"), new Button("on"));
        buttons.node.getChildren().getFirst().setDisable(true);
        stage.setScene(new Scene(new BorderPane(tabs, elsewhere, null, null, null), 300, 300));
        stage.show();
    }

    @AfterEach
    void end() {
        jobs.close();
    }

    private void show(FxRobot robot, TestPanel panel) {
        robot.interact(() -> {
            elsewhere.requestFocus();
            tabs.getChildren().setAll(panel.node);
            focus.fronted(panel);
        });
    }

    @Test
    void aPanelHasTheKeyboardAtItsListAtItsFirstControlOrWhereItSays(FxRobot robot) {
        show(robot, lists);
        Waiting.until(() -> lists.node.getChildren().get(1).isFocused());
        show(robot, buttons);
        Waiting.until(() -> buttons.node.getChildren().get(1).isFocused());
        TestPanel named = new TestPanel(new Button("one"), new Button("two"));
        named.first = named.node.getChildren().get(1);
        show(robot, named);
        Waiting.until(() -> named.node.getChildren().get(1).isFocused());
    }

    @Test
    void aPanelThatComesBackHasTheKeyboardWhereItWas(FxRobot robot) {
        Node button = lists.node.getChildren().getFirst();
        show(robot, lists);
        Waiting.until(() -> lists.node.getChildren().get(1).isFocused());
        robot.interact(button::requestFocus);
        show(robot, buttons);
        Waiting.until(() -> buttons.node.getChildren().get(1).isFocused());
        show(robot, lists);
        Waiting.until(button::isFocused);
    }

    @Test
    void theEditMenuServesTheTextElseThePanelAndSaysWhyAnEntryIsOff(FxRobot robot) {
        List<Command> commands = List.of(
                Command.of("undo", Icons.UNDO, "Undo", "Shortcut+Z", () -> {})
                        .when(() -> false)
                        .because(() -> "No change yet"),
                Command.of("near", Icons.FILTER, "Near", null, () -> {}).in("Group"),
                Command.of("far", Icons.FILTER, "Far (F9)", "F9", () -> {}).in("Group"));
        Menu menu = new Menu();
        Node[] focused = {null};
        robot.interact(() -> {
            EditMenu unused = new EditMenu(menu, () -> focused[0], () -> commands);
        });
        assertThat(named(menu, "menu-undo").getText()).endsWith("\nNo change yet");
        assertThat(named(menu, "menu-undo").isDisable()).isTrue();
        assertThat(named(menu, "menu-cut").isDisable()).isTrue();
        Menu group = (Menu) menu.getItems().getLast();
        assertThat(group.getText()).isEqualTo("Group");
        assertThat(group.getItems()).extracting(MenuItem::getText).containsExactly("Near", "Far (F9)");
        focused[0] = elsewhere;
        robot.interact(() -> {
            elsewhere.setText("abc");
            elsewhere.selectAll();
            menu.getOnShowing().handle(null);
            named(menu, "menu-cut").fire();
        });
        assertThat(elsewhere.getText()).isEmpty();
    }

    private static MenuItem named(Menu menu, String id) {
        return menu.getItems().stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static final class TestPanel implements Panel {
        private final VBox node;
        private @Nullable Node first;

        private TestPanel(Node... nodes) {
            node = new VBox(nodes);
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public String title() {
            return "Test";
        }

        @Override
        public Icons icon() {
            return Icons.TABLE;
        }

        @Override
        public Node node() {
            return node;
        }

        @Override
        public @Nullable Node first() {
            return first;
        }
    }
}
