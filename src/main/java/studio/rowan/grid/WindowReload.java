package studio.rowan.grid;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

/// Reads the rows of a window anew: the first ones, or those around a row to stay at, found by their keys or by keys
/// that are sorted meanwhile. What comes after is left to [WindowPages] and [WindowCounting].
final class WindowReload implements WindowSort.Owner {
    private final Db db;
    private final SqlRows source;
    private final WindowState state;
    private final WindowSort.Limits limits;
    private final @Nullable WindowSort sort;
    private final WindowPages pages;
    private final WindowCounting counting;
    private @Nullable Again again;
    private RowWindow.@Nullable Keep kept;

    /// The rows changed while they were being read.
    /// @param moves how far rows had moved when the row to stay at was seen
    private record Again(RowWindow.@Nullable Keep keep, long moves) {}

    WindowReload(Db db, SqlRows source, WindowState state, WindowSort.Limits limits, WindowAnswers answers) {
        this.db = db;
        this.source = source;
        this.state = state;
        this.limits = limits;
        this.sort = source instanceof KeyedRows rows && WindowSort.mayBeNeeded(rows)
                ? new WindowSort(state, db, rows, this, limits)
                : null;
        this.pages = new WindowPages(db, source, state, sort, this::readAgain);
        this.counting = new WindowCounting(db, source, state, sort, pages, answers, limits);
    }

    WindowPages pages() {
        return pages;
    }

    @Nullable
    WindowSort sort() {
        return sort;
    }

    void stop() {
        pages.stop();
        counting.stop();
        state.stopOpening();
    }

    /// Reads anew, or as soon as what is being read is there: who writes often must not keep it from ever coming.
    /// @param keep a row whose place is found again; `null` for the start
    void request(RowWindow.@Nullable Keep keep) {
        if (state.isOpening() || pages.isReading()) {
            // Before its rows are there, nobody can name the row that the opening is to stay at.
            again = new Again(keep == null && state.isOpening() ? kept : keep, state.moves());
        } else {
            start(keep);
        }
    }

    /// Reads anew, where that was wanted and nothing is being read any more.
    private boolean readAgain() {
        Again waiting = again;
        if (waiting == null || state.isClosed() || state.isOpening() || pages.isReading()) {
            return false;
        }
        RowWindow.Keep keep = waiting.keep;
        if (keep != null) {
            keep = new RowWindow.Keep(Math.max(0, keep.ordinal() + state.moves() - waiting.moves), keep.row());
        } else if (state.isKeeping()) {
            keep = shown();
        }
        start(keep);
        return true;
    }

    /// @param keep a row whose place is found again; `null` for the start
    private void start(RowWindow.@Nullable Keep keep) {
        stop();
        again = null;
        kept = keep;
        int mine = state.begin(keep != null);
        if (sort == null) {
            read(mine, keep);
        } else if (sort.isComplete()) {
            if (!sort.wasJustTaken()) {
                sort.changed();
            }
            readByKeys(mine, keep);
        } else if (sort.isRunning()) {
            sort.changed();
            read(mine, null);
        } else if (sort.isStopped()) {
            read(mine, keep);
        } else {
            plan(mine, sort, (KeyedRows) source, keep);
        }
    }

    /// Asks first whether all keys have to be sorted for any page behind the first ones.
    private void plan(int mine, WindowSort sorting, KeyedRows rows, RowWindow.@Nullable Keep keep) {
        Job<SortPlan> job = db.read("rows of " + source.name(), access -> SortPlan.of(access, rows, limits.few()));
        state.opening(job);
        job.whenDone(
                plan -> {
                    synchronized (state) {
                        if (state.isCurrent(mine)) {
                            sorting.start(plan);
                            if (keep != null || !sorting.isSoonDone()) {
                                read(mine, keep);
                            }
                        }
                    }
                },
                thrown -> failed(mine, thrown));
    }

    /// Where a read keeps others from writing, the first rows have to be found at once, or are left to a sort that is
    /// under way; those around a row to stay at then have a judged place until all are counted.
    private void read(int mine, RowWindow.@Nullable Keep keep) {
        if (!state.isCurrent(mine)) {
            // Sorted in no time: the rows are being read by their keys.
            return;
        }
        boolean sorting = sort != null && sort.isNeeded();
        int rows = state.pageRows();
        PageColumns sight = state.glimpses().sight();
        boolean glimpse = keep == null && sort == null && state.glimpses().isWide();
        Job<Optional<WindowOpening>> job = db.read("rows of " + source.name(), access -> {
            if (glimpse && source instanceof KeyedRows wide) {
                return Optional.of(WindowOpening.first(access, wide, rows, sight));
            }
            if (!db.readsLock() || (!sorting && (keep == null || source instanceof OrdinalRows))) {
                return Optional.of(WindowOpening.of(access, source, keep, rows));
            }
            Optional<WindowOpening> brief =
                    access.within(limits.brief(), () -> WindowOpening.of(access, source, keep, rows));
            return brief.isEmpty() && !sorting && keep != null && source instanceof KeyedRows keyed
                    ? Optional.of(WindowOpening.judged(access, keyed, keep, rows))
                    : brief;
        });
        state.opening(job);
        job.whenDone(
                opened -> {
                    if (opened.isPresent()) {
                        opened(mine, job, opened.get());
                    } else {
                        leftToSort(mine, job);
                    }
                },
                thrown -> failed(mine, thrown));
    }

    /// The sort may have ended before, or meanwhile: nobody else would see to the rows then.
    private void leftToSort(int mine, Job<?> from) {
        synchronized (state) {
            if (state.isCurrent(mine) && state.isOpenedBy(from) && sort != null) {
                if (sort.isStopped()) {
                    noRowsFor(new DbError.Cancelled(null));
                } else if (!sort.isNeeded()) {
                    read(mine, kept);
                }
            }
        }
        pages.arrived();
    }

    private void readByKeys(int mine, RowWindow.@Nullable Keep keep) {
        SortedKeys keys = sort == null ? null : sort.keys();
        if (keys == null || !state.isCurrent(mine)) {
            return;
        }
        int rows = state.pageRows();
        Job<WindowOpening> job =
                db.read("rows of " + source.name(), access -> WindowOpening.of(access, keys, keep, rows));
        state.opening(job);
        job.whenDone(opened -> opened(mine, job, opened), thrown -> failed(mine, thrown));
    }

    private void opened(int mine, Job<?> from, WindowOpening opened) {
        synchronized (state) {
            if (!state.isCurrent(mine) || !state.isOpenedBy(from)) {
                return;
            }
            boolean sorted = sort != null && sort.covers(opened.first(), 1);
            long judged = sort != null && source.where().isEmpty() ? sort.total() : -1;
            state.opened(opened, sorted ? opened.rows().size() : state.pageRows(), judged);
            countBySort();
            if (state.count().isExact() && sort != null && sort.isRunning() && !sort.isComplete()) {
                sort.spare();
            }
            counting.start(mine);
        }
        state.tellMoved(opened.by());
        pages.arrived();
    }

    private void failed(int mine, Throwable thrown) {
        synchronized (state) {
            if (!state.isCurrent(mine)) {
                return;
            }
            if (thrown instanceof DbError.Cancelled) {
                boolean unused = readAgain();
                return;
            }
            state.failed(thrown);
        }
        pages.arrived();
    }

    /// What an older generation has left is not shown in their place.
    private void noRowsFor(Throwable thrown) {
        if (state.cache().isEmpty()) {
            state.noRowsFor(thrown);
        } else {
            state.failed(thrown);
        }
    }

    WindowCounting counting() {
        return counting;
    }

    // ---- by keys that are sorted ----

    /// Sorts anew, after the file has changed or the sorting was ended.
    void sortAgain() {
        synchronized (state) {
            if (sort != null && sort.isComplete()) {
                sort.again();
            } else if (!state.isClosed()) {
                if (sort != null) {
                    sort.allow();
                }
                start(null);
            }
        }
    }

    private void countBySort() {
        SortedKeys keys = sort == null ? null : sort.keys();
        if (sort != null && keys != null) {
            if (sort.isComplete()) {
                state.counted().exact(keys.size());
            } else {
                state.counted().seen(keys.size(), false);
            }
        }
    }

    /// The row at the top of what is looked at.
    private RowWindow.@Nullable Keep shown() {
        KeyedRow row = state.row(state.wantedFirst());
        return row == null ? null : new RowWindow.Keep(state.wantedFirst(), row);
    }

    @Override
    public void sorted(boolean anew) {
        synchronized (state) {
            if (state.isClosed() || sort == null) {
                return;
            }
            boolean owed = !state.isOpened();
            long from = kept == null ? 0 : kept.ordinal();
            boolean enough = sort.isComplete() || sort.covers(from, state.pageRows());
            // Rows that were read by keys and rows that were read without them do not fit together once they differ.
            if (anew || sort.isBehind() || (owed && enough)) {
                RowWindow.Keep stay = owed ? kept : shown();
                stop();
                readByKeys(state.begin(state.isKeeping()), stay);
            }
            countBySort();
        }
        pages.arrived();
    }

    @Override
    public void sortFailed(Throwable thrown) {
        synchronized (state) {
            if (state.isClosed() || sort == null) {
                return;
            }
            if (!sort.isNeeded()) {
                counting.start(state.generation());
            }
            boolean owed = !state.isOpened() && !state.isOpening();
            if (owed && sort.mayHold()) {
                read(state.generation(), kept);
            } else if (owed) {
                noRowsFor(thrown);
            }
        }
        pages.arrived();
    }
}
