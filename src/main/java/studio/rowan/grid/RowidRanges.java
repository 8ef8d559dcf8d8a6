package studio.rowan.grid;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// The rowids of a table cut into ranges that each take a moment to look through. How many rows one holds is not known,
/// and need not be.
final class RowidRanges {
    private static final int FIRST_PARTS = 64;

    private final boolean isDescending;
    private final double low;
    private final double high;
    private double span;

    private RowidRanges(boolean isDescending, double low, double high) {
        this.isDescending = isDescending;
        this.low = low;
        this.high = high;
        this.span = Math.max(1, (high - low) / FIRST_PARTS);
    }

    static RowidRanges of(Access access, KeyedRows rows) {
        String key = rows.keyColumns().getFirst();
        Row ends = access.query(Sql.of("SELECT (SELECT min(" + key + ")" + rows.from() + "), (SELECT max(" + key + ")"
                        + rows.from() + ")"))
                .getFirst();
        return ends.get(0).isNull()
                ? new RowidRanges(rows.isDescending(), 0, 0)
                : new RowidRanges(rows.isDescending(), ends.asLong(0), ends.asLong(1));
    }

    /// The end of the range behind a place; `null` where it is the last one, which has no end.
    @Nullable
    Place next(@Nullable Place place) {
        double from = place == null ? (isDescending ? high + 1 : low - 1) : place.rowid();
        double to = isDescending ? from - span : from + span;
        if (isDescending ? to <= low : to >= high) {
            return null;
        }
        // Rowids above 2^53 are rounded here, which moves the end a little, but never back to the place.
        long end = (long) to;
        boolean ahead = place == null || (isDescending ? end < place.rowid() : end > place.rowid());
        return ahead ? Place.rowid(end) : null;
    }

    /// How much of all lies before a place, 0…1.
    double part(@Nullable Place place) {
        if (place == null || high <= low) {
            return 0;
        }
        double part = (place.rowid() - low) / (high - low);
        return Math.clamp(isDescending ? 1 - part : part, 0, 1);
    }

    /// Ranges are widened where one took a quarter of what it may.
    void took(long nanos, long most) {
        span = nanos < most / 4 ? span * 2 : nanos > most ? Math.max(1, span / 2) : span;
    }
}
