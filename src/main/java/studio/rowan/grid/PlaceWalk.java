package studio.rowan.grid;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Job;

/// Counts the rows before one, in the order of their rowids, a slice at a time: each is a read of its own, so that a
/// file that is not in WAL mode is not locked for long (F18). Not for several threads at once.
final class PlaceWalk {
    private static final long SLICE_NANOS = 120_000_000L;

    private final KeyedRows rows;
    private final RowKey key;
    private final RowWindow window;
    private final long sliceNanos;
    private @Nullable Place place;
    private @Nullable Place at;
    /// Of the row at `at`; -1 before the first.
    private long ordinal = -1;

    /// @param window knows places to begin at
    PlaceWalk(KeyedRows rows, RowKey key, RowWindow window) {
        this(rows, key, window, SLICE_NANOS);
    }

    PlaceWalk(KeyedRows rows, RowKey key, RowWindow window, long sliceNanos) {
        this.rows = rows;
        this.key = key;
        this.window = window;
        this.sliceNanos = sliceNanos;
    }

    /// The ordinal of the row; -1 where it is gone. Waits for one slice after another.
    long ordinal(Job<?> job, Db db) {
        OptionalLong found = OptionalLong.empty();
        while (found.isEmpty()) {
            found = job.follow(db.query(job.title(), this::slice));
        }
        return found.getAsLong();
    }

    private OptionalLong slice(Access access) {
        long deadline = System.nanoTime() + sliceNanos;
        Place wanted = place == null ? begin(access) : place;
        if (wanted == null) {
            return OptionalLong.of(-1);
        }
        do {
            Place next = rows.hop(access, at, true, RowWalk.STEP);
            if (next == null || !isBefore(next, wanted)) {
                long[] between = {0};
                rows.walk(access, at, wanted, _ -> ++between[0] >= 0);
                return OptionalLong.of(ordinal + between[0]);
            }
            at = next;
            ordinal += RowWalk.STEP;
        } while (System.nanoTime() < deadline);
        return OptionalLong.empty();
    }

    private @Nullable Place begin(Access access) {
        Place found = rows.find(access, key);
        Anchor anchor = found == null ? null : window.anchorOf(found);
        if (anchor != null) {
            at = anchor.place();
            ordinal = anchor.ordinal();
        }
        place = found;
        return found;
    }

    private boolean isBefore(Place one, Place other) {
        return rows.isDescending() ? one.rowid() > other.rowid() : one.rowid() < other.rowid();
    }
}
