package studio.rowan.console;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// One statement of a run: its first line, and what became of it.
final class OutcomeCell extends ListCell<Outcome> {
    private final Label statement = new Label();
    private final Label note = new Label();
    private final HBox row = new HBox(8);
    private final VBox lines = new VBox(statement, note);

    OutcomeCell() {
        statement.getStyleClass().add("statement-line");
        note.getStyleClass().add("statement-note");
        lines.setMinWidth(0);
        lines.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(lines, Priority.ALWAYS);
        row.getStyleClass().add("outcome");
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Outcome outcome, boolean empty) {
        super.updateItem(outcome, empty);
        setText(null);
        if (empty || outcome == null) {
            setGraphic(null);
            return;
        }
        statement.setText(firstLine(outcome.text()));
        note.setText(Text.of("console.time", ConsoleModel.describe(outcome), Format.duration(outcome.time())));
        note.getStyleClass().remove("danger");
        if (!outcome.isSuccess()) {
            note.getStyleClass().add("danger");
        }
        row.getChildren()
                .setAll(outcome.isSuccess() ? Icons.SUCCESS.node("success") : Icons.ERROR.node("danger"), lines);
        setGraphic(row);
    }

    /// The statement on one line, not longer than anyone reads.
    static String firstLine(String sql) {
        String text = sql.substring(0, Math.min(sql.length(), 400)).strip();
        return text.replaceAll("\\s+", " ");
    }
}
