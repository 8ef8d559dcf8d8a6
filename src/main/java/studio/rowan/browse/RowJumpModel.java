package studio.rowan.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// Goes to the row of an edit that the user asked to see, once its rows are there; a filter that hides it is taken
/// away.
final class RowJumpModel {
    private final BrowseModel model;
    private final GridView grid;
    private final EditsModel edits;
    private final RowEditsModel rows;
    private final Seams seams;

    /// What it needs of the pane and the window.
    /// @param showRows brings the rows to the front, where something else stands in their place
    record Seams(Nav nav, Jobs jobs, Runnable showRows) {}

    RowJumpModel(BrowseModel model, GridView grid, EditsModel edits, RowEditsModel rows, Seams seams) {
        this.model = model;
        this.grid = grid;
        this.edits = edits;
        this.rows = rows;
        this.seams = seams;
    }

    /// Tries whether the row can be gone to now; called whenever that may have become so.
    void jump() {
        Edit wanted = edits.wanted().get();
        RowWindow window = model.window().get();
        boolean ready = model.state().get() instanceof BrowseState.Rows
                || model.state().get() instanceof BrowseState.Empty
                || model.state().get() instanceof BrowseState.NoMatch;
        if (wanted == null || !wanted.table().equals(model.name()) || window == null || !ready) {
            return;
        }
        edits.arrived();
        seams.showRows.run();
        Table table = model.table().get();
        boolean keyed = table != null && !(table.key() instanceof Table.Key.None);
        if (wanted.target() instanceof Target.Fresh(String _, long number)) {
            int at = rows.freshAt(new RowKey.Fresh(number));
            if (at >= 0) {
                grid.edits().selectFresh(at, 0);
                grid.requestFocus();
            }
        } else if (wanted.target() instanceof Target.Stored(String _, RowKey key) && keyed) {
            seams.jobs.run(
                    window.ordinalOf(key),
                    ordinal -> found(wanted, window, ordinal),
                    error -> seams.nav.notify(Notice.of(error)));
        }
    }

    private void found(Edit wanted, RowWindow window, long ordinal) {
        if (window != model.window().get()) {
            return;
        }
        if (ordinal >= 0) {
            grid.select(ordinal, position(column(wanted)), false);
            grid.requestFocus();
        } else if (!model.filter().get().isEmpty()) {
            model.filter(Filter.NONE);
            edits.goTo(wanted);
        } else {
            seams.nav.notify(Notice.info(Text.of("browse.edits.go.gone", RowName.of(wanted))));
        }
    }

    private static @Nullable String column(Edit edit) {
        return edit instanceof Edit.Update update
                ? update.changed().keySet().stream().findFirst().orElse(null)
                : null;
    }

    /// Among the shown columns; the first where it is hidden.
    private int position(@Nullable String column) {
        List<String> shown = grid.state().columns().stream()
                .filter(item -> !item.hidden())
                .map(GridState.Item::name)
                .toList();
        return Math.max(0, column == null ? 0 : shown.indexOf(column));
    }
}
