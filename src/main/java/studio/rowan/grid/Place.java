package studio.rowan.grid;

import java.util.List;
import studio.rowan.db.Value;

/// Where a row stands in an order: the values it is sorted by, and its key.
/// @param sorts empty in the natural order; `Value.Large` for a value that is too long to carry around
public record Place(List<Value> sorts, RowKey key) {
    public Place {
        sorts = List.copyOf(sorts);
    }

    static Place of(RowKey key) {
        return new Place(List.of(), key);
    }

    static Place rowid(long rowid) {
        return of(new RowKey.Rowid(rowid));
    }

    long rowid() {
        return key instanceof RowKey.Rowid(long rowid) ? rowid : 0;
    }
}
