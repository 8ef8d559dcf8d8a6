package studio.rowan.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// Sorts the keys of a source into their file, in steps that are a read each.
///
/// Rows that stand in the order of their rowids are only looked through, stride by stride, and are there at once. All
/// others are sorted: in one statement where a read shuts nobody out, else what is sorted by is copied in strides
/// first, and sorted in the file of ours while the database is free for others (F18).
final class SortRun {
    private static final long SLICE_NANOS = 120_000_000L;

    /// Operations of SQLite's for a row: reading, sorting and writing it, without its columns.
    private static final int OPERATIONS = 14;

    private static final String RAW = SortedKeys.SCHEMA + ".raw";

    /// What the steps have come to.
    record Step(long covered, boolean isEnd) {}

    private final KeyedRows source;
    private final KeySql sql;
    private final SortedKeys keys;
    private final boolean mayHold;
    private final long total;
    private final long sliceNanos;
    private final Pace pace;
    private boolean begun;
    private volatile boolean copied;
    private List<String> collations = List.of();
    private @Nullable Place last;
    private volatile long looked;

    /// @param mayHold nobody is shut out while a read lasts
    /// @param total rows of the table about, -1 where unknown
    SortRun(KeyedRows source, SortedKeys keys, boolean mayHold, long total) {
        this(source, keys, mayHold, total, SLICE_NANOS);
    }

    SortRun(KeyedRows source, SortedKeys keys, boolean mayHold, long total, long sliceNanos) {
        this.source = source;
        this.sql = new KeySql(source);
        this.keys = keys;
        this.mayHold = mayHold;
        this.total = total;
        this.sliceNanos = sliceNanos;
        this.pace = new Pace(2000, sliceNanos);
    }

    /// True where rows are there before the end.
    boolean isGradual() {
        return source.isRowidOrder();
    }

    /// Rows dealt with, as far as can be said.
    /// @param steps operations of the job that runs
    long done(long steps) {
        if (isGradual()) {
            return looked;
        }
        int columns =
                source.keyOrder().sorted().size() + 2 * source.keyColumns().size();
        long done = steps / (OPERATIONS + columns + 4L * source.where().size());
        if (!mayHold) {
            // Copying is one half of it, sorting the copy the other.
            done = (looked + (copied ? done : 0)) / 2;
        }
        return total < 0 ? done : Math.min(done, total);
    }

    /// The next step. To be called again until it is the end.
    Step step(Access access) {
        access.fill(keys.scratch(), SortedKeys.SCHEMA);
        if (!begun) {
            access.execute(keys.create());
            begun = true;
        }
        if (isGradual()) {
            return lookThrough(access);
        }
        if (mayHold) {
            access.execute(keep(sql.sorted()));
            return new Step(size(access), true);
        }
        if (!copied) {
            copied = copy(access);
            return new Step(0, false);
        }
        access.execute(keep(Sql.of("SELECT " + keys.columns() + " FROM " + RAW + " WHERE meets ORDER BY "
                + source.keyOrder().orderByCopy(collations))));
        return new Step(size(access), true);
    }

    private Sql keep(Sql select) {
        return Sql.builder()
                .add("INSERT INTO " + SortedKeys.SCHEMA + ".keys(" + keys.columns() + ") ")
                .add(select)
                .build();
    }

    private static long size(Access access) {
        return access.scalar(Sql.of("SELECT coalesce(max(n), 0) FROM " + SortedKeys.SCHEMA + ".keys"))
                .asLong();
    }

    private Step lookThrough(Access access) {
        KeyedRows all = source.unfiltered();
        long deadline = System.nanoTime() + sliceNanos;
        do {
            long began = System.nanoTime();
            Place upTo = all.hop(access, last, true, pace.rows());
            access.execute(keep(sql.between(last, upTo)));
            if (upTo == null) {
                return new Step(size(access), true);
            }
            looked += pace.rows();
            last = upTo;
            pace.took(System.nanoTime() - began);
        } while (System.nanoTime() + pace.expected() < deadline);
        return new Step(size(access), false);
    }

    /// Copies a stride of what is sorted by.
    /// @return true at the end
    private boolean copy(Access access) {
        if (last == null) {
            collations = sql.collations(access);
            String sorts = String.join(
                    "", source.keyOrder().copied().stream().map(c -> ", " + c).toList());
            access.execute(Sql.of("CREATE TABLE " + RAW + "(" + keys.columns() + sorts + ", meets)"));
        }
        KeyedRows natural = source.unfiltered().orderedBy(null);
        long began = System.nanoTime();
        long stride = pace.rows();
        long left = stride;
        for (Sql segment : natural.segments(last, true)) {
            if (left > 0) {
                left -= access.update(Sql.builder()
                        .add("INSERT INTO " + RAW + " ")
                        .add(sql.raw(segment, natural, left))
                        .build());
            }
        }
        looked += stride - left;
        Row end = access.first(Sql.of("SELECT " + keys.columns() + " FROM " + RAW + " ORDER BY rowid DESC LIMIT 1"));
        last = end == null ? null : Place.of(keys.key(end));
        boolean isEnd = left > 0;
        pace.took(System.nanoTime() - began);
        return isEnd;
    }
}
