package studio.rowan.browse;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;

/// One line of what a search of the whole file found: a table with its count, or a row of it.
final class FileFindCell extends ListCell<FileFindModel.Entry> {
    private static final int MOST = 200;

    private final Label key = new Label();
    private final Label column = new Label();
    private final Label around = new Label();
    private final HBox line = new HBox(key, column, around);
    private final Label name = new Label();
    private final Label count = new Label();
    private final HBox head = new HBox(name, count);

    FileFindCell() {
        line.getStyleClass().add("file-find-line");
        head.getStyleClass().add("file-find-head");
        key.getStyleClass().addAll("mono", "muted");
        column.getStyleClass().add("muted");
        name.getStyleClass().add("strong");
        count.getStyleClass().add("muted");
        name.setGraphic(Icons.TABLE.node());
        key.setMinWidth(USE_PREF_SIZE);
        column.setMinWidth(USE_PREF_SIZE);
        around.setMinWidth(0);
        HBox.setHgrow(around, Priority.ALWAYS);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(FileFindModel.@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        setText(null);
        switch (empty ? null : entry) {
            case null -> setGraphic(null);
            case FileFindModel.Head(String table, long rows, int shown, var error) -> {
                name.setText(table);
                String found = Text.count("browse.find.rows", rows);
                count.setText(
                        error != null
                                ? Notice.of(error).message()
                                : rows > shown ? Text.of("browse.fileFind.first", found, shown) : found);
                setGraphic(head);
            }
            case FileFindModel.Line(FileFind.Hit hit) -> {
                key.setText(ValueText.shown(hit.key().values().getFirst(), 24)
                        + (hit.key().values().size() > 1 ? ", …" : ""));
                column.setText(hit.column());
                around.setText(ValueText.shown(hit.around(), MOST));
                setGraphic(line);
            }
        }
        setAccessibleText(empty || entry == null ? "" : entry.table());
    }
}
