package studio.rowan.grid;

import studio.rowan.db.Value;

/// The cell that the keyboard is at, once its row was read.
/// @param ordinal 0-based place of the row
/// @param column index into the columns of the row
public record GridCurrent(long ordinal, int column, KeyedRow row) {
    public RowKey key() {
        return row.key();
    }

    public Value value() {
        return row.get(column);
    }
}
