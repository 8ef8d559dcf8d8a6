package studio.rowan.grid;

/// The current cell and the rectangle between it and the anchor. Rows are ordinals, columns are positions.
final class GridSelection {
    private enum Shape {
        CELLS,
        ROWS,
        COLUMNS,
        ALL
    }

    private long row;
    private int column;
    private long anchorRow;
    private int anchorColumn;
    private Shape shape = Shape.CELLS;
    private long rows;
    private int columns;

    /// How much there is to select from. Keeps the selection inside.
    void bounds(long newRows, int newColumns) {
        rows = newRows;
        columns = newColumns;
        row = Math.clamp(row, 0, Math.max(0, rows - 1));
        anchorRow = Math.clamp(anchorRow, 0, Math.max(0, rows - 1));
        column = Math.clamp(column, 0, Math.max(0, columns - 1));
        anchorColumn = Math.clamp(anchorColumn, 0, Math.max(0, columns - 1));
    }

    boolean isEmpty() {
        return rows == 0 || columns == 0;
    }

    long row() {
        return row;
    }

    int column() {
        return column;
    }

    long anchorRow() {
        return anchorRow;
    }

    /// Makes a cell the current one, alone or (`extend`) with all between it and the anchor.
    void to(long newRow, int newColumn, boolean extend) {
        row = Math.clamp(newRow, 0, Math.max(0, rows - 1));
        column = Math.clamp(newColumn, 0, Math.max(0, columns - 1));
        if (!extend) {
            shape = Shape.CELLS;
            anchorRow = row;
            anchorColumn = column;
        } else if (shape == Shape.ALL) {
            shape = Shape.CELLS;
        }
    }

    void rows(long newRow, boolean extend) {
        to(newRow, column, extend);
        shape = Shape.ROWS;
    }

    void columns(int newColumn, boolean extend) {
        to(row, newColumn, extend);
        shape = Shape.COLUMNS;
    }

    void wholeRows() {
        shape = Shape.ROWS;
    }

    void wholeColumns() {
        shape = Shape.COLUMNS;
    }

    void all() {
        shape = Shape.ALL;
    }

    void collapse() {
        to(row, column, false);
    }

    /// Follows rows whose places moved.
    void shift(long by) {
        row = Math.max(0, row + by);
        anchorRow = Math.max(0, anchorRow + by);
    }

    /// The row of the current cell stands elsewhere now.
    void currentAt(long ordinal) {
        boolean alone = row == anchorRow;
        row = Math.max(0, ordinal);
        anchorRow = alone ? row : anchorRow;
    }

    void anchorAt(long ordinal) {
        anchorRow = Math.max(0, ordinal);
    }

    boolean isOneCell() {
        return shape == Shape.CELLS && row == anchorRow && column == anchorColumn;
    }

    GridRange range() {
        boolean allRows = shape == Shape.ALL || shape == Shape.COLUMNS;
        boolean allColumns = shape == Shape.ALL || shape == Shape.ROWS;
        return new GridRange(
                allRows ? 0 : Math.min(row, anchorRow),
                allRows ? Math.max(0, rows - 1) : Math.max(row, anchorRow),
                allColumns ? 0 : Math.min(column, anchorColumn),
                allColumns ? Math.max(0, columns - 1) : Math.max(column, anchorColumn),
                allRows);
    }
}
