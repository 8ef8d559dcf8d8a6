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
/// @param estimated where they stand was not counted
record WindowOpening(
        List<@Nullable KeyedRow> rows,
        long first,
        @Nullable KeySpread spread,
        long by,
        PageColumns read,
        boolean estimated) {

    /// The first rows, of a very wide table with those columns alone.
    static WindowOpening first(Access access, KeyedRows rows, int pageRows, PageColumns read) {
        KeySpread judged = rows.isPlainRowids() ? KeySpread.of(access, rows) : null;
        List<KeyedRow> page = rows.page(access, null, true, 0, pageRows, read);
        return new WindowOpening(Collections.unmodifiableList(page), 0, judged, 0, read, false);
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
        return new WindowOpening(Collections.unmodifiableList(rows), first, spread, by, PageColumns.ALL, false);
    }

    private static WindowOpening keyed(Access access, KeyedRows rows, RowWindow.@Nullable Keep keep, int pageRows) {
        if (keep == null) {
            return first(access, rows, pageRows, PageColumns.ALL);
        }
        KeySpread judged = rows.isPlainRowids() ? KeySpread.of(access, rows) : null;
        Place place = place(access, rows, keep.row());
        long ordinal = rows.countBehind(access, place, false);
        long first = ordinal - ordinal % pageRows;
        Place before = first == 0 ? null : rows.hop(access, place, false, ordinal - first + 1);
        return of(rows.page(access, before, true, 0, pageRows), first, judged, ordinal - keep.ordinal());
    }

    /// Those around the row to stay at, as if as many stood before it as did: to count them would take long.
    static WindowOpening judged(Access access, KeyedRows rows, RowWindow.Keep keep, int pageRows) {
        Place place = place(access, rows, keep.row());
        long first = keep.ordinal() - keep.ordinal() % pageRows;
        Place before = rows.hop(access, place, false, keep.ordinal() - first + 1);
        if (before == null) {
            // So few stand before it that they are soon counted.
            return keyed(access, rows, keep, pageRows);
        }
        KeySpread spread = rows.isPlainRowids() ? KeySpread.of(access, rows) : null;
        List<KeyedRow> page = rows.page(access, before, true, 0, pageRows);
        return new WindowOpening(Collections.unmodifiableList(page), first, spread, 0, PageColumns.ALL, true);
    }

    private static Place place(Access access, KeyedRows rows, KeyedRow row) {
        Place place = rows.isRowidOrder() ? Place.of(row.key()) : rows.find(access, row.key());
        return place == null ? rows.placeOf(row) : place;
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
        long by = keep == null ? 0 : ordinal - keep.ordinal();
        return new WindowOpening(page, first, null, by, PageColumns.ALL, false);
    }
}
