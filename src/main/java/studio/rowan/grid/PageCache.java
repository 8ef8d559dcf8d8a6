package studio.rowan.grid;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// The pages read last, up to a number and a weight: memory stays the same however long one scrolls.
final class PageCache {
    private static final int MOST_PAGES = 48;
    private static final int FEWEST_PAGES = 4;
    private static final long MOST_BYTES = 24L << 20;

    /// Rows of one page.
    /// @param rows `null` for one that is gone since its key was sorted
    /// @param estimated its ordinals are judged, not counted
    record Page(List<@Nullable KeyedRow> rows, boolean estimated, long bytes) {
        static Page of(List<@Nullable KeyedRow> rows, boolean estimated) {
            long bytes = 0;
            for (KeyedRow row : rows) {
                for (Value cell : row == null ? new Value[0] : row.row().cells()) {
                    bytes += weight(cell);
                }
            }
            return new Page(rows, estimated, bytes);
        }

        private static long weight(Value cell) {
            return switch (cell) {
                case Value.Null _ -> 4;
                case Value.Int _, Value.Real _, Value.Large _ -> 28;
                case Value.Text text -> 64 + 2L * text.value().length();
                case Value.Blob(byte[] bytes) -> 40 + bytes.length;
            };
        }
    }

    private final LinkedHashMap<Long, Page> pages = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Long, Throwable> failures = new HashMap<>();
    private long bytes;

    @Nullable
    Page get(long number) {
        return pages.get(number);
    }

    /// Neither there nor known to be unreadable.
    boolean needs(long number) {
        return !pages.containsKey(number) && !failures.containsKey(number);
    }

    /// The page cannot be read, and this is why.
    void failed(long number, Throwable thrown) {
        failures.put(number, thrown);
    }

    @Nullable
    Throwable failure(long number) {
        return failures.get(number);
    }

    /// @param from pages from here on are looked at, and stay whatever they weigh: dropped, they would be read again
    /// @param to the last of those
    void put(long number, Page page, long from, long to) {
        Page old = pages.put(number, page);
        bytes += page.bytes - (old == null ? 0 : old.bytes);
        var eldest = pages.entrySet().iterator();
        while (eldest.hasNext() && pages.size() > FEWEST_PAGES && (pages.size() > MOST_PAGES || bytes > MOST_BYTES)) {
            Map.Entry<Long, Page> one = eldest.next();
            if (one.getKey() < from || one.getKey() > to) {
                bytes -= one.getValue().bytes;
                eldest.remove();
            }
        }
    }

    void dropEstimated() {
        pages.values().removeIf(page -> {
            bytes -= page.estimated ? page.bytes : 0;
            return page.estimated;
        });
    }

    boolean hasEstimated() {
        return pages.values().stream().anyMatch(Page::estimated);
    }

    void clear() {
        pages.clear();
        failures.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }
}
