package studio.rowan.grid;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;

/// The rows of a source near the place one looks at: pages in a cache of constant size, read when they are wanted.
///
/// One request waits at most, and the newest wins. Each [#reload] begins a new generation, and what an older one still
/// reads is thrown away. All methods may be called on any thread, none waits; listeners are told on a lane's thread.
public final class RowWindow implements AutoCloseable {
    private static final int PAGE = 200;
    private static final int SMALLEST_PAGE = 25;
    private static final int CELLS_OF_PAGE = 40_000;
    private static final long SLOW_NANOS = 50_000_000L;

    /// How long a read may keep others from writing (F18).
    private static final Duration BRIEF = Duration.ofMillis(200);

    /// Told what happened, on a lane's thread.
    public interface Listener {
        /// Rows, the count, or an error are there.
        void arrived();

        /// The row that stood at an ordinal stands at `ordinal + by` now: places were counted that had been judged, or
        /// the data was read again.
        void moved(long by);
    }

    /// A row to hold on to while the data is read again.
    /// @param ordinal where it is shown
    public record Keep(long ordinal, KeyedRow row) {}

    private final @Nullable Db db;
    private final RowSource source;
    private final int pageRows;
    private final WindowSort.Limits limits;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final PageCache cache = new PageCache();
    private final Map<Long, Throwable> failures = new HashMap<>();
    private final List<Running> running = new ArrayList<>();
    private final WindowAnswers answers;
    private final @Nullable WindowSort sort;
    private WindowCount counted = new WindowCount();
    private @Nullable RowIndex index;
    private @Nullable KeySpread spread;
    private @Nullable Job<?> walk;
    private @Nullable Job<?> opening;
    private @Nullable Throwable failure;
    private int generation;
    private long moves;
    private boolean keeping;
    private int readings;
    private boolean closed;
    private long wantedFirst;
    private long wantedLast;
    private boolean backwards;
    private long slowest;

    private record Running(long page, Job<?> job) {}

    private RowWindow(@Nullable Db db, RowSource source, WindowSort.Limits limits) {
        this.db = db;
        this.limits = limits;
        this.source = source;
        this.answers = new WindowAnswers(this, db, source);
        this.sort = db != null && source instanceof KeyedRows rows && WindowSort.mayBeNeeded(rows)
                ? new WindowSort(this, db, rows, new Sorter(), limits)
                : null;
        this.pageRows = Math.clamp(CELLS_OF_PAGE / Math.max(1, source.columns().size()), SMALLEST_PAGE, PAGE);
        if (source instanceof ListRows rows) {
            counted.exact(rows.size());
        }
    }

    /// Rows of a table or view. Nothing is read before [#reload].
    public static RowWindow of(Db db, SqlRows source) {
        return new RowWindow(db, source, WindowSort.Limits.DEFAULT);
    }

    /// With other limits for what is sorted once.
    static RowWindow of(Db db, SqlRows source, WindowSort.Limits limits) {
        return new RowWindow(db, source, limits);
    }

    /// Rows in memory.
    public static RowWindow of(ListRows source) {
        return new RowWindow(null, source, WindowSort.Limits.DEFAULT);
    }

    public RowSource source() {
        return source;
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    // ---- what is known ----

    public synchronized RowCount count() {
        return counted.count();
    }

    /// The row at an ordinal, where it was read; `null` where it was not, or not yet.
    public synchronized @Nullable KeyedRow row(long ordinal) {
        if (source instanceof ListRows rows) {
            return ordinal >= 0 && ordinal < rows.size() ? rows.row((int) ordinal) : null;
        }
        PageCache.Page page = ordinal < 0 ? null : cache.get(ordinal / pageRows);
        int at = (int) (ordinal % pageRows);
        return page == null || at >= page.rows().size() ? null : page.rows().get(at);
    }

    /// True where the ordinal of a row is judged from the spread of the keys, until the count is done.
    public synchronized boolean isEstimated(long ordinal) {
        PageCache.Page page = cache.get(ordinal / pageRows);
        return page != null && page.estimated();
    }

    /// Why there are no rows at all, or not those that are wanted; `null` while all is well. A `DbError` can be told to
    /// the user, anything else is a fault of the program.
    public synchronized @Nullable Throwable failure() {
        if (failure != null) {
            return failure;
        }
        for (long page = wantedFirst / pageRows; page <= wantedLast / pageRows; page++) {
            Throwable one = failures.get(page);
            if (one != null) {
                return one;
            }
        }
        return null;
    }

    /// By how much rows have moved in all: what [Listener#moved] told, summed up.
    public synchronized long moves() {
        return moves;
    }

    /// How often the data was read anew: keys may have other places since.
    public synchronized int readings() {
        return readings;
    }

    /// True where the rows are being read, or were, to stay at a row.
    public synchronized boolean isKeeping() {
        return keeping;
    }

    /// True once the rows were asked for.
    public synchronized boolean isStarted() {
        return generation > 0 || source instanceof ListRows;
    }

    /// True until the first rows (or the word that there are none) have come.
    public synchronized boolean isOpening() {
        return counted.count().rows() == 0
                && ((opening != null && !opening.isDone()) || (sort != null && sort.isRunning()));
    }

    // ---- reading ----

    /// Reads from the start.
    public void open() {
        reload(null);
    }

    /// Reads anew. What was read is shown until the new rows are there.
    /// @param keep a row whose place is found again; `null` for the start
    public void reload(@Nullable Keep keep) {
        if (!(source instanceof SqlRows rows) || db == null) {
            tell();
            return;
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            stop();
            keeping = keep != null;
            int mine = ++generation;
            if (sort == null) {
                read(mine, rows, keep);
            } else if (sort.isComplete()) {
                sort.changed();
                readByKeys(mine, keep);
            } else if (sort.isRunning()) {
                sort.changed();
                read(mine, rows, null);
            } else {
                plan(mine, rows, keep);
            }
        }
    }

    /// Asks first whether all keys have to be sorted for any page behind the first ones.
    private void plan(int mine, SqlRows rows, @Nullable Keep keep) {
        Job<SortPlan> job = java.util.Objects.requireNonNull(db)
                .read("rows of " + source.name(), access -> SortPlan.of(access, (KeyedRows) rows, limits.few()));
        opening = job;
        job.whenDone(
                plan -> {
                    synchronized (this) {
                        if (mine == generation && sort != null) {
                            sort.start(plan);
                            if (keep != null || !sort.isSoonDone()) {
                                read(mine, rows, keep);
                            }
                        }
                    }
                },
                thrown -> openFailed(mine, thrown));
    }

    /// Where a sort is under way and a read keeps others from writing, the first rows have to be found at once.
    private void read(int mine, SqlRows rows, @Nullable Keep keep) {
        if (mine != generation) {
            // Sorted in no time: the rows are being read by their keys.
            return;
        }
        boolean brief = sort != null && sort.isNeeded() && !sort.mayHold();
        Job<Optional<WindowOpening>> job = java.util.Objects.requireNonNull(db)
                .read(
                        "rows of " + source.name(),
                        access -> brief
                                ? access.within(BRIEF, () -> WindowOpening.of(access, rows, keep, pageRows))
                                : Optional.of(WindowOpening.of(access, rows, keep, pageRows)));
        opening = job;
        job.whenDone(
                opened -> {
                    if (opened.isPresent()) {
                        opened(mine, job, opened.get());
                    } else {
                        next();
                    }
                },
                thrown -> openFailed(mine, thrown));
    }

    private void readByKeys(int mine, @Nullable Keep keep) {
        SortedKeys keys = sort == null ? null : sort.keys();
        if (keys == null || mine != generation) {
            return;
        }
        Job<WindowOpening> job = java.util.Objects.requireNonNull(db)
                .read("rows of " + source.name(), access -> WindowOpening.of(access, keys, keep, pageRows));
        opening = job;
        job.whenDone(opened -> opened(mine, job, opened), thrown -> openFailed(mine, thrown));
    }

    private void opened(int mine, Job<?> from, WindowOpening opened) {
        synchronized (this) {
            if (mine != generation || opening != from) {
                return;
            }
            cache.clear();
            failures.clear();
            failure = null;
            spread = opened.spread();
            index = source instanceof KeyedRows rows ? new RowIndex(rows) : null;
            counted = counted.again(judged());
            int asked = sort != null && sort.covers(opened.first(), 1)
                    ? opened.rows().size()
                    : pageRows;
            accept(opened.first() / pageRows, PageCache.Page.of(opened.rows(), false), asked);
            moves += opened.by();
            readings++;
            wantedFirst = Math.max(0, wantedFirst + opened.by());
            wantedLast = Math.max(wantedFirst, wantedLast + opened.by());
            countBySort();
            if (counted.count().isExact() && sort != null && sort.isRunning() && !sort.isComplete()) {
                sort.spare();
            }
            startWalk(mine, source instanceof KeyedRows rows ? new RowWalk(rows) : null);
        }
        if (opened.by() != 0) {
            listeners.forEach(listener -> listener.moved(opened.by()));
        }
        tell();
        next();
    }

    /// How many rows there may be, -1 where nobody can say.
    private long judged() {
        if (spread != null) {
            return spread.rows();
        }
        return sort != null && source instanceof KeyedRows rows && !rows.isFiltered() ? sort.total() : -1;
    }

    // ---- rows by sorted keys ----

    /// How the rows are sorted, where no index has their order.
    public synchronized RowSorting sorting() {
        return sort == null ? new RowSorting.None() : sort.state();
    }

    /// Ends the sorting that is under way: only the first rows are there then.
    public synchronized void stopSorting() {
        if (sort != null) {
            sort.cancel();
        }
    }

    /// Sorts anew, after the file has changed or the sorting was ended.
    public void sortAgain() {
        boolean fresh;
        synchronized (this) {
            fresh = sort != null && sort.isComplete();
            if (fresh && sort != null) {
                sort.again();
            }
        }
        if (!fresh) {
            reload(null);
        }
        tell();
    }

    /// The keys by which these rows are reached; `null` where they are not there.
    synchronized @Nullable SortedKeys sortedKeys(long first, long n) {
        return sort != null && sort.covers(first, n) ? sort.keys() : null;
    }

    private void countBySort() {
        SortedKeys keys = sort == null ? null : sort.keys();
        if (sort != null && keys != null) {
            if (sort.isComplete()) {
                counted.exact(keys.size());
            } else {
                counted.seen(keys.size(), false);
            }
        }
    }

    /// The row at the top of what is looked at.
    private @Nullable Keep shown() {
        KeyedRow row = row(wantedFirst);
        return row == null ? null : new Keep(wantedFirst, row);
    }

    private final class Sorter implements WindowSort.Owner {
        @Override
        public void sorted(boolean anew) {
            synchronized (RowWindow.this) {
                if (closed || sort == null) {
                    return;
                }
                boolean nothingYet = readings == 0 || cache.pages().isEmpty();
                if (anew || (nothingYet && sort.covers(0, sort.isComplete() ? 0 : pageRows))) {
                    stop();
                    readByKeys(++generation, anew ? shown() : null);
                }
                countBySort();
            }
            tell();
            next();
        }

        @Override
        public void sortFailed(Throwable thrown) {
            synchronized (RowWindow.this) {
                if (closed || sort == null) {
                    return;
                }
                if (!sort.isNeeded()) {
                    startWalk(generation, source instanceof KeyedRows rows ? new RowWalk(rows) : null);
                }
                boolean nothing = cache.pages().isEmpty() && (opening == null || opening.isDone());
                if (nothing && sort.mayHold()) {
                    read(generation, (SqlRows) source, null);
                } else if (nothing) {
                    failure = thrown;
                }
            }
            tell();
            next();
        }
    }

    private void openFailed(int mine, Throwable thrown) {
        synchronized (this) {
            if (mine != generation || thrown instanceof DbError.Cancelled) {
                return;
            }
            cache.clear();
            counted = new WindowCount();
            failure = thrown;
        }
        tell();
    }

    /// Says which rows are looked at: what is missing of them is read, the newest wish first.
    public void want(long first, long last) {
        synchronized (this) {
            backwards = first < wantedFirst;
            wantedFirst = Math.max(0, first);
            wantedLast = Math.max(wantedFirst, last);
        }
        next();
    }

    private synchronized void next() {
        if (!(source instanceof SqlRows rows)
                || db == null
                || closed
                || (opening != null && !opening.isDone())
                || failure != null) {
            return;
        }
        running.removeIf(r -> r.job.isDone());
        for (long page : missing()) {
            long first = page * pageRows;
            RowCount count = counted.count();
            int n = count instanceof RowCount.AtLeast ? pageRows : (int) Math.clamp(count.rows() - first, 1, pageRows);
            PageFetch way = way(page, first, n, count);
            if (way != null) {
                fetch(rows, page, n, way);
                return;
            }
        }
    }

    /// The pages to read, the next one first: those that are wanted, then those beside, ahead before behind.
    private List<Long> missing() {
        List<Long> pages = new ArrayList<>();
        long rows = counted.count().rows();
        long from = wantedFirst / pageRows;
        long to = Math.min(wantedLast, Math.max(0, rows - 1)) / pageRows;
        LongStream.rangeClosed(Math.min(from, to), to).filter(this::needs).forEach(pages::add);
        if (needs(to + 1) && ((to + 1) * pageRows < rows || counted.mayGoOn(to + 1, pageRows, cache))) {
            pages.add(to + 1);
        }
        if (from > 0 && needs(from - 1)) {
            pages.add(backwards && pages.size() == 1 && pages.getFirst() > to ? 0 : pages.size(), from - 1);
        }
        return pages;
    }

    private boolean needs(long page) {
        return !cache.has(page) && !failures.containsKey(page);
    }

    private void fetch(SqlRows rows, long page, int n, PageFetch way) {
        if (running.stream().anyMatch(r -> r.page == page && !r.job.isCancelled())) {
            return;
        }
        for (Running obsolete : running) {
            // A quick one may as well finish, so that a drag paints on its way; two at once are enough.
            if (slowest > SLOW_NANOS || running.size() > 1) {
                obsolete.job.cancel();
            }
        }
        int mine = generation;
        long began = System.nanoTime();
        Job<List<@Nullable KeyedRow>> job = java.util.Objects.requireNonNull(db)
                .read("rows of " + source.name(), access -> way.run(access, rows, n));
        running.add(new Running(page, job));
        job.whenDone(
                found -> {
                    synchronized (this) {
                        if (mine != generation) {
                            return;
                        }
                        slowest = Math.max(System.nanoTime() - began, slowest / 2);
                        // A place that was judged means nothing once all rows are counted: it is read again.
                        if (!way.isEstimated() || !counted.count().isExact()) {
                            accept(page, PageCache.Page.of(found, way.isEstimated()), n);
                        }
                    }
                    tell();
                    next();
                },
                thrown -> fetchFailed(mine, page, thrown, job.isCancelled()));
    }

    private void fetchFailed(int mine, long page, Throwable thrown, boolean asked) {
        synchronized (this) {
            if (mine != generation) {
                return;
            }
            // Cancelled unasked: the database is being closed, and would refuse the next attempt too.
            if (!asked || !(thrown instanceof DbError.Cancelled)) {
                failures.put(page, thrown);
            }
        }
        tell();
        next();
    }

    /// `null` where the page can be read only once more keys are sorted.
    private @Nullable PageFetch way(long page, long first, int n, RowCount count) {
        SortedKeys keys = sort == null ? null : sort.keys();
        if (sort != null && keys != null && sort.covers(first, n)) {
            return new PageFetch.Sorted(keys, first);
        }
        if (sort != null && sort.isRunning() && !sort.mayHold()) {
            return null;
        }
        if (index == null || !(source instanceof KeyedRows rows)) {
            return new PageFetch.Count(first);
        }
        RowIndex.Start start = index.start(first);
        if (start != null) {
            return new PageFetch.Behind(start.place(), start.skip(), false);
        }
        PageCache.Page before = cache.get(page - 1);
        KeyedRow last =
                before == null || before.rows().isEmpty() ? null : before.rows().getLast();
        if (before != null && last != null) {
            return new PageFetch.Behind(rows.placeOf(last), 0, before.estimated());
        }
        if (sort != null && sort.isRunning()) {
            return null;
        }
        PageCache.Page after = cache.get(page + 1);
        KeyedRow next =
                after == null || after.rows().isEmpty() ? null : after.rows().getFirst();
        if (after != null && next != null && n == pageRows) {
            return new PageFetch.Before(rows.placeOf(next), after.estimated());
        }
        if (count instanceof RowCount.Estimated(long all)) {
            long behind = Math.max(0, all - first - n);
            return spread == null || behind < pageRows
                    ? new PageFetch.FromEnd(behind)
                    : new PageFetch.Guess(spread.guess(first));
        }
        Anchor anchor = index.before(first);
        return anchor == null
                ? new PageFetch.Behind(null, first, false)
                : new PageFetch.Behind(anchor.place(), first - anchor.ordinal() - 1, false);
    }

    private void accept(long page, PageCache.Page read, int asked) {
        int rows = read.rows().size();
        PageCache.Page before = cache.get(page - 1);
        boolean joined =
                rows > 0 || page == 0 || (before != null && before.rows().size() == pageRows);
        cache.put(page, read);
        if (!read.estimated() && joined) {
            counted.seen(page * pageRows + rows, rows < asked);
        }
    }

    /// Makes sure that one can go to the last row before the rows are counted. Views and lists without a key have to
    /// be counted first.
    public synchronized void assumeEnd() {
        if (source instanceof KeyedRows) {
            counted.assume();
        }
    }

    // ---- counting ----

    private void startWalk(int mine, @Nullable RowWalk steps) {
        if (counted.count().isExact() || db == null || (sort != null && sort.isNeeded())) {
            return;
        }
        if (steps == null) {
            Job<Value> job =
                    db.background("count " + source.name(), access -> access.scalar(((SqlRows) source).countAll()));
            walk = job;
            job.whenDone(all -> countDone(mine, all.asLong()), _ -> tell());
            return;
        }
        Job<RowWalk.Slice> job = db.background("count " + source.name(), steps::slice);
        walk = job;
        job.whenDone(slice -> walked(mine, steps, slice), _ -> tell());
    }

    private void walked(int mine, RowWalk steps, RowWalk.Slice slice) {
        synchronized (this) {
            RowIndex grown = index;
            if (mine != generation || grown == null) {
                return;
            }
            grown.grow(slice.anchors(), slice.covered(), slice.isEnd());
            counted.seen(slice.covered(), false);
            if (!slice.isEnd()) {
                startWalk(mine, steps);
            } else if (cache.hasEstimated()) {
                settle(mine, slice.covered());
                return;
            }
        }
        if (slice.isEnd()) {
            countDone(mine, slice.covered());
        } else {
            tell();
            next();
        }
    }

    /// All rows are counted: finds where the judged rows that are looked at truly stand, then forgets all judgement.
    private void settle(int mine, long all) {
        long from = wantedFirst;
        KeyedRow shown = null;
        while (shown == null && from <= wantedLast) {
            shown = isEstimated(from) ? row(from) : null;
            from += shown == null ? 1 : 0;
        }
        if (shown == null || db == null || !(source instanceof KeyedRows rows)) {
            settled(mine, all, 0);
            return;
        }
        Place place = rows.placeOf(shown);
        long ordinal = from;
        db.background("count " + source.name(), access -> answers.ordinal(access, rows, place))
                .whenDone(found -> settled(mine, all, found - ordinal), _ -> settled(mine, all, 0));
    }

    private void settled(int mine, long all, long by) {
        synchronized (this) {
            if (mine != generation) {
                return;
            }
            cache.dropEstimated();
            moves += by;
            wantedFirst = Math.max(0, wantedFirst + by);
            wantedLast = Math.max(wantedFirst, wantedLast + by);
        }
        if (by != 0) {
            listeners.forEach(listener -> listener.moved(by));
        }
        countDone(mine, all);
    }

    private void countDone(int mine, long all) {
        synchronized (this) {
            if (mine != generation) {
                return;
            }
            cache.dropEstimated();
            counted.exact(all);
        }
        tell();
        next();
    }

    // ---- answers beside the pages ----

    /// A place known to stand at or before an ordinal; `null` for the start.
    synchronized @Nullable Anchor anchorBefore(long ordinal) {
        KeyedRow own = row(ordinal);
        return own != null && source instanceof KeyedRows keyed
                ? new Anchor(ordinal, keyed.placeOf(own))
                : index == null ? null : index.before(ordinal);
    }

    /// The nearest known place before that of a rowid; `null` for the start.
    synchronized @Nullable Anchor anchorOf(Place place) {
        return index == null ? null : index.beforeRowid(place.rowid());
    }

    /// Where the row with that key stands; -1 where it is gone.
    public Job<Long> ordinalOf(RowKey key) {
        return answers.ordinalOf(key);
    }

    /// One whole cell, whatever it weighs; `Value.NULL` where the row is gone.
    public Job<Value> cell(KeyedRow row, int column) {
        return answers.cell(row, column);
    }

    /// One whole cell of any weight, in a private file; empty where the row is gone.
    public Job<Optional<Spool>> spool(KeyedRow row, int column) {
        return answers.spool(row, column);
    }

    /// `count` rows from `first` on, with their keys; large cells are not loaded.
    public Job<List<KeyedRow>> rows(String title, long first, int count) {
        return answers.rows(title, first, count);
    }

    /// Gives `count` rows from `first` on to `to`, on a lane's thread: these columns, whole cells.
    /// @return how many there were
    public Job<Long> stream(String title, long first, long count, List<Integer> columns, Consumer<Row> to) {
        return answers.stream(title, first, count, columns, false, to);
    }

    /// @param staged shown in place of what the file has
    Job<Long> stream(
            String title,
            long first,
            long count,
            List<Integer> columns,
            Map<RowKey, RowEdit> staged,
            Consumer<Row> to) {
        return answers.stream(title, first, count, columns, staged, to);
    }

    /// @param numbers gives NULL for whatever is no number: for sums, which read no text
    Job<Long> stream(String title, long first, long count, List<Integer> columns, boolean numbers, Consumer<Row> to) {
        return answers.stream(title, first, count, columns, numbers, to);
    }

    private void tell() {
        listeners.forEach(Listener::arrived);
    }

    private void stop() {
        running.forEach(r -> r.job.cancel());
        running.clear();
        if (walk != null) {
            walk.cancel();
        }
        if (opening != null) {
            opening.cancel();
        }
    }

    /// Ends what is being read; late answers are thrown away, and nothing more is read, although a grid may still show
    /// the rows.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            generation++;
            stop();
            if (sort != null) {
                sort.close();
            }
        }
        listeners.clear();
    }
}
