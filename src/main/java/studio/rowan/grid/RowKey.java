package studio.rowan.grid;

import java.util.List;
import studio.rowan.db.Value;

/// What tells one row of a source apart from all others, for as long as it is there.
public sealed interface RowKey {
    /// The row's 64-bit rowid.
    record Rowid(long rowid) implements RowKey {}

    /// The values of the primary key, in key order.
    record Primary(List<Value> parts) implements RowKey {
        public Primary {
            parts = List.copyOf(parts);
        }
    }

    /// The row's place, 0-based, where a source has no key: it holds only until the data changes.
    record Ordinal(long ordinal) implements RowKey {}

    /// A row that is not in the file yet.
    /// @param number tells it apart from other new rows
    record Fresh(long number) implements RowKey {}

    /// The values that the key's columns have, for a WHERE.
    default List<Value> values() {
        return switch (this) {
            case Rowid(long rowid) -> List.of(new Value.Int(rowid));
            case Primary(List<Value> parts) -> parts;
            case Ordinal(long ordinal) -> List.of(new Value.Int(ordinal));
            case Fresh _ -> List.of();
        };
    }
}
