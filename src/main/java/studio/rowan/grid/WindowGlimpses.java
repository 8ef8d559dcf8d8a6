package studio.rowan.grid;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Pages of a very wide table with the columns in sight alone, to be painted until the whole pages are there: whole
/// rows of 2,000 columns take a hundred times as long. Guarded by the lock of the window.
final class WindowGlimpses {
    private static final int WIDE = 64;
    private static final int MOST_PAGES = 8;

    /// As many columns as are in sight at most before anyone has said which.
    private static final int FIRST_COLUMNS = 48;

    private record Glimpse(PageCache.Page page, PageColumns columns) {}

    private final Map<Long, Glimpse> pages = new LinkedHashMap<>();
    private final boolean wide;
    private PageColumns sight;

    WindowGlimpses(RowSource source) {
        int columns = source.columns().size();
        this.wide = source instanceof KeyedRows && columns > WIDE;
        this.sight = PageColumns.of(IntStream.range(0, FIRST_COLUMNS).boxed().toList());
    }

    /// True where the source is so wide that glimpses are worth their while.
    boolean isWide() {
        return wide;
    }

    /// The columns looked at.
    PageColumns sight() {
        return sight;
    }

    void look(Collection<Integer> columns) {
        if (!columns.isEmpty()) {
            sight = PageColumns.of(columns);
        }
    }

    boolean needs(long page) {
        Glimpse glimpse = pages.get(page);
        return wide && (glimpse == null || !glimpse.columns.covers(sight));
    }

    /// @param from pages from here on are looked at, and stay however many they are: dropped, they would be read again
    /// @param to the last of those
    void put(long page, PageCache.Page read, PageColumns columns, long from, long to) {
        pages.remove(page);
        pages.put(page, new Glimpse(read, columns));
        var eldest = pages.keySet().iterator();
        while (eldest.hasNext() && pages.size() > MOST_PAGES) {
            long one = eldest.next();
            if (one < from || one > to) {
                eldest.remove();
            }
        }
    }

    void remove(long page) {
        pages.remove(page);
    }

    /// The row at a place of a page, where all these columns of it were read.
    @Nullable
    KeyedRow row(long page, int at, Collection<Integer> columns) {
        Glimpse glimpse = pages.get(page);
        return glimpse == null || at >= glimpse.page.rows().size() || !glimpse.columns.covers(columns)
                ? null
                : glimpse.page.rows().get(at);
    }

    boolean isEstimated(long page) {
        Glimpse glimpse = pages.get(page);
        return glimpse != null && glimpse.page.estimated();
    }

    void dropEstimated() {
        pages.values().removeIf(glimpse -> glimpse.page.estimated());
    }

    void clear() {
        pages.clear();
    }
}
