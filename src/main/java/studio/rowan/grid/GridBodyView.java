package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The rows in sight and the gutter with their numbers. Nodes are made once and used again.
final class GridBodyView extends Pane {
    private final GridView grid;
    private final GridFontModel font;
    private final Pane content = new Pane();
    private final GridGutterView gutter;
    private final Pane marks = new Pane();
    private final Rectangle clip = new Rectangle();
    private final Region selected = region("grid-selected");
    private final Region current = region("grid-current");
    private final List<GridRowView> rows = new ArrayList<>();
    private final List<Region> lines = new ArrayList<>();
    private long firstRow;
    private int rowsInSight;

    GridBodyView(GridView grid, GridFontModel font) {
        this.grid = grid;
        this.font = font;
        getStyleClass().add("grid-body");
        gutter = new GridGutterView(grid, font);
        marks.setManaged(false);
        content.setMouseTransparent(true);
        content.setClip(clip);
        content.getChildren().addAll(marks, selected, current);
        getChildren().addAll(content, gutter);
        Rectangle own = new Rectangle();
        own.widthProperty().bind(widthProperty());
        own.heightProperty().bind(heightProperty());
        setClip(own);
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

    /// Shows the rows and columns that are in sight now.
    void paint(RowWindow window, GridPlaceModel place) {
        GridColumns columns = grid.columns();
        double top = place.top();
        double left = place.left();
        double gutterWidth = place.gutterWidth();
        long count = grid.rows();
        double height = font.rowHeight();
        double width = Math.max(0, getWidth() - gutterWidth);
        clip.setWidth(width);
        clip.setHeight(getHeight());
        content.resizeRelocate(gutterWidth, 0, width, getHeight());
        gutter.resizeRelocate(0, 0, gutterWidth, getHeight());
        firstRow = (long) Math.floor(top);
        int fitting = (int) Math.ceil(getHeight() / height) + 1;
        rowsInSight = (int) Math.clamp(count - firstRow, 0, fitting);
        int first = Math.max(0, columns.at(left));
        int last = columns.at(left + width - 1);
        last = last < 0 ? columns.size() - 1 : last;
        slots(fitting);
        double y0 = -(top - firstRow) * height;
        for (int slot = 0; slot < rows.size(); slot++) {
            long ordinal = firstRow + Math.floorMod(slot - firstRow, rows.size());
            boolean inSight = ordinal < firstRow + rowsInSight && columns.size() > 0;
            GridRowView row = rows.get(slot);
            if (!inSight) {
                row.hide();
                gutter.hide(slot);
            } else {
                row.setVisible(true);
                double y = Math.round(y0 + (ordinal - firstRow) * height);
                row.resizeRelocate(-Math.round(left), y, columns.total(), height);
                KeyedRow shown = grid.edits().row(ordinal);
                RowEdit edit = shown == null ? null : grid.edits().of(shown);
                row.paint(shown, edit, ordinal, first, last, columns, font);
                gutter.paint(slot, ordinal, window.isEstimated(ordinal), edit, y);
            }
        }
        double bottom = Math.min(getHeight(), y0 + rowsInSight * height);
        lines(columns, first, last, left, bottom);
        selection(columns, left, y0, bottom);
    }

    private void slots(int fitting) {
        while (rows.size() < fitting) {
            GridRowView row = new GridRowView(grid, marks);
            rows.add(row);
            content.getChildren().add(content.getChildren().size() - 1 - lines.size(), row);
        }
        gutter.slots(fitting);
    }

    private void lines(GridColumns columns, int first, int last, double left, double bottom) {
        int needed = Math.max(0, last - first + 1);
        while (lines.size() < needed) {
            Region line = region("grid-line");
            line.setMouseTransparent(true);
            lines.add(line);
            content.getChildren().add(content.getChildren().size() - 1, line);
        }
        for (int i = 0; i < lines.size(); i++) {
            Region line = lines.get(i);
            line.setVisible(i < needed && bottom > 0);
            if (i < needed) {
                line.resizeRelocate(Math.round(columns.left(first + i + 1) - left) - 1, 0, 1, Math.max(0, bottom));
            }
        }
    }

    private void selection(GridColumns columns, double left, double y0, double bottom) {
        GridSelection selection = grid.selection();
        boolean any = !selection.isEmpty() && rowsInSight > 0;
        GridRange range = selection.range();
        double height = font.rowHeight();
        boolean many = any && !selection.isOneCell();
        selected.setVisible(many);
        if (many) {
            double top = Math.max(-2, y0 + (range.firstRow() - firstRow) * height);
            double end = Math.min(bottom + 2, y0 + (range.lastRow() + 1.0 - firstRow) * height);
            double x = columns.left(range.firstColumn()) - left;
            double right = columns.left(range.lastColumn() + 1) - left;
            selected.setVisible(end > top);
            selected.resizeRelocate(
                    Math.round(x), Math.round(top), Math.round(right - x) - 1, Math.max(0, Math.round(end - top)));
        }
        boolean seen = any && selection.row() >= firstRow && selection.row() < firstRow + rowsInSight;
        current.setVisible(seen);
        if (seen) {
            current.resizeRelocate(
                    Math.round(columns.left(selection.column()) - left) - 1,
                    Math.round(y0 + (selection.row() - firstRow) * height) - 1,
                    columns.width(selection.column()) + 1,
                    height + 1);
        }
    }

    /// The node of a cell; `null` where it is not in sight.
    @Nullable
    GridTextCell cell(long ordinal, int position) {
        if (rows.isEmpty() || ordinal < firstRow || ordinal >= firstRow + rowsInSight) {
            return null;
        }
        return rows.get((int) Math.floorMod(ordinal, (long) rows.size())).cell(position);
    }
}
