package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;

/// Walks a keyed source from its first row to its last, a slice at a time, and notes places on its way: that gives the
/// index, and the exact count. Each slice is a read of its own, so that a file that is not in WAL mode is not
/// locked for long.
final class RowWalk {
    /// Rows between two anchors in front; what stands between one and a page is skipped row by row.
    static final int NEAR_STEP = 200;

    /// Rows between two anchors behind so many that nearer ones would weigh too much.
    static final int STEP = 1000;

    private static final long NEAR_ROWS = 4_000_000;

    /// Rows of one hop where rowids leave no gap.
    private static final int LEAP = 65_536;

    private static final long SLICE_NANOS = 120_000_000L;

    /// What one slice found.
    record Slice(List<Anchor> anchors, long covered, boolean isEnd) {}

    private final KeyedRows source;
    private final long sliceNanos;
    private @Nullable Boolean sorting;
    private @Nullable Place last;
    private long walked;
    /// Leaps are tried after so many dense steps, twice as many after each failure.
    private int patience = 4;

    private int denseSteps = patience;
    private final Pace pace;

    RowWalk(KeyedRows source) {
        this(source, SLICE_NANOS);
    }

    RowWalk(KeyedRows source, long sliceNanos) {
        this.source = source;
        this.sliceNanos = sliceNanos;
        this.pace = new Pace(2000, sliceNanos);
    }

    /// The next slice. To be called again until it is the end.
    Slice slice(Access access) {
        if (sorting == null) {
            sorting = source.needsSorting(access);
        }
        List<Anchor> found = new ArrayList<>();
        long deadline = System.nanoTime() + sliceNanos;
        boolean end = source.isFiltered() || sorting ? stream(access, found, deadline) : hops(access, found, deadline);
        return new Slice(found, walked, end);
    }

    // ---- hops: no row in between is looked at by us ----

    private boolean hops(Access access, List<Anchor> found, long deadline) {
        do {
            boolean leap = source.isPlainRowids() && denseSteps >= patience && last != null;
            int size = leap ? LEAP : step();
            Place next = source.hop(access, last, true, size);
            if (next == null && !leap) {
                walked += source.countBehind(access, last, true);
                return true;
            }
            if (leap && (next == null || !isDense(next, size))) {
                denseSteps = 0;
                patience = Math.min(patience * 2, 1 << 20);
                continue;
            }
            denseSteps = !leap && next != null && isDense(next, size) ? denseSteps + 1 : leap ? denseSteps : 0;
            add(next, size, found);
        } while (System.nanoTime() < deadline);
        return false;
    }

    private int step() {
        return walked < NEAR_ROWS ? NEAR_STEP : STEP;
    }

    private boolean isDense(Place next, int size) {
        Place before = last;
        return before != null && (next.rowid() - before.rowid()) * (source.isDescending() ? -1 : 1) == size;
    }

    private void add(@Nullable Place next, int rows, List<Anchor> found) {
        if (next != null) {
            walked += rows;
            last = next;
            found.add(new Anchor(walked - 1, next));
        }
    }

    // ---- streams: every place is looked at, because conditions or sorting leave no shorter way ----

    private boolean stream(Access access, List<Anchor> found, long deadline) {
        if (!source.isRowidOrder() || Boolean.TRUE.equals(sorting)) {
            // A sort is done once: to interrupt it would be to do it again.
            return walk(access, null, found, Boolean.TRUE.equals(sorting) ? Long.MAX_VALUE : deadline);
        }
        KeyedRows all = source.unfiltered();
        do {
            long began = System.nanoTime();
            Place upTo = all.hop(access, last, true, pace.rows());
            walk(access, upTo, found, Long.MAX_VALUE);
            if (upTo == null) {
                return true;
            }
            last = upTo;
            pace.took(System.nanoTime() - began);
        } while (System.nanoTime() + pace.expected() < deadline);
        return false;
    }

    private boolean walk(Access access, @Nullable Place upTo, List<Anchor> found, long deadline) {
        return source.walk(access, last, upTo, place -> {
            walked++;
            last = place;
            if (walked % step() == 0) {
                found.add(new Anchor(walked - 1, place));
            }
            return walked % 64 != 0 || System.nanoTime() < deadline;
        });
    }
}
