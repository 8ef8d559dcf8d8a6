package studio.rowan.search;

import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Sql;
import studio.rowan.kit.Controls;

/// A row that was found without an index: a part of the text that holds what was looked for.
final class LikeHitCell extends ListCell<LikeSearch.Hit> {
    private final Label key = new Label();
    private final Label column = Controls.badge("");
    private final TextFlow text = new TextFlow();
    private final HBox line = new HBox(key, text, column);

    LikeHitCell() {
        key.getStyleClass().addAll("mono", "muted", "like-key");
        line.getStyleClass().add("like-hit");
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(LikeSearch.@Nullable Hit hit, boolean empty) {
        super.updateItem(hit, empty);
        setText(null);
        if (hit == null || empty) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        key.setText(hit.key().values().stream().map(Sql::literal).collect(Collectors.joining(", ")));
        column.setText(hit.column());
        text.getChildren().clear();
        for (Marked.Run run : hit.text().runs()) {
            Text part = new Text(run.text().replaceAll("[\\s\\p{Cc}]+", " "));
            part.getStyleClass().add(run.hit() ? "like-mark" : "like-plain");
            text.getChildren().add(part);
        }
        setGraphic(line);
        setAccessibleText(hit.column() + ": " + hit.text().text());
    }
}
