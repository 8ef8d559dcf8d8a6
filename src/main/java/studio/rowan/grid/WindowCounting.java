package studio.rowan.grid;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Value;

/// Counts the rows of a window in the background, and grows its index on the way; once all are counted, the places
/// that had been judged are put right.
final class WindowCounting {
    private final Db db;
    private final SqlRows source;
    private final WindowState state;
    private final @Nullable WindowSort sort;
    private final WindowPages pages;
    private final WindowAnswers answers;
    private final WindowSort.Limits limits;
    private @Nullable Job<?> walk;
    private @Nullable RowWalk steps;
    private RowCounting standing = new RowCounting.Ordinary();
    private boolean agreed;

    WindowCounting(
            Db db,
            SqlRows source,
            WindowState state,
            @Nullable WindowSort sort,
            WindowPages pages,
            WindowAnswers answers,
            WindowSort.Limits limits) {
        this.db = db;
        this.source = source;
        this.state = state;
        this.sort = sort;
        this.pages = pages;
        this.answers = answers;
        this.limits = limits;
    }

    /// Begins, unless the rows are counted or their keys are being sorted, which counts them too.
    void start(int mine) {
        if (isSpared()) {
            return;
        }
        if (source instanceof KeyedRows rows) {
            steps = new RowWalk(rows);
            // What another walk has noted would come twice.
            state.forgetIndex(rows);
            step(mine, steps);
            return;
        }
        count(mine, db.readsLock() && !agreed);
    }

    /// Rows without a key are counted in one go: where that keeps others from writing, unasked only if it is brief.
    private void count(int mine, boolean briefly) {
        Job<Optional<Value>> job = db.background(
                "count " + source.name(),
                access -> briefly
                        ? access.within(limits.brief(), () -> access.scalar(source.countAll()))
                        : Optional.of(access.scalar(source.countAll())));
        walk = job;
        job.whenDone(
                all -> all.ifPresentOrElse(
                        rows -> done(mine, rows.asLong()), () -> stands(mine, new RowCounting.GivenUp())),
                thrown -> failed(mine, thrown));
    }

    RowCounting standing() {
        return standing;
    }

    private void stands(int mine, RowCounting now) {
        synchronized (state) {
            if (state.isCurrent(mine)) {
                standing = now;
            }
        }
        state.tell();
    }

    private void failed(int mine, Throwable thrown) {
        stands(mine, thrown instanceof DbError.Cancelled ? standing : new RowCounting.Failed(thrown));
    }

    /// Counts them all the same. Where that was given up the user agrees that others wait, now and whenever rows
    /// change; where it failed it is only tried again.
    void agree() {
        if (standing instanceof RowCounting.Ordinary) {
            // They are being counted again already.
            return;
        }
        agreed |= standing instanceof RowCounting.GivenUp;
        standing = new RowCounting.Ordinary();
        start(state.generation());
    }

    void stop() {
        standing = new RowCounting.Ordinary();
        if (walk != null) {
            walk.cancel();
        }
    }

    private boolean isSpared() {
        return state.count().isExact() || (sort != null && sort.isNeeded());
    }

    private void step(int mine, RowWalk from) {
        if (isSpared()) {
            return;
        }
        Job<RowWalk.Slice> job = db.background("count " + source.name(), from::slice);
        walk = job;
        job.whenDone(slice -> walked(mine, from, slice), thrown -> failed(mine, thrown));
    }

    private void walked(int mine, RowWalk from, RowWalk.Slice slice) {
        synchronized (state) {
            RowIndex grown = state.index();
            if (!state.isCurrent(mine) || from != steps || grown == null) {
                return;
            }
            grown.grow(slice.anchors(), slice.covered(), slice.isEnd());
            state.counted().seen(slice.covered(), false);
            if (!slice.isEnd()) {
                step(mine, from);
            } else if (state.cache().hasEstimated()) {
                settle(mine, slice.covered());
                return;
            }
        }
        if (slice.isEnd()) {
            done(mine, slice.covered());
        } else {
            pages.arrived();
        }
    }

    /// All rows are counted: finds where the judged rows that are looked at truly stand, then forgets all judgement.
    private void settle(int mine, long all) {
        long from = state.wantedFirst();
        KeyedRow shown = null;
        while (shown == null && from <= state.wantedLast()) {
            shown = state.isEstimated(from) ? state.row(from) : null;
            from += shown == null ? 1 : 0;
        }
        if (shown == null || !(source instanceof KeyedRows rows)) {
            settled(mine, all, 0);
            return;
        }
        Place place = rows.placeOf(shown);
        long ordinal = from;
        db.background("count " + source.name(), access -> answers.ordinal(access, rows, place))
                .whenDone(found -> settled(mine, all, found - ordinal), _ -> settled(mine, all, 0));
    }

    private void settled(int mine, long all, long by) {
        synchronized (state) {
            if (!state.isCurrent(mine)) {
                return;
            }
            state.dropEstimated();
            state.shift(by);
        }
        state.tellMoved(by);
        done(mine, all);
    }

    private void done(int mine, long all) {
        synchronized (state) {
            if (!state.isCurrent(mine)) {
                return;
            }
            state.dropEstimated();
            state.counted().exact(all);
        }
        pages.arrived();
    }
}
