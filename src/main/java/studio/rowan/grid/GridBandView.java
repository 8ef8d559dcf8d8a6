package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The rows in sight in one band of columns: those frozen at the left, or those that scroll. Nodes are made once and
/// used again.
final class GridBandView extends Pane {
    private final GridView grid;
    private final Pane marks = new Pane();
    private final Rectangle clip = new Rectangle();
    private final Region selected = region("grid-selected");
    private final Region current = region("grid-current");
    private final List<GridRowView> rows = new ArrayList<>();
    private final List<Region> lines = new ArrayList<>();
    private Rows sight = new Rows(0, 0, 0, 0, 0);

    /// The rows in sight.
    /// @param slots how many row nodes there should be
    /// @param y of the first row; it may begin above the edge
    /// @param bottom of the last row or of the body
    record Rows(long first, int count, int slots, double y, double bottom) {
        boolean contains(long ordinal) {
            return ordinal >= first && ordinal < first + count;
        }

        /// The row that a slot shows.
        long ordinal(int slot, int ofSlots) {
            return first + Math.floorMod(slot - first, (long) ofSlots);
        }
    }

    /// The columns in sight, by position, and the pixel of all columns that the band begins with.
    record Columns(int first, int last, double scroll) {
        boolean isEmpty() {
            return last < first;
        }
    }

    GridBandView(GridView grid) {
        this.grid = grid;
        marks.setManaged(false);
        setManaged(false);
        setMouseTransparent(true);
        setClip(clip);
        getChildren().addAll(marks, selected, current);
    }

    private static Region region(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        region.setVisible(false);
        return region;
    }

    @Override
    protected void layoutChildren() {
        // Rows are placed by paint.
    }

    /// Shows these rows and columns in the room that the band has.
    void paint(Rows newSight, Columns shown) {
        sight = newSight;
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        setVisible(!shown.isEmpty() && getWidth() > 0);
        if (!isVisible()) {
            return;
        }
        while (rows.size() < sight.slots()) {
            GridRowView row = new GridRowView(grid, marks);
            rows.add(row);
            getChildren().add(getChildren().size() - 1 - lines.size(), row);
        }
        double height = grid.font().rowHeight();
        for (int slot = 0; slot < rows.size(); slot++) {
            long ordinal = sight.ordinal(slot, rows.size());
            GridRowView row = rows.get(slot);
            if (sight.contains(ordinal)) {
                row.setVisible(true);
                double y = Math.round(sight.y() + (ordinal - sight.first()) * height);
                row.resizeRelocate(
                        -Math.round(shown.scroll()), y, grid.columns().total(), height);
                KeyedRow at = grid.edits().painted(ordinal, shown.first(), shown.last());
                RowEdit edit = at == null ? null : grid.edits().of(at);
                row.paint(at, edit, ordinal, shown.first(), shown.last(), grid.columns(), grid.font());
            } else {
                row.hide();
            }
        }
        lines(shown);
        selection(shown.scroll());
        current(shown);
    }

    private void lines(Columns shown) {
        int needed = shown.last() - shown.first() + 1;
        while (lines.size() < needed) {
            Region line = region("grid-line");
            line.setMouseTransparent(true);
            lines.add(line);
            getChildren().add(getChildren().size() - 1, line);
        }
        for (int i = 0; i < lines.size(); i++) {
            Region line = lines.get(i);
            line.setVisible(i < needed && sight.bottom() > 0);
            if (i < needed) {
                double x = grid.columns().left(shown.first() + i + 1) - shown.scroll();
                line.resizeRelocate(Math.round(x) - 1, 0, 1, Math.max(0, sight.bottom()));
            }
        }
    }

    private void selection(double scroll) {
        GridSelection selection = grid.selection();
        GridColumns columns = grid.columns();
        boolean many = !selection.isEmpty() && sight.count() > 0 && !selection.isOneCell();
        selected.setVisible(many);
        if (many) {
            GridRange range = selection.range();
            double height = grid.font().rowHeight();
            double top = Math.max(-2, sight.y() + (range.firstRow() - sight.first()) * height);
            double end = Math.min(sight.bottom() + 2, sight.y() + (range.lastRow() + 1.0 - sight.first()) * height);
            double x = columns.left(range.firstColumn()) - scroll;
            double right = columns.left(range.lastColumn() + 1) - scroll;
            selected.setVisible(end > top);
            selected.resizeRelocate(
                    Math.round(x), Math.round(top), Math.round(right - x) - 1, Math.max(0, Math.round(end - top)));
        }
    }

    private void current(Columns shown) {
        GridSelection selection = grid.selection();
        int column = selection.column();
        boolean seen = !selection.isEmpty()
                && sight.contains(selection.row())
                && column >= shown.first()
                && column <= shown.last();
        current.setVisible(seen);
        if (seen) {
            double height = grid.font().rowHeight();
            current.resizeRelocate(
                    Math.round(grid.columns().left(column) - shown.scroll()) - 1,
                    Math.round(sight.y() + (selection.row() - sight.first()) * height) - 1,
                    grid.columns().width(column) + 1,
                    height + 1);
        }
    }

    /// The node of a cell; `null` where it is not in sight.
    @Nullable
    GridTextCell cell(long ordinal, int position) {
        if (!isVisible() || rows.isEmpty() || !sight.contains(ordinal)) {
            return null;
        }
        return rows.get((int) Math.floorMod(ordinal, (long) rows.size())).cell(position);
    }
}
