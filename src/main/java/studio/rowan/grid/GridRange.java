package studio.rowan.grid;

/// A rectangle of selected cells.
/// @param firstRow ordinal
/// @param lastRow ordinal, inclusive
/// @param firstColumn position among the shown columns
/// @param lastColumn inclusive
/// @param toEnd reaches to the last row, however many there will turn out to be
public record GridRange(long firstRow, long lastRow, int firstColumn, int lastColumn, boolean toEnd) {
    public long rows() {
        return lastRow - firstRow + 1;
    }

    public int columns() {
        return lastColumn - firstColumn + 1;
    }

    public boolean isOneCell() {
        return rows() == 1 && columns() == 1 && !toEnd;
    }

    public boolean contains(long row, int column) {
        return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
    }
}
