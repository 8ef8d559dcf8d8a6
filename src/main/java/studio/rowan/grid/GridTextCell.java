package studio.rowan.grid;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;

/// One cell on screen: a text node that is given one value after the other.
final class GridTextCell extends Text {
    private final GridView grid;
    private @Nullable KeyedRow row;
    private @Nullable RowEdit edit;
    private int index = -1;
    private int position = -1;
    private long ordinal;
    private double room;
    private int fontVersion;
    private CellText.@Nullable Kind kind;
    private String whole = "";

    GridTextCell(GridView grid) {
        this.grid = grid;
        setManaged(false);
        setMouseTransparent(true);
        setTextOrigin(VPos.CENTER);
        setAccessibleRole(AccessibleRole.TABLE_CELL);
        getStyleClass().add("grid-text");
    }

    /// Shows the value of a row in a column. Does nothing where it does so already.
    void show(
            KeyedRow newRow,
            @Nullable RowEdit newEdit,
            long newOrdinal,
            int newPosition,
            GridColumns columns,
            GridFontModel font) {
        int newIndex = columns.index(newPosition);
        double width = columns.width(newPosition);
        ordinal = newOrdinal;
        position = newPosition;
        setVisible(true);
        boolean same =
                newRow == row && newEdit == edit && newIndex == index && width == room && fontVersion == font.version();
        if (!same) {
            row = newRow;
            edit = newEdit;
            index = newIndex;
            room = width;
            fontVersion = font.version();
            paint(grid.edits().text(newRow, newEdit, newIndex), columns.column(newPosition), font);
        }
        double padding = font.padding();
        boolean right = right(columns.column(newPosition));
        double left = columns.left(newPosition);
        setX(Math.round(right ? left + width - padding - font.width(getText()) : left + padding));
        setY(font.rowHeight() / 2 - 0.5);
    }

    private void paint(CellText text, GridColumn column, GridFontModel font) {
        whole = text.text();
        setText(font.fit(whole, room - 2 * font.padding()));
        if (text.kind() != kind) {
            kind = text.kind();
            getStyleClass().setAll(List.of("grid-text", kind.styleClass()));
        }
    }

    private boolean right(GridColumn column) {
        return switch (column.align()) {
            case LEFT -> false;
            case RIGHT -> true;
            case BY_VALUE -> kind != null && kind.isNumber();
        };
    }

    /// Forgets what it shows.
    void clear() {
        if (row != null || isVisible()) {
            row = null;
            edit = null;
            whole = "";
            setText("");
            setVisible(false);
        }
    }

    int position() {
        return position;
    }

    long ordinal() {
        return ordinal;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case TEXT -> grid.columns().name(position) + ": " + whole + (edit == null ? "" : " (" + edit.words() + ")");
            case ROW_INDEX -> (int) Math.min(Integer.MAX_VALUE, ordinal);
            case COLUMN_INDEX -> position;
            case SELECTED -> grid.selection().range().contains(ordinal, position);
            case HELP -> Format.count(ordinal + 1);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
