package studio.rowan.grid;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// The cell that the keyboard is at, once its row was read.
/// @param ordinal 0-based place of the row
/// @param column index into the columns of the row
/// @param row as the file has it, or a new one
/// @param edit what is staged for it; `null` for nothing
public record GridCurrent(
        long ordinal, int column, KeyedRow row, @Nullable RowEdit edit) {
    public RowKey key() {
        return row.key();
    }

    /// As the file has it.
    public Value value() {
        return row.get(column);
    }

    /// As the grid shows it: the staged value where there is one.
    public Value shown() {
        Value staged = edit == null ? null : edit.staged(column);
        return staged == null ? value() : staged;
    }

    public boolean isFresh() {
        return row.key() instanceof RowKey.Fresh;
    }
}
