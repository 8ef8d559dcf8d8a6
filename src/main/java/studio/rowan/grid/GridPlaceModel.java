package studio.rowan.grid;

import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;

/// Which part of the rows is in sight: the first row (with a fraction) and the first pixel, the scroll bars, and what
/// stands under a point. A bar counts rows, not pixels, so that a hundred million of them fit.
final class GridPlaceModel {
    /// Pixels: a thumb that says the truth about a million rows would be too short to be taken hold of.
    private static final double SHORTEST_THUMB = 36;

    private final GridView grid;
    private final ScrollBar vertical = new ScrollBar();
    private final ScrollBar horizontal = new ScrollBar();
    private boolean placing = true;
    private double top;
    private double left;
    private double width;
    private double height;
    private double gutterWidth;

    GridPlaceModel(GridView grid) {
        this.grid = grid;
        vertical.setOrientation(Orientation.VERTICAL);
        vertical.setId("grid-vertical");
        horizontal.setId("grid-horizontal");
        vertical.valueProperty().subscribe(value -> moved(() -> scrollTop(value.doubleValue())));
        horizontal.valueProperty().subscribe(value -> moved(() -> left = Math.round(value.doubleValue())));
        placing = false;
    }

    private void moved(Runnable action) {
        if (!placing) {
            action.run();
            grid.requestLayout();
        }
    }

    ScrollBar vertical() {
        return vertical;
    }

    ScrollBar horizontal() {
        return horizontal;
    }

    /// The first row in sight; its fraction is above the edge.
    double top() {
        return top;
    }

    double left() {
        return left;
    }

    double gutterWidth() {
        return gutterWidth;
    }

    void toStart() {
        top = 0;
    }

    void toFirstColumn() {
        left = 0;
    }

    /// Follows rows whose places moved.
    void shift(long by) {
        top = Math.max(0, top + by);
    }

    void scrollTop(double row) {
        top = Math.clamp(row, 0, maxTop());
        grid.selecting().stay();
    }

    void toEnd() {
        top = maxTop();
    }

    void scrollBy(double pixelsDown, double pixelsRight) {
        if (pixelsDown != 0) {
            scrollTop(top + pixelsDown / grid.font().rowHeight());
        }
        left = Math.clamp(left + pixelsRight, 0, maxLeft());
        grid.requestLayout();
    }

    /// Brings a cell into sight.
    void reveal(long row, int column) {
        double visible = Math.floor(visibleRows());
        if (row < top) {
            top = row;
        } else if (row > top + visible - 1) {
            top = row - visibleRows() + 1;
        }
        revealColumn(column);
    }

    void revealColumn(int column) {
        GridColumns columns = grid.columns();
        if (column >= columns.frozen() && column < columns.size()) {
            double x = columns.left(column) - columns.frozenWidth();
            double right = columns.left(column + 1);
            left = x < left ? x : Math.max(left, Math.min(x, right - (width - gutterWidth)));
        }
    }

    private double maxTop() {
        return Math.max(0, grid.rows() - visibleRows());
    }

    private double maxLeft() {
        return Math.max(0, grid.columns().total() + 24 - (width - gutterWidth));
    }

    double visibleRows() {
        return Math.max(1, height / grid.font().rowHeight());
    }

    long pageRows() {
        return Math.max(1, (long) visibleRows() - 1);
    }

    long lastRow() {
        return Math.max(0, Math.min(grid.rows(), (long) Math.ceil(top + visibleRows())) - 1);
    }

    /// The row under y of the body, -1 below the last.
    long rowAt(double y) {
        long row = (long) Math.floor(top + y / grid.font().rowHeight());
        return row >= 0 && row < grid.rows() ? row : -1;
    }

    /// The position under x of the body, -1 beside the columns.
    int columnAt(double x) {
        return x < gutterWidth ? -1 : grid.columns().atRoom(x - gutterWidth, left);
    }

    /// Divides the room below the header between body and bars, and puts both bars where they say the truth.
    void layout(double allWidth, double allHeight, double headerHeight) {
        GridFontModel font = grid.font();
        long count = grid.rows();
        int digits = Math.max(3, Long.toString(count).length());
        gutterWidth = Math.round(font.width("0".repeat(digits)) * 0.9 + 2 * font.padding() + 6);
        double barWidth = Math.round(vertical.prefWidth(-1));
        double barHeight = Math.round(horizontal.prefHeight(-1));
        boolean wide = grid.columns().total() > allWidth - gutterWidth - barWidth;
        width = Math.max(0, allWidth - barWidth);
        double before = visibleRows();
        height = Math.max(0, allHeight - headerHeight - (wide ? barHeight : 0));
        keepInSight(before);
        top = Math.clamp(top, 0, maxTop());
        grid.columns().room(width - gutterWidth);
        left = Math.clamp(left, 0, maxLeft());
        placing = true;
        vertical.resizeRelocate(width, headerHeight, barWidth, height);
        double begin = gutterWidth + grid.columns().frozenWidth();
        horizontal.resizeRelocate(begin, headerHeight + height, Math.max(0, width - begin), barHeight);
        double room = Math.max(1, width - begin);
        vertical.setVisible(maxTop() > 0);
        horizontal.setVisible(wide);
        double part = count == 0 ? 1 : visibleRows() / count;
        place(vertical, maxTop(), top, part, pageRows(), 1);
        place(horizontal, maxLeft(), left, room / Math.max(room, maxLeft() + room), room * 0.8, 40);
        placing = false;
    }

    private static void place(ScrollBar bar, double most, double value, double part, double block, double unit) {
        bar.setMax(Math.max(most, 1e-6));
        double track = bar.getOrientation() == Orientation.VERTICAL ? bar.getHeight() : bar.getWidth();
        bar.setVisibleAmount(most * Math.max(part, SHORTEST_THUMB / Math.max(SHORTEST_THUMB, track)));
        bar.setBlockIncrement(block);
        bar.setUnitIncrement(unit);
        bar.setValue(value);
    }

    /// What grows below the rows, such as the commit bar, does not cover the row that the user is at.
    private void keepInSight(double before) {
        long row = grid.selection().row();
        if (row >= top && row <= top + before - 1 && row > top + visibleRows() - 1) {
            top = row - visibleRows() + 1;
        }
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }
}
