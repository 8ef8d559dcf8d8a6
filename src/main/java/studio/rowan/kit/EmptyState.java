package studio.rowan.kit;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What stands where content would: why there is none, and what to do about it.
public final class EmptyState extends VBox {
    private final Label said = new Label();

    public EmptyState(Icons icon, String title, String text) {
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label heading = new Label(title);
        heading.getStyleClass().add("heading");
        heading.setWrapText(true);
        heading.setTextAlignment(TextAlignment.CENTER);
        getChildren().addAll(icon.node("muted", "huge"), heading);
        if (!text.isBlank()) {
            said.setText(text);
            said.getStyleClass().add("muted");
            said.setWrapText(true);
            said.setTextAlignment(TextAlignment.CENTER);
            getChildren().add(said);
        }
    }

    /// Its words follow what is known.
    public EmptyState says(ObservableValue<String> words) {
        said.textProperty().bind(words);
        return this;
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
