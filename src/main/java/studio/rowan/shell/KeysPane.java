package studio.rowan.shell;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Help;

/// The shortcuts, by group.
public final class KeysPane extends ScrollPane {
    public KeysPane(Map<String, List<Help.Keys>> groups) {
        setId("keys");
        getStyleClass().add("keys-scroll");
        Fxml.style(this);
        setFitToWidth(true);
        FlowPane all = new FlowPane();
        all.getStyleClass().add("keys");
        groups.forEach((name, keys) -> all.getChildren().add(group(name, keys)));
        setContent(all);
    }

    private static VBox group(String name, List<Help.Keys> keys) {
        Label title = new Label(name);
        title.getStyleClass().add("heading");
        GridPane grid = new GridPane();
        grid.getStyleClass().add("keys-grid");
        for (Help.Keys line : keys) {
            Label press = new Label(line.keys());
            press.getStyleClass().add("badge");
            press.setMinWidth(USE_PREF_SIZE);
            Label action = new Label(line.action());
            action.setWrapText(true);
            action.setMinHeight(USE_PREF_SIZE);
            grid.addRow(grid.getRowCount(), press, action);
        }
        VBox group = new VBox(title, grid);
        group.getStyleClass().add("keys-group");
        return group;
    }
}
