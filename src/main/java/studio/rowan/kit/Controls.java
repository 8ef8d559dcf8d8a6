package studio.rowan.kit;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Small parts that are built the same everywhere.
public final class Controls {
    private Controls() {}

    /// Shows the node, or takes it and its room away.
    public static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    /// A flat button with an icon only; the text is its tooltip and what a screen reader says.
    public static Button iconButton(String id, Icons icon, String text, Runnable action) {
        Button button = new Button(text, icon.node());
        button.setId(id);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().addAll("flat", "icon-button");
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A button with an icon before its text.
    public static Button button(String id, Icons icon, String text, Runnable action) {
        Button button = new Button(text, icon.node());
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A small word in a frame, such as PK or "read-only"; style classes `accent`, `success`, `warning`, `danger`.
    public static Label badge(String text, String... styleClasses) {
        Label badge = new Label(text);
        badge.getStyleClass().add("badge");
        badge.getStyleClass().addAll(styleClasses);
        badge.setMinWidth(Region.USE_PREF_SIZE);
        return badge;
    }

    /// A choice that is in force and can be taken away, such as a filter.
    public static HBox chip(String id, String text, String removeText, Runnable onRemove) {
        HBox chip = new HBox(new Label(text), iconButton(id + "Remove", Icons.CLOSE, removeText, onRemove));
        chip.setId(id);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().add("chip");
        return chip;
    }

    /// A frame with a heading and content.
    public static VBox card(String heading, Node... content) {
        VBox card = new VBox();
        card.getStyleClass().add("card");
        if (!heading.isEmpty()) {
            Label title = new Label(heading);
            title.getStyleClass().add("heading");
            card.getChildren().add(title);
        }
        card.getChildren().addAll(content);
        return card;
    }

    /// Toggle buttons in one frame of which exactly one is on; the first is on at first.
    public static HBox segments(ToggleGroup group, ToggleButton... buttons) {
        HBox box = new HBox(buttons);
        box.getStyleClass().add("segments");
        for (ToggleButton button : buttons) {
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMinWidth(Region.USE_PREF_SIZE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        buttons[0].getStyleClass().add("first");
        buttons[buttons.length - 1].getStyleClass().add("last");
        group.selectToggle(buttons[0]);
        group.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            }
        });
        return box;
    }

    /// Takes what room is left in a row.
    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
