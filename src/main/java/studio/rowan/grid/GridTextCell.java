package studio.rowan.grid;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;

/// One cell on screen: a text node that is given one value after the other.
final class GridTextCell extends Text {
    private static final CellText NOTHING = CellText.unset("");

    private final GridView grid;
    private @Nullable KeyedRow row;
    private @Nullable RowEdit edit;
    private int index = -1;
    private int position = -1;
    private long ordinal;
    private double room;
    private long version = -1;
    private CellText.@Nullable Kind kind;
    private CellText shown = NOTHING;
    private double textWidth;
    private double badgeRoom;
    private double swatchRoom;
    private @Nullable GridPartsView parts;
    private GridReferences.@Nullable Reference reference;
    private @Nullable GridReferenceView behind;

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
        GridReferences.Reference newReference = grid.references().of(newRow, newEdit, newIndex);
        boolean same = newRow == row
                && newEdit == edit
                && newIndex == index
                && newReference == reference
                && width == room
                && version == version(font);
        if (!same) {
            row = newRow;
            edit = newEdit;
            index = newIndex;
            reference = newReference;
            room = width;
            version = version(font);
            paint(grid.edits().text(newRow, newEdit, newIndex).referring(newReference), font);
        }
        place(columns.column(newPosition), columns.left(newPosition), font);
    }

    private long version(GridFontModel font) {
        return ((long) grid.formats().version() << 32) + font.version();
    }

    private void paint(CellText text, GridFontModel font) {
        shown = text;
        GridPartsView beside = parts;
        if (beside == null && !text.isPlain()) {
            beside = new GridPartsView((Pane) getParent());
            parts = beside;
        }
        badgeRoom = beside == null ? 0 : beside.badge(text.badge(), font);
        swatchRoom = beside == null ? 0 : beside.swatch(text.rgb(), font);
        double free = room - 2 * font.padding() - badgeRoom - swatchRoom;
        boolean leads = reference != null && !reference.isBroken();
        String fitting = font.fit(text.text(), leads ? free - GridReferenceView.arrowRoom(font) : free);
        textWidth = font.width(fitting);
        reference(leads ? reference : null, free - textWidth, font);
        if (text.kind() != kind) {
            kind = text.kind();
            getStyleClass().setAll(List.of("grid-text", kind.styleClass()));
        }
        if (text.marks().isEmpty()) {
            setText(fitting);
            if (beside != null) {
                beside.noText();
            }
        } else if (beside != null) {
            int first = Math.min(fitting.length(), text.marks().getFirst().from());
            setText(fitting.substring(0, first));
            beside.text(fitting, first, text.marks(), text.kind().styleClass(), font);
        }
    }

    /// @param leading `null` where there is nothing to show behind the value
    private void reference(GridReferences.@Nullable Reference leading, double free, GridFontModel font) {
        GridReferenceView beside = behind;
        if (leading != null) {
            if (beside == null) {
                beside = new GridReferenceView((Pane) getParent());
                behind = beside;
            }
            beside.show(leading.label(), free - GridReferenceView.arrowRoom(font) - font.padding(), font);
        } else if (beside != null) {
            beside.hide();
        }
    }

    /// Whether a point is on the arrow that leads to another row.
    boolean isOnArrow(double sceneX, double sceneY) {
        GridReferenceView beside = behind;
        return beside != null && beside.isOnArrow(sceneX, sceneY);
    }

    private void place(GridColumn column, double left, GridFontModel font) {
        double padding = font.padding();
        boolean right = right(column);
        double x = right ? left + room - padding - textWidth : left + padding + swatchRoom;
        double y = font.rowHeight() / 2 - 0.5;
        setX(Math.round(x));
        setY(y);
        GridPartsView beside = parts;
        if (beside != null) {
            // At the side where the text does not begin.
            double badgeX = right ? left + padding : left + room - padding - badgeRoom + font.padding() / 2;
            beside.place(Math.round(x), y, badgeX, font);
        }
        GridReferenceView leading = behind;
        if (leading != null) {
            leading.place(Math.round(x) + textWidth, y, font);
        }
    }

    private boolean right(GridColumn column) {
        return switch (column.align()) {
            case LEFT -> false;
            case RIGHT -> true;
            case BY_VALUE -> shown.right() && !grid.references().refers(index);
        };
    }

    /// Forgets what it shows.
    void clear() {
        if (row != null || isVisible()) {
            row = null;
            edit = null;
            reference = null;
            shown = NOTHING;
            setText("");
            setVisible(false);
            GridPartsView beside = parts;
            if (beside != null) {
                beside.hide();
            }
            reference(null, 0, grid.font());
        }
    }

    int position() {
        return position;
    }

    long ordinal() {
        return ordinal;
    }

    private String words() {
        String stored = stored();
        String words = stored.isEmpty() ? shown.words() : shown.words() + ", " + stored;
        GridReferences.Reference to = reference;
        return to == null || to.label().isEmpty()
                ? words
                : words + ", " + studio.rowan.kit.Text.of("grid.refersTo", to.label());
    }

    /// What stands in the file, where the format of the column shows it otherwise.
    private String stored() {
        KeyedRow at = row;
        return at == null || shown.kind() == CellText.Kind.UNSET
                ? ""
                : grid.formats().stored(grid.edits().value(at, edit, index), index);
    }

    /// What the cell has to say beside what it shows; mostly nothing.
    String tip() {
        String stored = stored();
        String told = shown.told();
        return stored.isEmpty() || told.isEmpty() ? stored + told : stored + "\n" + told;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case TEXT ->
                grid.columns().name(position) + ": " + words() + (edit == null ? "" : " (" + edit.words() + ")");
            case ROW_INDEX -> (int) Math.min(Integer.MAX_VALUE, ordinal);
            case COLUMN_INDEX -> position;
            case SELECTED -> grid.selection().range().contains(ordinal, position);
            case HELP -> Format.count(ordinal + 1);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
