package studio.rowan.grid;

import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Whether the keys of a source are worth sorting into a file, and what that may cost.
/// @param needed no index has the order, or a condition leaves no shorter way
/// @param sorts no index has the order
/// @param total rows of the table about, -1 where unknown
/// @param weight bytes of what one row is sorted by, about
record SortPlan(boolean needed, boolean sorts, long total, long weight) {
    /// What a second is enough for, about: bytes of rows sorted.
    private static final long QUICK = 256L << 20;

    private static final long ROW = 150;

    private static final int SAMPLE = 50;

    /// @param few so many rows are sorted again and again in no time
    static SortPlan of(Access access, KeyedRows source, int few) {
        boolean sorts = source.needsSorting(access);
        boolean needed = source.isFiltered() || sorts;
        KeyedRows all = source.unfiltered();
        if (!needed || access.scalar(all.countUpTo(few + 1L)).asLong() <= few) {
            return new SortPlan(false, sorts, -1, 0);
        }
        return new SortPlan(true, sorts, total(access, all), weight(access, source));
    }

    private static long total(Access access, KeyedRows all) {
        if (all.hasRowids()) {
            KeySpread spread = KeySpread.of(access, all.orderedBy(null));
            return spread == null ? -1 : spread.rows();
        }
        if (access.first(Sql.of("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'")) == null) {
            return -1;
        }
        Row stat = access.first(Sql.of(
                "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = ? COLLATE NOCASE",
                Value.of(all.name())));
        return stat == null || stat.get(0).isNull() ? -1 : stat.asLong(0);
    }

    private static long weight(Access access, KeyedRows source) {
        long bytes = 0;
        for (String sort : source.keyOrder().sorted()) {
            bytes += access.scalar(Sql.of("SELECT coalesce(CAST(avg(b) AS INTEGER), 0) FROM (SELECT octet_length("
                            + sort + ") AS b" + source.from() + " LIMIT " + SAMPLE + ")"))
                    .asLong();
        }
        return bytes;
    }

    /// True for what is sorted in about a second.
    boolean isQuick() {
        return sorts && total >= 0 && total * (weight + ROW) < QUICK;
    }

    /// Bytes that the file of the keys, and what SQLite writes while it sorts, may take.
    long bytes(int keyColumns) {
        return Math.max(0, total) * (weight + 24L * keyColumns);
    }
}
