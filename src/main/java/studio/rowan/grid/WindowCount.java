package studio.rowan.grid;

/// What a window knows about the number of its rows.
final class WindowCount {
    private long exact = -1;
    private long judged = -1;
    private long seen;

    /// What is left of the knowledge when the data is read again: the old count is a good guess.
    /// @param spread the number judged from the spread of the keys, -1 where there is none
    WindowCount again(long spread) {
        WindowCount next = new WindowCount();
        next.judged = exact >= 0 ? exact : spread >= 0 ? spread : judged;
        return next;
    }

    RowCount count() {
        if (exact >= 0) {
            return new RowCount.Exact(exact);
        }
        return judged >= 0 ? new RowCount.Estimated(Math.max(judged, seen)) : new RowCount.AtLeast(seen);
    }

    void exact(long rows) {
        exact = rows;
    }

    /// Rows up to here were read or counted.
    /// @param end they were the last ones
    void seen(long rows, boolean end) {
        seen = Math.max(seen, rows);
        if (end) {
            exact = rows;
        }
    }

    /// Whether the page after what was seen may hold rows.
    boolean mayGoOn(long page, int pageRows, PageCache cache) {
        PageCache.Page before = cache.get(page - 1);
        return exact < 0
                && page > 0
                && judged <= page * pageRows
                && before != null
                && !before.estimated()
                && before.rows().size() == pageRows;
    }

    /// Pretends an end beyond all that was seen, so that it can be reached from behind.
    void assume() {
        if (exact < 0 && judged < 0) {
            judged = Math.max(seen * 2, seen + 100_000);
        }
    }
}
