package studio.rowan.grid;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// Finds the rows of a source that meet a condition, a slice at a time, in the order of the source. Each slice is a
/// read of its own, so that what was found is told soon, and a file that is not in WAL mode is never locked for long
/// (F18). Where a window has sorted their keys, rows are looked at by them, up to a million; any other order that would
/// have to be sorted first is not kept: rows then come in the order of their keys.
///
/// Not for several threads at once.
public final class RowFind implements AutoCloseable {
    private static final long SLICE_NANOS = 100_000_000L;
    private static final Duration LONGEST_LOCK = Duration.ofMillis(180);
    private static final int FIRST_STRIDE = 2_000;
    private static final int LONGEST_STRIDE = 1_000_000;

    /// Rows that are looked at in the order that they were sorted in, which takes some times longer than in that of the
    /// file.
    private static final long MOST_SORTED = 1_000_000;

    /// What one slice found.
    /// @param keys of the rows, where they were asked for
    /// @param rows how many there are
    public record Found(List<RowKey> keys, long rows, boolean isEnd) {}

    private final SqlRows source;
    private final Function<Boolean, Sql> condition;
    private final boolean locks;
    private final long sliceNanos;
    private final @Nullable SortedKeys sorted;
    private @Nullable RowidRanges ranges;
    private @Nullable KeyedRows keyed;
    private @Nullable Place last;
    private boolean guarded;
    private boolean ordered = true;
    /// The first hit does not wait for the end of its slice.
    private boolean told;

    private long looked;
    private long stride = FIRST_STRIDE;

    /// @param condition the condition; told whether it has to leave out cells above the bound of readers
    /// @param locks nobody can write to the file while it is read
    public RowFind(SqlRows source, Function<Boolean, Sql> condition, boolean locks) {
        this(source, null, condition, locks, SLICE_NANOS);
    }

    /// Finds rows of a window, in the order that it shows them in.
    /// @param source what the window reads
    public static RowFind in(RowWindow window, SqlRows source, Function<Boolean, Sql> condition, boolean locks) {
        return new RowFind(source, window.lentKeys(MOST_SORTED), condition, locks, SLICE_NANOS);
    }

    RowFind(
            SqlRows source,
            @Nullable SortedKeys sorted,
            Function<Boolean, Sql> condition,
            boolean locks,
            long sliceNanos) {
        this.source = source;
        this.sorted = sorted;
        this.condition = condition;
        this.locks = locks;
        this.sliceNanos = sliceNanos;
    }

    /// False where one read has to look at all rows, since they have no key to go on behind.
    public static boolean canPause(SqlRows source) {
        return source instanceof KeyedRows;
    }

    /// How many rows were looked at, about; unknown, hence -1, where only those that meet the source's own conditions
    /// are.
    /// @param all so many there are
    public long looked(long all) {
        RowidRanges known = ranges;
        return known != null ? Math.round(known.part(last) * all) : streams() ? -1 : looked;
    }

    /// True where cells above the bound of readers had to be left out.
    public boolean isGuarded() {
        return guarded;
    }

    /// False where rows come in the order of their keys, because the source's own would have to be sorted.
    public boolean isOrdered() {
        return ordered;
    }

    /// The next slice. To be called again until it is the end.
    /// @param keep gives the keys, else only the number
    public Found next(Access access, boolean keep) {
        try {
            return slice(access, keep);
        } catch (DbError.TooBig e) {
            guard(e);
            return slice(access, keep);
        }
    }

    /// Leaves out large cells from now on.
    private void guard(DbError.TooBig met) {
        if (guarded) {
            throw met;
        }
        guarded = true;
    }

    private Found slice(Access access, boolean keep) {
        return switch (source) {
            case OrdinalRows ordinal -> all(access, ordinal, keep);
            case KeyedRows rows when streams() -> stream(access, rows, keep);
            case KeyedRows rows
            when !locks && sorted == null && unsorted(access, rows).isRowidOrder() -> range(access, rows, keep);
            case KeyedRows rows -> stride(access, rows, keep);
        };
    }

    /// The source's own conditions may have an index, which no search by strides would use.
    private boolean streams() {
        return !locks && sorted == null && source instanceof KeyedRows rows && rows.isFiltered();
    }

    private KeyedRows unsorted(Access access, KeyedRows rows) {
        KeyedRows known = keyed;
        if (known == null) {
            ordered = sorted != null || !rows.needsSorting(access);
            known = ordered ? rows : rows.orderedBy(null);
            keyed = known;
        }
        return known;
    }

    // ---- one read of all rows ----

    private Found all(Access access, OrdinalRows rows, boolean keep) {
        List<RowKey> keys = new ArrayList<>();
        long[] at = {0, 0};
        access.query(rows.marked(condition.apply(guarded)), row -> {
            if (!row.get(0).isNull()) {
                at[1]++;
                if (keep) {
                    keys.add(new RowKey.Ordinal(at[0]));
                }
            }
            at[0]++;
        });
        looked = at[0];
        return new Found(keys, at[1], true);
    }

    // ---- only rows that meet the source's conditions ----

    private Found stream(Access access, KeyedRows rows, boolean keep) {
        KeyedRows found = unsorted(access, rows);
        found = found.where(Where.plus(found.where(), condition.apply(guarded)));
        if (!keep) {
            return new Found(List.of(), found.countBehind(access, last, true), true);
        }
        long deadline = System.nanoTime() + sliceNanos;
        boolean first = last == null;
        List<RowKey> keys = new ArrayList<>();
        Place[] at = {last};
        boolean end = found.walk(access, last, null, place -> {
            at[0] = place;
            keys.add(place.key());
            return !first && System.nanoTime() < deadline;
        });
        last = at[0];
        return new Found(keys, keys.size(), end);
    }

    // ---- between two rowids: hits are told as they come, and the rowids say how far it is ----

    private Found range(Access access, KeyedRows rows, boolean keep) {
        KeyedRows all = unsorted(access, rows);
        RowidRanges known = ranges == null ? RowidRanges.of(access, all) : ranges;
        ranges = known;
        long deadline = System.nanoTime() + sliceNanos;
        List<RowKey> keys = new ArrayList<>();
        long sum = 0;
        boolean end = false;
        boolean stopped = false;
        do {
            KeyedRows hits = all.where(List.of(condition.apply(guarded)));
            long began = System.nanoTime();
            Place upTo = known.next(last);
            Place[] at = {upTo};
            List<RowKey> found = new ArrayList<>();
            try {
                stopped = !hits.walk(access, last, upTo, place -> {
                    at[0] = place;
                    found.add(place.key());
                    boolean on = told && System.nanoTime() < deadline;
                    told = true;
                    return on;
                });
            } catch (DbError.TooBig e) {
                guard(e);
                continue;
            }
            sum += found.size();
            keys.addAll(keep ? found : List.of());
            end = !stopped && upTo == null;
            if (stopped) {
                last = at[0];
            } else if (!end) {
                last = upTo;
                known.took(System.nanoTime() - began, sliceNanos);
            }
        } while (!end && !stopped && System.nanoTime() < deadline);
        return new Found(keys, sum, end);
    }

    // ---- so many rows at a time ----

    private Found stride(Access access, KeyedRows rows, boolean keep) {
        KeyedRows all = unsorted(access, rows).unfiltered();
        long deadline = System.nanoTime() + sliceNanos;
        List<RowKey> keys = new ArrayList<>();
        long sum = 0;
        boolean end = false;
        do {
            long began = System.nanoTime();
            List<RowKey> found = new ArrayList<>();
            long size = stride;
            Sql whole = both(rows.where(), condition.apply(guarded));
            Optional<Stride> done;
            try {
                done = locks && size > 1
                        ? access.within(LONGEST_LOCK, () -> look(access, all, size, whole, keep, found))
                        : Optional.of(look(access, all, size, whole, keep, found));
            } catch (DbError.TooBig e) {
                // What was found before stays found.
                guard(e);
                continue;
            }
            if (done.isEmpty()) {
                stride = Math.max(1, size / 8);
                break;
            }
            Stride seen = done.get();
            end = seen.isEnd;
            last = seen.upTo;
            looked += seen.rows;
            sum += seen.found;
            keys.addAll(found);
            long took = System.nanoTime() - began;
            // The first hit waits for the end of its stride.
            long most = told ? sliceNanos : sliceNanos / 5;
            stride = Math.clamp(took < most / 4 ? size * 2 : took > most ? size / 2 : size, 1, LONGEST_STRIDE);
        } while (!end && (told || sum == 0) && System.nanoTime() < deadline - sliceNanos / 2);
        told |= sum > 0;
        return new Found(keys, sum, end);
    }

    /// @param rows so many were looked at
    private record Stride(@Nullable Place upTo, boolean isEnd, long rows, long found) {}

    private Stride look(Access access, KeyedRows all, long size, Sql whole, boolean keep, List<RowKey> to) {
        if (sorted != null) {
            return lookBy(access, sorted, size, whole, keep, to);
        }
        return all.isRowidOrder()
                ? lookAtRowids(access, all, size, whole, keep, to)
                : lookBehind(access, all, size, whole, keep, to);
    }

    private Stride lookBy(Access access, SortedKeys keys, long size, Sql whole, boolean keep, List<RowKey> to) {
        long rows = Math.min(size, keys.size() - looked);
        long found;
        if (keep) {
            to.addAll(keys.find(access, looked, rows, whole));
            found = to.size();
        } else {
            found = keys.count(access, looked, rows, whole);
        }
        return new Stride(null, looked + rows == keys.size(), rows, found);
    }

    /// In one walk, which tells where it ended.
    private Stride lookAtRowids(Access access, KeyedRows all, long size, Sql whole, boolean keep, List<RowKey> to) {
        Sql marked = all.marked(all.segments(last, true).getFirst(), size, whole);
        String end = (all.isDescending() ? "min" : "max") + "(c0)";
        String hits = keep ? ", group_concat(c0) FILTER (WHERE c1)" : "";
        Row row = access.query(named(all, marked, "count(*), count(c1), " + end + hits, ""))
                .getFirst();
        if (keep && row.asText(3) instanceof String found) {
            for (String rowid : found.split(",", -1)) {
                to.add(new RowKey.Rowid(Long.parseLong(rowid)));
            }
        }
        long rows = row.asLong(0);
        return new Stride(rows == 0 ? last : Place.rowid(row.asLong(2)), rows < size, rows, row.asLong(1));
    }

    private Stride lookBehind(Access access, KeyedRows all, long size, Sql whole, boolean keep, List<RowKey> to) {
        Place upTo = all.hop(access, last, true, size);
        List<Sql> segments = all.segments(last, true);
        long left = size;
        long sum = 0;
        for (int i = 0; i < segments.size() && left > 0; i++) {
            Sql marked = all.marked(segments.get(i), left, whole);
            String mark = "c" + all.placeColumns();
            if (keep) {
                int before = to.size();
                access.query(
                        named(all, marked, "*", " WHERE " + mark),
                        row -> to.add(all.place(row).key()));
                sum += to.size() - before;
            } else {
                sum += access.scalar(named(all, marked, "count(" + mark + ")", ""))
                        .asLong();
            }
            if (i + 1 < segments.size()) {
                left -= all.count(access, List.of(segments.get(i)), left);
            }
        }
        return new Stride(upTo, upTo == null, size, sum);
    }

    @Override
    public void close() {
        if (sorted != null) {
            sorted.close();
        }
    }

    /// Columns have names of our own, whatever those of the table are.
    private static Sql named(KeyedRows all, Sql marked, String what, String where) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= all.placeColumns(); i++) {
            names.add("c" + i);
        }
        // No table that a raw condition may ask is likely to have this name: it would be hidden by ours.
        return Sql.builder()
                .add("WITH \"rowan find\"(" + String.join(", ", names) + ") AS (")
                .add(marked)
                .add(") SELECT " + what + " FROM \"rowan find\"" + where)
                .build();
    }

    private static Sql both(List<Sql> conditions, Sql condition) {
        Sql.Builder sql = Sql.builder();
        conditions.forEach(each -> sql.add("(").add(each).add("\n) AND "));
        return sql.add("(").add(condition).add("\n)").build();
    }
}
