package studio.rowan.browse;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.grid.Needle;
import studio.rowan.grid.RowFind;
import studio.rowan.kit.Text;

/// One search from its first slice to its last, on a thread of its own, which waits for one after another. SQLite's
/// LIKE ends at a NUL character, and to look behind one costs more than the search: what it finds is told first, then
/// all texts are looked at once for such characters.
/// @param nul whether texts hold NUL characters; null where that is not known
/// @param told of what each slice found, on that thread
record FindRun(
        Db db,
        FindModel.Search search,
        boolean locks,
        @Nullable Boolean nul,
        Consumer<RowFind.Found> told) {

    /// How a search ended.
    /// @param guarded cells above the bound of readers were left out
    /// @param nul whether texts hold NUL characters; null where nobody had to know. Where they do and it was not
    ///     known before, what was told is not all
    record Ended(boolean guarded, @Nullable Boolean nul) {}

    Ended run(Job<Ended> mine) {
        boolean quick = nul == null || !nul;
        boolean guarded = find(mine, quick);
        boolean look = nul == null && search.needle().endsAtNul();
        return new Ended(guarded, look ? Boolean.valueOf(holdsNul(mine)) : nul);
    }

    private boolean find(Job<Ended> mine, boolean quick) {
        try (RowFind find = RowFind.in(search.window(), search.source(), guarded -> condition(quick, guarded), locks)) {
            long kept = 0;
            boolean end = false;
            while (!end) {
                RowFind.Found found = slice(mine, find, kept < FindModel.KEPT);
                kept += found.keys().size();
                end = found.isEnd();
                if (found.rows() > 0) {
                    told.accept(found);
                }
            }
            return find.isGuarded();
        }
    }

    private Sql condition(boolean quick, boolean guarded) {
        Needle needle = search.needle();
        return quick
                ? needle.upToNul(search.table(), search.columns(), guarded)
                : needle.in(search.table(), search.columns(), guarded);
    }

    private boolean holdsNul(Job<Ended> mine) {
        RowFind find = new RowFind(
                search.source(), guarded -> Needle.holdsNul(search.table(), search.columns(), guarded), locks);
        try (find) {
            RowFind.Found found = slice(mine, find, true);
            while (found.rows() == 0 && !found.isEnd()) {
                found = slice(mine, find, true);
            }
            return found.rows() > 0;
        }
    }

    private RowFind.Found slice(Job<Ended> mine, RowFind find, boolean keep) {
        long all = search.window().count().rows();
        RowFind.Found found = mine.follow(db.search(mine.title(), access -> {
            access.job().report(find.looked(all), all, Text.of("browse.find.unit"));
            return find.next(access, keep);
        }));
        mine.report(find.looked(all), all, Text.of("browse.find.unit"));
        return found;
    }
}
