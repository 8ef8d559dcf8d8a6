package studio.rowan.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// Goes to a row that another room named by its key, once its rows are there; a filter that hides it is taken away.
final class KeyJumpModel {
    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final NoticeBar notices;
    private @Nullable Wanted wanted;

    /// @param above how many rows are to stand above it; -1 for as many as there are
    private record Wanted(List<Value> key, String column, long above) {}

    KeyJumpModel(BrowseModel model, GridView grid, Jobs jobs, NoticeBar notices) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        this.notices = notices;
        model.arrivals().subscribe(_ -> jump());
    }

    void go(List<Value> key, String column) {
        go(key, column, -1);
    }

    /// @param above how many rows are to stand above it in sight; -1 for as many as there are
    void go(List<Value> key, String column, long above) {
        wanted = new Wanted(List.copyOf(key), column, above);
        jump();
    }

    private void jump() {
        Wanted now = wanted;
        RowWindow window = model.window().get();
        Table table = model.table().get();
        boolean ready = model.state().get() instanceof BrowseState.Rows
                || model.state().get() instanceof BrowseState.Empty
                || model.state().get() instanceof BrowseState.NoMatch;
        if (now == null || window == null || table == null || !ready) {
            return;
        }
        wanted = null;
        RowKey key = switch (table.key()) {
            case Table.Key.Rowid _ -> new RowKey.Rowid(now.key.getFirst().asLong());
            case Table.Key.Primary _ -> new RowKey.Primary(now.key);
            case Table.Key.None _ -> new RowKey.Ordinal(now.key.getFirst().asLong());
        };
        jobs.run(
                window.placeOf(key),
                ordinal -> judged(now, window, key, ordinal),
                error -> notices.show(Notice.of(error)));
    }

    /// Rows may have been counted since the place was judged: then the row stands elsewhere, and it is known where.
    private void judged(Wanted asked, RowWindow window, RowKey key, long ordinal) {
        if (ordinal >= 0) {
            window.want(ordinal, ordinal);
        }
        KeyedRow there = ordinal < 0 ? null : window.row(ordinal);
        if (ordinal < 0 || (there != null && there.key().equals(key))) {
            found(asked, window, ordinal);
        } else {
            jobs.run(
                    window.ordinalOf(key),
                    place -> found(asked, window, place),
                    error -> notices.show(Notice.of(error)));
        }
    }

    private void found(Wanted asked, RowWindow window, long ordinal) {
        if (window != model.window().get()) {
            wanted = asked;
            jump();
        } else if (ordinal >= 0) {
            List<String> shown = grid.state().columns().stream()
                    .filter(item -> !item.hidden())
                    .map(GridState.Item::name)
                    .toList();
            // Takes over by how much rows have moved, so that the place is not moved again.
            grid.edits().changed();
            grid.select(ordinal, Math.max(0, shown.indexOf(asked.column)), false);
            if (asked.above >= 0) {
                grid.scrollTo(ordinal - asked.above);
            }
            grid.requestFocus();
        } else if (!model.filter().get().isEmpty()) {
            wanted = asked;
            model.filter(Filter.NONE);
        } else {
            notices.show(Notice.info(Text.of("browse.fileFind.gone")));
        }
    }
}
