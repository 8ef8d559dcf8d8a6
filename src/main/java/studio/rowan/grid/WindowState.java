package studio.rowan.grid;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;

/// What a window knows of its rows, and where one looks. Its monitor guards it: whoever asks or changes it holds that,
/// and lets go of it before listeners are told.
final class WindowState {
    private static final int PAGE = 200;
    private static final int SMALLEST_PAGE = 25;
    private static final int CELLS_OF_PAGE = 40_000;

    private final List<RowWindow.Listener> listeners = new CopyOnWriteArrayList<>();
    private final RowSource source;
    private final int pageRows;
    private final PageCache cache = new PageCache();
    private final WindowGlimpses glimpses;
    private WindowCount counted = new WindowCount();
    private @Nullable RowIndex index;
    private @Nullable KeySpread spread;
    private @Nullable Job<?> opening;
    private @Nullable Throwable failure;
    private int generation;
    private int openedGeneration;
    private long moves;
    private boolean keeping;
    private int readings;
    private boolean closed;
    private long wantedFirst;
    private long wantedLast;
    private boolean backwards;

    WindowState(RowSource source) {
        this.source = source;
        this.pageRows = Math.clamp(CELLS_OF_PAGE / Math.max(1, source.columns().size()), SMALLEST_PAGE, PAGE);
        this.glimpses = new WindowGlimpses(source);
        if (source instanceof ListRows rows) {
            counted.exact(rows.size());
        }
    }

    RowSource source() {
        return source;
    }

    /// How many rows a page has.
    int pageRows() {
        return pageRows;
    }

    PageCache cache() {
        return cache;
    }

    WindowGlimpses glimpses() {
        return glimpses;
    }

    WindowCount counted() {
        return counted;
    }

    RowCount count() {
        return counted.count();
    }

    /// Which key stands where; `null` before the first rows are there, and for rows without a key.
    @Nullable
    RowIndex index() {
        return index;
    }

    /// Which key stands where is noted from the start.
    void forgetIndex(KeyedRows rows) {
        index = new RowIndex(rows);
    }

    @Nullable
    KeySpread spread() {
        return spread;
    }

    @Nullable
    KeyedRow row(long ordinal) {
        if (source instanceof ListRows rows) {
            return ordinal >= 0 && ordinal < rows.size() ? rows.row((int) ordinal) : null;
        }
        PageCache.Page page = ordinal < 0 ? null : cache.get(ordinal / pageRows);
        int at = (int) (ordinal % pageRows);
        return page == null || at >= page.rows().size() ? null : page.rows().get(at);
    }

    /// The row with these columns at least.
    @Nullable
    KeyedRow glimpse(long ordinal, List<Integer> columns) {
        KeyedRow whole = row(ordinal);
        return whole != null || ordinal < 0
                ? whole
                : glimpses.row(ordinal / pageRows, (int) (ordinal % pageRows), columns);
    }

    boolean isEstimated(long ordinal) {
        PageCache.Page page = cache.get(ordinal / pageRows);
        return page == null ? glimpses.isEstimated(ordinal / pageRows) : page.estimated();
    }

    /// Forgets the rows whose places were judged.
    void dropEstimated() {
        cache.dropEstimated();
        glimpses.dropEstimated();
    }

    // ---- generations: what an older one still reads is thrown away ----

    /// Begins a new one.
    /// @param stay the rows are read to stay at a row
    int begin(boolean stay) {
        keeping = stay;
        return ++generation;
    }

    int generation() {
        return generation;
    }

    boolean isCurrent(int of) {
        return of == generation;
    }

    /// The job that reads the first rows of this generation.
    void opening(Job<?> job) {
        opening = job;
    }

    boolean isOpenedBy(Job<?> job) {
        return opening == job;
    }

    boolean isOpening() {
        return opening != null && !opening.isDone();
    }

    /// Takes over the first rows of a generation; those before are forgotten.
    /// @param asked how many rows there would be if there were more
    /// @param judge how many rows there may be, where the keys do not say so; -1 where nobody can
    void opened(WindowOpening opened, int asked, long judge) {
        cache.clear();
        glimpses.clear();
        failure = null;
        spread = opened.spread();
        index = source instanceof KeyedRows rows ? new RowIndex(rows) : null;
        long known = spread == null ? judge : spread.rows();
        if (opened.estimated() && known < 0) {
            // As many as were known: fewer would take the row to stay at out of reach.
            known = Math.max(count().rows(), opened.first() + opened.rows().size());
        }
        counted = counted.again(known);
        accept(opened.first() / pageRows, PageCache.Page.of(opened.rows(), opened.estimated()), opened.read(), asked);
        readings++;
        openedGeneration = generation;
        shift(opened.by());
    }

    /// False while the rows that are there, if any, are those of an older generation.
    boolean isOpened() {
        return openedGeneration == generation && !cache.isEmpty();
    }

    /// There are no rows, and this is why.
    void failed(Throwable thrown) {
        cache.clear();
        glimpses.clear();
        counted = new WindowCount();
        failure = thrown;
    }

    void noRowsFor(Throwable thrown) {
        failure = thrown;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /// Takes over a page.
    /// @param read with these columns alone it is a glimpse
    /// @param asked how many rows it would have if there were more
    void accept(long number, PageCache.Page page, PageColumns read, int asked) {
        int rows = page.rows().size();
        PageCache.Page before = cache.get(number - 1);
        boolean joined =
                rows > 0 || number == 0 || (before != null && before.rows().size() == pageRows);
        long from = wantedFirst / pageRows - 1;
        long to = wantedLast / pageRows + 1;
        if (read.isAll()) {
            cache.put(number, page, from, to);
            glimpses.remove(number);
        } else {
            glimpses.put(number, page, read, from, to);
        }
        if (!page.estimated() && joined) {
            counted.seen(number * pageRows + rows, rows < asked);
            if (rows < asked) {
                // The end is known, so nothing is counted any more that would put judged rows right.
                dropEstimated();
            }
        }
    }

    int readings() {
        return readings;
    }

    boolean isKeeping() {
        return keeping;
    }

    long moves() {
        return moves;
    }

    // ---- where one looks ----

    void want(long first, long last) {
        backwards = first < wantedFirst;
        wantedFirst = Math.max(0, first);
        wantedLast = Math.max(wantedFirst, last);
    }

    /// Rows stand so much further down than was thought.
    void shift(long by) {
        moves += by;
        wantedFirst = Math.max(0, wantedFirst + by);
        wantedLast = Math.max(wantedFirst, wantedLast + by);
    }

    long wantedFirst() {
        return wantedFirst;
    }

    long wantedLast() {
        return wantedLast;
    }

    boolean isBackwards() {
        return backwards;
    }

    /// Why there are no rows at all, or not those that are wanted; `null` while all is well.
    @Nullable
    Throwable failure() {
        if (failure != null) {
            return failure;
        }
        for (long page = wantedFirst / pageRows; page <= wantedLast / pageRows; page++) {
            Throwable one = cache.failure(page);
            if (one != null) {
                return one;
            }
        }
        return null;
    }

    // ---- the end, and who is told ----

    void close() {
        closed = true;
        generation++;
    }

    boolean isClosed() {
        return closed;
    }

    void stopOpening() {
        if (opening != null) {
            opening.cancel();
        }
    }

    List<RowWindow.Listener> listeners() {
        return listeners;
    }

    void tell() {
        listeners.forEach(RowWindow.Listener::arrived);
    }

    void tellMoved(long by) {
        if (by != 0) {
            listeners.forEach(listener -> listener.moved(by));
        }
    }
}
