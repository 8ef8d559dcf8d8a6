package studio.rowan.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Job;

/// The way to a row by its key while nobody has counted the rows before it: its place is judged from the spread of the
/// keys, and the page around it is put there, until the count puts both right.
final class WindowNear {
    /// Pages at the start that are counted as fast as they are judged.
    private static final int SOON = 8;

    private final Db db;
    private final KeyedRows rows;
    private final WindowState state;
    private final WindowAnswers answers;

    /// @param ordinal of the row, -1 where it is gone
    /// @param first ordinal of the page around it
    /// @param page empty where the ordinal is a true one
    private record Found(long ordinal, long first, List<@Nullable KeyedRow> page) {
        private static final Found NONE = new Found(-1, 0, List.of());
    }

    WindowNear(Db db, KeyedRows rows, WindowState state, WindowAnswers answers) {
        this.db = db;
        this.rows = rows;
        this.state = state;
        this.answers = answers;
    }

    /// Where the row with that key stands, or may stand; `null` where its place is known as fast.
    @Nullable
    Job<Long> ordinalOf(RowKey key) {
        if (!(key instanceof RowKey.Rowid(long rowid)) || !rows.isPlainRowids()) {
            return null;
        }
        KeySpread spread;
        int mine;
        synchronized (state) {
            RowIndex index = state.index();
            spread = state.spread();
            mine = state.generation();
            boolean counted = state.count().isExact() || (index != null && index.knows(rowid));
            if (counted || spread == null || state.isOpening() || soon(spread.ordinal(rowid))) {
                return null;
            }
        }
        KeySpread judged = spread;
        return db.query("place of a row of " + rows.name(), access -> {
            Place place = rows.find(access, key);
            Found found = place == null ? Found.NONE : around(access, place, judged);
            return settle(access, place, found, mine);
        });
    }

    private boolean soon(long ordinal) {
        return ordinal < (long) SOON * state.pageRows();
    }

    private Found around(Access access, Place place, KeySpread judged) {
        int size = state.pageRows();
        long ordinal = judged.ordinal(place.rowid());
        long first = ordinal - ordinal % size;
        Place before = rows.hop(access, place, false, (int) (ordinal - first) + 1);
        return before == null
                ? Found.NONE
                : new Found(ordinal, first, List.copyOf(rows.page(access, before, true, 0, size)));
    }

    /// Puts the page there, unless the rows were counted meanwhile: then the true place is known.
    private long settle(Access access, @Nullable Place place, Found found, int mine) {
        if (place == null) {
            return -1;
        }
        synchronized (state) {
            if (found.ordinal >= 0 && state.isCurrent(mine) && !state.count().isExact()) {
                PageCache.Page page = PageCache.Page.of(found.page, true);
                state.accept(found.first / state.pageRows(), page, PageColumns.ALL, state.pageRows());
                return found.ordinal;
            }
        }
        return answers.ordinal(access, rows, place);
    }
}
