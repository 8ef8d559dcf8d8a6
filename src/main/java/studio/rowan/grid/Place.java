package studio.rowan.grid;

import studio.rowan.db.Value;

/// Where a row stands in an order: the value it is sorted by, and its key.
/// @param sort [Value#NULL] in the natural order; `Value.Large` where the value is too long to carry around
public record Place(Value sort, RowKey key) {
    static Place of(RowKey key) {
        return new Place(Value.NULL, key);
    }

    static Place rowid(long rowid) {
        return of(new RowKey.Rowid(rowid));
    }

    long rowid() {
        return key instanceof RowKey.Rowid(long rowid) ? rowid : 0;
    }
}
