package studio.rowan.grid;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a user does to columns: widths, order, hiding, sorting.
final class GridArrangementModel {
    /// Rows whose content decides how wide a column is at first.
    private static final int FITTED_ROWS = 60;

    private static final RowCount NO_ROWS = new RowCount.Exact(0);

    /// Cells that are measured for all columns, so that a table of thousands of columns opens as fast as any.
    private static final int FITTED_CELLS = 6_000;

    private static final int FEWEST_ROWS = 4;
    private static final double WIDEST_FIRST = 320;
    private static final double WIDEST = 900;

    private final GridView grid;
    private final GridColumns columns = new GridColumns();
    private @Nullable Consumer<@Nullable RowOrder> onSort;
    private Runnable onStateChanged = () -> {};
    private boolean fitted;

    GridArrangementModel(GridView grid) {
        this.grid = grid;
    }

    GridColumns columns() {
        return columns;
    }

    /// Takes columns; those that are the same as before keep their arrangement.
    /// @return false where they are others
    boolean take(List<GridColumn> newColumns) {
        if (columns.all().equals(newColumns)) {
            return true;
        }
        columns.set(newColumns);
        fitted = false;
        return false;
    }

    void restore(GridState state) {
        columns.restore(state);
        fitted = false;
    }

    void setOnSort(Consumer<@Nullable RowOrder> receiver) {
        onSort = receiver;
    }

    void setOnStateChanged(Runnable receiver) {
        onStateChanged = receiver;
    }

    // ---- widths, order, hiding ----

    void resize(int index, double width) {
        columns.size(index, width);
        columns.arrange();
        arranged();
    }

    void fit(int index) {
        resize(index, fitting(index, FITTED_ROWS));
    }

    void fitAll() {
        int rows = fittedRows();
        for (int position = 0; position < columns.size(); position++) {
            columns.size(columns.index(position), fitting(columns.index(position), rows));
        }
        columns.arrange();
        arranged();
    }

    void move(int from, int to) {
        if (to != from && to != from + 1) {
            columns.move(from, to);
            arranged();
        }
    }

    /// Freezes the column at a position and all before it; none for -1.
    void freeze(int position) {
        columns.freeze(position);
        arranged();
    }

    /// Widths, order, hidden and frozen columns as they come by themselves.
    void reset() {
        columns.set(columns.all());
        fitted = false;
        arranged();
    }

    void hide(int position) {
        columns.hide(position);
        arranged();
    }

    void show(int index) {
        columns.show(index);
        arranged();
    }

    void showAll() {
        columns.showAll();
        arranged();
    }

    void showAs(int index, DisplayFormat format) {
        grid.formats().choose(index, format);
        if (!columns.isSized(index)) {
            columns.width(index, Math.min(WIDEST_FIRST * grid.font().size() / 12.5, fitting(index, FITTED_ROWS)));
            columns.arrange();
        }
        arranged();
    }

    private void arranged() {
        onStateChanged.run();
        grid.sync();
    }

    private int fittedRows() {
        return Math.clamp(FITTED_CELLS / Math.max(1, columns.all().size()), FEWEST_ROWS, FITTED_ROWS);
    }

    /// As wide as the header and the rows in sight.
    private double fitting(int index, int mostRows) {
        GridFontModel font = grid.font();
        double width = GridHeaderCell.natural(
                columns.all().get(index),
                grid.formats().typeLine(index, columns.all().get(index)),
                font);
        RowWindow rows = grid.window();
        long first = grid.firstVisible();
        for (long ordinal = first; rows != null && ordinal < first + mostRows; ordinal++) {
            KeyedRow row = grid.edits().row(ordinal);
            if (row != null && index < row.row().size()) {
                CellText text = grid.edits().text(row, grid.edits().of(row), index);
                double cell = font.widthOfForm(text.text())
                        + text.beside(font)
                        + grid.references().beside(row, grid.edits().of(row), index, font)
                        + 2 * font.padding()
                        + 2;
                width = Math.max(width, cell);
            }
        }
        return Math.min(width, WIDEST);
    }

    /// Fits all columns that no user sized, once rows are there; to their names where it is certain that none are.
    void fitFirst() {
        RowWindow rows = grid.window();
        if (fitted || rows == null) {
            return;
        }
        boolean filled = rows.row(grid.firstVisible()) != null;
        if (!filled && !rows.count().equals(NO_ROWS)) {
            return;
        }
        fitted = filled;
        double most = WIDEST_FIRST * grid.font().size() / 12.5;
        int mostRows = fittedRows();
        for (int index = 0; index < columns.all().size(); index++) {
            if (!columns.isSized(index)) {
                columns.width(index, Math.min(most, fitting(index, mostRows)));
            }
        }
        columns.arrange();
    }

    /// Gives columns that no user sized the room that their labels need; none becomes narrower.
    void widen(Collection<Integer> indexes) {
        double most = WIDEST_FIRST * grid.font().size() / 12.5;
        for (int index : indexes) {
            int position = columns.position(index);
            if (position >= 0 && !columns.isSized(index)) {
                double needed = Math.min(most, fitting(index, FITTED_ROWS));
                columns.width(index, Math.max(columns.width(position), needed));
            }
        }
        columns.arrange();
    }

    void fitAgain() {
        fitted = false;
    }

    // ---- sorting ----

    boolean isSortable() {
        return onSort != null;
    }

    @Nullable
    RowOrder order() {
        RowWindow rows = grid.window();
        return rows == null ? null : rows.source().order();
    }

    /// Ascending, then descending, then not at all.
    /// @param more the other columns stay sorted by
    void sortClicked(int index, boolean more) {
        RowOrder order = order();
        RowOrder.Part part = order == null ? null : order.part(index);
        if (order == null || (!more && (part == null || order.parts().size() > 1))) {
            sortBy(new RowOrder(index, false));
        } else if (part == null) {
            sortBy(order.with(index, false));
        } else {
            sortBy(part.descending() ? order.without(index) : order.with(index, true));
        }
    }

    /// Sorts by one column more, behind the others, or turns one of them.
    void sortAlso(int index, boolean descending) {
        RowOrder order = order();
        sortBy(order == null ? new RowOrder(index, descending) : order.with(index, descending));
    }

    void sortBy(@Nullable RowOrder order) {
        Consumer<@Nullable RowOrder> receiver = onSort;
        if (receiver != null) {
            receiver.accept(order);
        }
    }
}
