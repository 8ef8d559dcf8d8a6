package studio.rowan.health;

import java.util.function.Function;
import javafx.scene.control.TableCell;

/// One cell of the list of tables.
final class TableLineCell extends TableCell<TableLine, TableLine> {
    private final Function<TableLine, String> text;

    TableLineCell(Function<TableLine, String> text) {
        this.text = text;
    }

    @Override
    protected void updateItem(TableLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(empty || line == null ? null : text.apply(line));
    }
}
