package studio.rowan.kit;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What stands where content would: why there is none, and what to do about it.
public final class EmptyState extends VBox {
    public EmptyState(Icons icon, String title, String text) {
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label heading = new Label(title);
        heading.getStyleClass().add("heading");
        heading.setWrapText(true);
        heading.setTextAlignment(TextAlignment.CENTER);
        getChildren().addAll(icon.node("muted", "huge"), heading);
        if (!text.isBlank()) {
            Label words = new Label(text);
            words.getStyleClass().add("muted");
            words.setWrapText(true);
            words.setTextAlignment(TextAlignment.CENTER);
            getChildren().add(words);
        }
    }

    /// Adds a button under the words; the first one is the primary one.
    public EmptyState action(String id, String text, Runnable run) {
        Button button = new Button(text);
        button.setId(id);
        if (getChildren().stream().noneMatch(Button.class::isInstance)) {
            button.getStyleClass().add("primary");
        }
        button.setOnAction(_ -> run.run());
        getChildren().add(button);
        return this;
    }
}
