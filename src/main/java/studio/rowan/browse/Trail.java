package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Value;

/// The places that a user walked along references, and which of them is in front; immutable.
record Trail(List<Step> steps, int at) {
    private static final int MOST = 50;

    static final Trail NONE = new Trail(List.of(), -1);

    /// One place: the rows of a table as they were looked at.
    /// @param where the condition that its tab was opened with; empty for all rows
    /// @param key of the row; empty for none in particular
    /// @param column that the keyboard was at
    /// @param name for people: `posts 5`
    /// @param above how many rows stood above the row; -1 where it was not seen yet
    record Step(
            String table,
            String where,
            List<Value> key,
            String column,
            String name,
            Filter filter,
            List<Sort> sort,
            long above) {
        Step {
            key = List.copyOf(key);
            sort = List.copyOf(sort);
        }

        boolean isIn(String itsTable, String itsWhere) {
            return table.equals(itsTable) && where.equals(itsWhere);
        }
    }

    Trail {
        steps = List.copyOf(steps);
    }

    boolean canGoBack() {
        return at > 0;
    }

    boolean canGoForward() {
        return at >= 0 && at < steps.size() - 1;
    }

    /// Whether the place in front is one of that tab.
    boolean isAt(String table, String where) {
        return at >= 0 && steps.get(at).isIn(table, where);
    }

    /// One step further from a place; what was ahead of it is forgotten. From elsewhere a new trail begins.
    Trail followed(Step from, Step to) {
        List<Step> walked = new ArrayList<>(isAt(from.table(), from.where()) ? steps.subList(0, at) : List.of());
        walked.add(from);
        walked.add(to);
        List<Step> kept = walked.subList(Math.max(0, walked.size() - MOST), walked.size());
        return new Trail(kept, kept.size() - 1);
    }

    /// With the place in front as it looks now.
    Trail seen(Step now) {
        if (!isAt(now.table(), now.where())) {
            return this;
        }
        List<Step> seen = new ArrayList<>(steps);
        seen.set(at, now);
        return new Trail(seen, at);
    }

    Trail to(int step) {
        return new Trail(steps, step);
    }
}
