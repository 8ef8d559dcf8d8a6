package studio.rowan.migrations;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Edited;
import studio.rowan.migrate.TextDiff;

/// What differs between a script and what ran under its name, line by line.
final class EditedView extends BorderPane {
    private final ListView<TextDiff.Line> lines = new ListView<>();
    private final Label words = TrialView.words("", "muted");

    EditedView() {
        setId("editedView");
        lines.setId("editedLines");
        lines.getStyleClass().add("text-diff");
        lines.setAccessibleText(Text.of("migrations.edited"));
        lines.setCellFactory(_ -> new LineCell());
        words.setId("editedWords");
        HBox head = new HBox(words);
        head.getStyleClass().add("convert-notes");
        // Its page gives it the room it has; it asks for none of its own.
        setMinWidth(0);
        lines.setMinWidth(0);
        setTop(head);
        setCenter(lines);
    }

    void show(@Nullable Edited edited) {
        TextDiff diff = edited == null ? null : edited.diff();
        lines.getItems().setAll(diff == null ? List.of() : diff.lines());
        lines.setVisible(diff != null);
        words.setText(
                edited == null
                        ? ""
                        : diff == null
                                ? Text.of(
                                        "migrations.edited.notKept",
                                        edited.migration().script())
                                : Text.of(
                                        diff.isSame() ? "migrations.edited.same" : "migrations.edited.text",
                                        edited.migration().script()));
        int first = diff == null ? -1 : first(diff);
        if (first > 0) {
            lines.scrollTo(Math.max(0, first - 3));
        }
    }

    private static int first(TextDiff diff) {
        for (int i = 0; i < diff.lines().size(); i++) {
            if (diff.lines().get(i).kind() != TextDiff.Kind.SAME) {
                return i;
            }
        }
        return -1;
    }

    private static final class LineCell extends ListCell<TextDiff.Line> {
        @Override
        protected void updateItem(TextDiff.Line item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().removeAll("added", "removed");
            if (empty || item == null) {
                setText(null);
                return;
            }
            String sign = switch (item.kind()) {
                case SAME -> " ";
                case REMOVED -> {
                    getStyleClass().add("removed");
                    yield "−";
                }
                case ADDED -> {
                    getStyleClass().add("added");
                    yield "+";
                }
            };
            setText(String.format("%4d %s %s", item.number(), sign, item.text()));
        }
    }
}
