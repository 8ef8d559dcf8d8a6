package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

/// Reads the pages that are missing where one looks: one request waits at most, and the newest wins.
final class WindowPages {
    private static final long SLOW_NANOS = 50_000_000L;

    private final Db db;
    private final SqlRows source;
    private final WindowState state;
    private final @Nullable WindowSort sort;
    private final @Nullable WindowKeeping keeping;
    private final List<Running> running = new ArrayList<>();
    private final BooleanSupplier again;
    private long slowest;

    private record Running(long page, PageColumns read, Job<?> job) {}

    /// @param again reads all anew instead of the next page, where that waited for those under way
    WindowPages(Db db, SqlRows source, WindowState state, @Nullable WindowSort sort, BooleanSupplier again) {
        this.db = db;
        this.source = source;
        this.state = state;
        this.sort = sort;
        this.again = again;
        this.keeping = source instanceof OrdinalRows rows ? new WindowKeeping(db, rows, state) : null;
    }

    /// Tells that something is there, and reads on.
    void arrived() {
        state.tell();
        next();
    }

    /// Reads the next page, where one is missing and the rows are open.
    void next() {
        synchronized (state) {
            if (state.isClosed() || again.getAsBoolean() || state.isOpening() || state.hasFailed()) {
                return;
            }
            running.removeIf(r -> r.job.isDone());
            List<Long> missing = missing();
            WindowGlimpses glimpses = state.glimpses();
            boolean begun = glimpses.isWide()
                    && missing.stream()
                            .filter(this::isWanted)
                            .filter(glimpses::needs)
                            .anyMatch(page -> begin(page, glimpses.sight()));
            if (!begun) {
                boolean unused = missing.stream().anyMatch(page -> begin(page, PageColumns.ALL));
            }
        }
    }

    private boolean isWanted(long page) {
        return page >= state.wantedFirst() / state.pageRows() && page <= state.wantedLast() / state.pageRows();
    }

    /// Begins to read a page.
    /// @return false where that has to wait
    private boolean begin(long page, PageColumns read) {
        long first = page * state.pageRows();
        RowCount count = state.count();
        PageFetch way = way(page, first, count);
        if (way != null) {
            fetch(page, rows(way, first, count), way, read);
        }
        return way != null;
    }

    /// How many rows to ask for. A judged count may be short by a few: a page whose place is known takes all that there
    /// are, or its last rows would be missing once the true count is there.
    private int rows(PageFetch way, long first, RowCount count) {
        return switch (way) {
            case PageFetch.FromEnd _, PageFetch.Guess _ -> judged(first, count);
            case PageFetch.Behind _, PageFetch.Before _, PageFetch.Sorted _, PageFetch.Kept _, PageFetch.Count _ ->
                most(first, count);
        };
    }

    /// As many rows as the page from there on can have.
    private int most(long first, RowCount count) {
        return count.isExact() ? judged(first, count) : state.pageRows();
    }

    private int judged(long first, RowCount count) {
        return (int) Math.clamp(count.rows() - first, 1, state.pageRows());
    }

    /// True while rows that are looked at are being read.
    boolean isReading() {
        return running.stream().anyMatch(r -> isWanted(r.page) && !r.job.isDone() && !r.job.isCancelled());
    }

    void stop() {
        running.forEach(r -> r.job.cancel());
        running.clear();
        if (keeping != null) {
            keeping.drop();
        }
    }

    /// The pages to read, the next one first: those that are wanted, then those beside, ahead before behind.
    private List<Long> missing() {
        PageCache cache = state.cache();
        int pageRows = state.pageRows();
        List<Long> pages = new ArrayList<>();
        long rows = state.count().rows();
        long from = state.wantedFirst() / pageRows;
        long to = Math.min(state.wantedLast(), Math.max(0, rows - 1)) / pageRows;
        LongStream.rangeClosed(Math.min(from, to), to).filter(cache::needs).forEach(pages::add);
        if (cache.needs(to + 1)
                && ((to + 1) * pageRows < rows || state.counted().mayGoOn(to + 1, pageRows, cache))) {
            pages.add(to + 1);
        }
        if (from > 0 && cache.needs(from - 1)) {
            boolean ahead = state.isBackwards() && pages.size() == 1 && pages.getFirst() > to;
            pages.add(ahead ? 0 : pages.size(), from - 1);
        }
        return pages;
    }

    private void fetch(long page, int n, PageFetch way, PageColumns read) {
        if (running.stream().anyMatch(r -> r.page == page && r.read.covers(read) && !r.job.isCancelled())) {
            return;
        }
        for (Running obsolete : running) {
            // A quick one may as well finish, so that a drag paints on its way; two at once are enough.
            if (slowest > SLOW_NANOS || running.size() > 1) {
                obsolete.job.cancel();
            }
        }
        int mine = state.generation();
        long began = System.nanoTime();
        Job<List<@Nullable KeyedRow>> job =
                db.read("rows of " + source.name(), access -> way.run(access, source, n, read));
        running.add(new Running(page, read, job));
        job.whenDone(
                found -> {
                    synchronized (state) {
                        if (!state.isCurrent(mine)) {
                            return;
                        }
                        slowest = Math.max(System.nanoTime() - began, slowest / 2);
                        // A place that was judged means nothing once all rows are counted: it is read again.
                        if (!way.isEstimated() || !state.count().isExact()) {
                            state.accept(page, PageCache.Page.of(found, way.isEstimated()), read, n);
                        }
                    }
                    arrived();
                },
                thrown -> failed(mine, page, thrown, job.isCancelled() || isOfOldKeys(way)));
    }

    /// The keys by which a page was to be read went when their sort was ended: it is read in another way.
    private boolean isOfOldKeys(PageFetch way) {
        synchronized (state) {
            return way instanceof PageFetch.Sorted(SortedKeys keys, long first)
                    && (sort == null || sort.keys() != keys);
        }
    }

    /// @param asked it was ended because it is no longer needed
    private void failed(int mine, long page, Throwable thrown, boolean asked) {
        synchronized (state) {
            if (!state.isCurrent(mine)) {
                return;
            }
            // Cancelled unasked: the database is being closed, and would refuse the next attempt too.
            if (!asked || !(thrown instanceof DbError.Cancelled)) {
                state.cache().failed(page, thrown);
            }
        }
        arrived();
    }

    /// True where rows without a key are kept by now.
    boolean isKept() {
        return keeping != null && keeping.rows(0) != null;
    }

    /// `null` where the page can be read only once more keys are sorted.
    private @Nullable PageFetch way(long page, long first, RowCount count) {
        int n = most(first, count);
        SortedKeys keys = sort == null ? null : sort.keys();
        if (sort != null && keys != null && sort.covers(first, n)) {
            return new PageFetch.Sorted(keys, first);
        }
        boolean sorting = sort != null && sort.isRunning();
        if (sorting && sort != null && !sort.mayHold()) {
            return null;
        }
        RowIndex index = state.index();
        if (index == null || !(source instanceof KeyedRows rows)) {
            KeptRows kept = keeping == null ? null : keeping.rows(first);
            return kept == null ? new PageFetch.Count(first) : new PageFetch.Kept(kept, first);
        }
        RowIndex.Start start = index.start(first);
        if (start != null) {
            return new PageFetch.Behind(start.place(), start.skip(), false);
        }
        PageFetch beside = beside(rows, page, n, !sorting);
        return beside != null || sorting ? beside : far(index, first, count);
    }

    /// From a page beside it that is there.
    private @Nullable PageFetch beside(KeyedRows rows, long page, int n, boolean orBehind) {
        PageCache.Page before = state.cache().get(page - 1);
        KeyedRow last =
                before == null || before.rows().isEmpty() ? null : before.rows().getLast();
        if (before != null && last != null) {
            return new PageFetch.Behind(rows.placeOf(last), 0, before.estimated());
        }
        PageCache.Page after = orBehind ? state.cache().get(page + 1) : null;
        KeyedRow next =
                after == null || after.rows().isEmpty() ? null : after.rows().getFirst();
        return after != null && next != null && n == state.pageRows()
                ? new PageFetch.Before(rows.placeOf(next), after.estimated())
                : null;
    }

    /// To where nothing near is known yet.
    private PageFetch far(RowIndex index, long first, RowCount count) {
        if (count instanceof RowCount.Estimated(long all)) {
            KeySpread spread = state.spread();
            long behind = Math.max(0, all - first - judged(first, count));
            return spread == null || behind < state.pageRows()
                    ? new PageFetch.FromEnd(behind)
                    : new PageFetch.Guess(spread.guess(first));
        }
        Anchor anchor = index.before(first);
        return anchor == null
                ? new PageFetch.Behind(null, first, false)
                : new PageFetch.Behind(anchor.place(), first - anchor.ordinal() - 1, false);
    }
}
