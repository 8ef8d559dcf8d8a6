package studio.rowan.grid;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;

/// How the rowids of a table are spread, judged from a few look-ups: how many rows there may be, and which rowid may
/// stand at which ordinal. Only for as long as nobody has counted.
/// @param first the first rowid in the order of the rows
/// @param last the last one
/// @param rows how many rows there may be
record KeySpread(long first, long last, long rows) {
    private static final int PROBES = 16;
    private static final int PROBE_ROWS = 64;

    /// Looks at the ends and at some places in between; `null` for an empty table.
    static @Nullable KeySpread of(Access access, KeyedRows source) {
        Place first = source.hop(access, null, true, 1);
        Place last = source.hop(access, null, false, 1);
        if (first == null || last == null) {
            return null;
        }
        if (Math.abs((double) last.rowid() - first.rowid()) > 0x1p62) {
            // Rowids chosen at random: the ends say nothing about the number of rows.
            return null;
        }
        long span = Math.abs(last.rowid() - first.rowid());
        double part = (double) span / PROBES;
        double rows = 1;
        int step = last.rowid() < first.rowid() ? -1 : 1;
        for (int i = 0; i < PROBES; i++) {
            long target = first.rowid() + step * (long) (part * i);
            Place from = source.hop(access, Place.rowid(target - step), true, 1);
            Place to = from == null ? null : source.hop(access, from, true, PROBE_ROWS);
            if (to != null && from != null) {
                double gap = Math.abs(to.rowid() - target);
                rows += part * Math.min(1, PROBE_ROWS / Math.max(1, gap));
            } else if (from != null) {
                rows += source.countBehind(access, from, true) + 1;
                break;
            }
        }
        return new KeySpread(first.rowid(), last.rowid(), Math.min(span + 1, Math.round(rows)));
    }

    /// Where the row of that rowid may stand.
    long ordinal(long rowid) {
        long span = Math.abs(last - first);
        long ahead = Math.clamp(Math.abs(rowid - first), 0, span);
        long place = span + 1 == rows ? ahead : (long) ((double) ahead / Math.max(1, span) * Math.max(0, rows - 1));
        return Math.clamp(place, 0, Math.max(0, rows - 1));
    }

    /// The rowid behind which the row at `ordinal` may stand.
    Place guess(long ordinal) {
        long span = Math.abs(last - first);
        int step = last < first ? -1 : 1;
        long ahead = span + 1 == rows ? ordinal : (long) ((double) span * ordinal / Math.max(1, rows - 1));
        return Place.rowid(first + step * (Math.min(ahead, span) - 1));
    }
}
