package studio.rowan.change;

import java.util.List;
import java.util.Map;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Which row an edit is about. `table` is the name as the schema spells it.
public sealed interface Target {
    String table();

    /// A row of the file.
    record Stored(String table, RowKey key) implements Target {}

    /// A row that is to be inserted.
    /// @param number tells it apart from other new rows of the same [ChangeSet]
    record Fresh(String table, long number) implements Target {}

    /// A row as a page shows it. One without a key, as of a view, is told apart by all it holds: its place would mean
    /// another row after the next sort.
    /// @param row the row as it was read, by column
    static Stored of(Table table, RowKey key, Map<String, Value> row) {
        if (key instanceof RowKey.Ordinal) {
            List<Value> all = table.columns().stream()
                    .map(Column::name)
                    .filter(row::containsKey)
                    .map(row::get)
                    .toList();
            return new Stored(table.name(), new RowKey.Primary(all));
        }
        return new Stored(table.name(), key);
    }
}
