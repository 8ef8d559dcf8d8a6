package studio.rowan.grid;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;

/// The rows that a window begins with: the first ones, or those around a row to stay at.
/// @param first ordinal of the first one
/// @param spread how the keys are spread, where that was judged
/// @param by how far the row to stay at has moved
/// @param read the columns whose cells were read
record WindowOpening(
        List<@Nullable KeyedRow> rows, long first, @Nullable KeySpread spread, long by, PageColumns read) {

    /// The first rows, of a very wide table with those columns alone.
    static WindowOpening first(Access access, KeyedRows rows, int pageRows, PageColumns read) {
        KeySpread judged = rows.isPlainRowids() ? KeySpread.of(access, rows) : null;
        List<KeyedRow> page = rows.page(access, null, true, 0, pageRows, read);
        return new WindowOpening(Collections.unmodifiableList(page), 0, judged, 0, read);
    }

    static WindowOpening of(Access access, SqlRows rows, RowWindow.@Nullable Keep keep, int pageRows) {
        return switch (rows) {
            case KeyedRows keyed -> keyed(access, keyed, keep, pageRows);
            case OrdinalRows ordinal -> ordinal(access, ordinal, keep == null ? 0 : keep.ordinal(), pageRows);
        };
    }

    private static WindowOpening ordinal(Access access, OrdinalRows rows, long shown, int pageRows) {
        long first = shown - shown % pageRows;
        List<KeyedRow> page = rows.page(access, first, pageRows);
        if (page.isEmpty() && first > 0) {
            long count = access.scalar(rows.countAll()).asLong();
            first = Math.max(0, count - 1) / pageRows * pageRows;
            return of(rows.page(access, first, pageRows), first, null, Math.min(0, count - 1 - shown));
        }
        return of(page, first, null, 0);
    }

    private static WindowOpening of(List<KeyedRow> rows, long first, @Nullable KeySpread spread, long by) {
        return new WindowOpening(Collections.unmodifiableList(rows), first, spread, by, PageColumns.ALL);
    }

    private static WindowOpening keyed(Access access, KeyedRows rows, RowWindow.@Nullable Keep keep, int pageRows) {
        if (keep == null) {
            return first(access, rows, pageRows, PageColumns.ALL);
        }
        KeySpread judged = rows.isPlainRowids() ? KeySpread.of(access, rows) : null;
        Place place = rows.isRowidOrder()
                ? Place.of(keep.row().key())
                : rows.find(access, keep.row().key());
        if (place == null) {
            place = rows.placeOf(keep.row());
        }
        long ordinal = rows.countBehind(access, place, false);
        long first = ordinal - ordinal % pageRows;
        Place before = first == 0 ? null : rows.hop(access, place, false, ordinal - first + 1);
        return of(rows.page(access, before, true, 0, pageRows), first, judged, ordinal - keep.ordinal());
    }

    /// By keys that were sorted: the row to stay at is where its key stands, or where it stood if that is gone.
    static WindowOpening of(Access access, SortedKeys keys, RowWindow.@Nullable Keep keep, int pageRows) {
        long ordinal = 0;
        if (keep != null) {
            RowKey key = keep.row().key();
            boolean stands = keys.keys(access, keep.ordinal(), 1).equals(List.of(key));
            long found = stands ? keep.ordinal() : keys.ordinal(access, key);
            ordinal = found >= 0 ? found : Math.clamp(keep.ordinal(), 0, Math.max(0, keys.size() - 1));
        }
        long first = ordinal - ordinal % pageRows;
        List<@Nullable KeyedRow> page = keys.page(access, first, pageRows);
        return new WindowOpening(page, first, null, keep == null ? 0 : ordinal - keep.ordinal(), PageColumns.ALL);
    }
}
