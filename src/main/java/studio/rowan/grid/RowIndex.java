package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which key stands at which ordinal: sparse anchors, grown from the start by [RowWalk]. Where rowids between two
/// anchors leave no gap, every one of them is known by arithmetic. Not for several threads at once.
final class RowIndex {
    private final boolean arithmetic;
    private final int step;
    private final List<Anchor> anchors = new ArrayList<>();
    private long covered;
    private boolean complete;

    /// @param arithmetic rows are in the order of their rowids, with none left out
    RowIndex(KeyedRows source) {
        this.arithmetic = source.isPlainRowids();
        this.step = source.isDescending() ? -1 : 1;
    }

    /// From where to read to get to an ordinal.
    /// @param place read behind it; `null` for the start
    /// @param skip rows in between
    record Start(@Nullable Place place, long skip) {}

    /// Adds what a slice of the walk found.
    void grow(List<Anchor> found, long newlyCovered, boolean isEnd) {
        anchors.addAll(found);
        covered = newlyCovered;
        complete = isEnd;
    }

    /// Rows before this ordinal are known by count.
    long covered() {
        return covered;
    }

    boolean isComplete() {
        return complete;
    }

    /// The nearest way to the row at `ordinal`; `null` where the walk has not come so far.
    @Nullable
    Start start(long ordinal) {
        if (ordinal == 0) {
            return new Start(null, 0);
        }
        if (ordinal > covered) {
            return null;
        }
        int at = floor(ordinal - 1);
        if (at < 0) {
            return new Start(null, ordinal);
        }
        Anchor anchor = anchors.get(at);
        long skip = ordinal - 1 - anchor.ordinal();
        if (skip > 0 && at + 1 < anchors.size() && isDense(anchor, anchors.get(at + 1))) {
            return new Start(Place.rowid(anchor.place().rowid() + step * skip), 0);
        }
        return new Start(anchor.place(), skip);
    }

    /// The last anchor at or before the ordinal; `null` where there is none.
    @Nullable
    Anchor before(long ordinal) {
        int at = floor(ordinal);
        return at < 0 ? null : anchors.get(at);
    }

    /// The last anchor at or before a rowid, in the order of the rows; `null` where there is none.
    @Nullable
    Anchor beforeRowid(long rowid) {
        int low = 0;
        int high = anchors.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            int order = Long.compare(anchors.get(mid).place().rowid(), rowid) * step;
            if (order <= 0) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low == 0 ? null : anchors.get(low - 1);
    }

    /// Whether the walk has come by that rowid.
    boolean knows(long rowid) {
        return complete || (!anchors.isEmpty() && beforeRowid(rowid) != anchors.getLast());
    }

    private boolean isDense(Anchor a, Anchor b) {
        return arithmetic && (b.place().rowid() - a.place().rowid()) * step == b.ordinal() - a.ordinal();
    }

    private int floor(long ordinal) {
        int low = 0;
        int high = anchors.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (anchors.get(mid).ordinal() <= ordinal) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low - 1;
    }
}
