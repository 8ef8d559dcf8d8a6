package studio.rowan.grid;

import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// One row of a source: its key and its cells, in the order of the source's columns.
public record KeyedRow(RowKey key, Row row) {
    public Value get(int column) {
        return row.get(column);
    }
}
