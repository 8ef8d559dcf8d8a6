package studio.rowan.grid;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;

/// The current cell and the selection as the user moves them, held by the keys of their rows while the data is read
/// again.
final class GridSelectModel {
    private final GridView grid;
    private final Jobs jobs;
    private final GridSelection selection = new GridSelection();
    private final ReadOnlyObjectWrapper<@Nullable GridCurrent> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<GridRange> range = new ReadOnlyObjectWrapper<>(selection.range());
    private Consumer<GridCurrent> onOpen = _ -> {};
    private @Nullable RowKey currentKey;
    private @Nullable RowKey anchorKey;
    private @Nullable Job<Long> currentSought;
    private @Nullable Job<Long> anchorSought;
    private boolean toEnd;

    GridSelectModel(GridView grid, Jobs jobs) {
        this.grid = grid;
        this.jobs = jobs;
    }

    GridSelection selection() {
        return selection;
    }

    ReadOnlyObjectProperty<@Nullable GridCurrent> current() {
        return current.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<GridRange> range() {
        return range.getReadOnlyProperty();
    }

    void setOnOpen(Consumer<GridCurrent> receiver) {
        onOpen = receiver;
    }

    // ---- what the user does ----

    void to(long row, int position, boolean extend) {
        toEnd = false;
        selection.to(row, position, extend);
        changed(!extend);
    }

    void row(long row, boolean extend) {
        toEnd = false;
        selection.rows(row, extend);
        changed(!extend);
    }

    void wholeRows() {
        selection.wholeRows();
        changed(false);
    }

    void wholeColumns() {
        selection.wholeColumns();
        changed(false);
    }

    void all() {
        selection.all();
        grid.sync();
    }

    /// @return false where nothing but the current cell was selected
    boolean collapse() {
        boolean many = !selection.isOneCell();
        selection.collapse();
        changed(true);
        return many;
    }

    /// Goes to the last row, also where nobody has counted yet.
    void last(int position, boolean extend) {
        RowWindow rows = grid.window();
        if (rows == null) {
            return;
        }
        if (!rows.count().isExact()) {
            rows.assumeEnd();
            selection.bounds(grid.rows(), grid.columns().size());
        }
        to(grid.rows() - 1, position, extend);
        toEnd = !rows.count().isExact() && !extend;
    }

    /// Ends the wish to be at the end, wherever that will be.
    void stay() {
        toEnd = false;
    }

    void open() {
        GridCurrent at = current.get();
        if (at != null) {
            onOpen.accept(at);
        }
    }

    private void changed(boolean anchor) {
        currentSought = null;
        currentKey = keyAt(selection.row());
        if (anchor) {
            anchorSought = null;
            anchorKey = keyAt(selection.anchorRow());
        }
        grid.place().reveal(selection.row(), selection.column());
        grid.sync();
        grid.currentMoved();
    }

    private @Nullable RowKey keyAt(long ordinal) {
        KeyedRow row = grid.edits().row(ordinal);
        return row == null ? null : row.key();
    }

    // ---- what the data does ----

    /// Begins at the first row.
    void reset(int column) {
        selection.to(0, column, false);
        currentKey = null;
        anchorKey = null;
        forgetRow();
    }

    /// Other rows come, but the place is kept.
    void forgetRow() {
        currentSought = null;
        anchorSought = null;
        toEnd = false;
        current.set(null);
    }

    void clear() {
        reset(0);
    }

    /// Takes over what the window knows now.
    void sync(RowWindow rows) {
        selection.bounds(grid.rows(), grid.columns().size());
        if (anchorKey instanceof RowKey.Fresh fresh && grid.edits().ordinal(fresh) >= 0) {
            selection.anchorAt(grid.edits().ordinal(fresh));
        }
        // New rows stand below however many rows there turn out to be.
        if (currentKey instanceof RowKey.Fresh fresh && grid.edits().ordinal(fresh) >= 0) {
            selection.currentAt(grid.edits().ordinal(fresh));
        }
        if (toEnd) {
            selection.to(grid.rows() - 1, selection.column(), false);
            grid.place().toEnd();
            toEnd = !rows.count().isExact();
        }
    }

    /// Tells what is current and selected now.
    void publish() {
        KeyedRow row = selection.isEmpty() ? null : grid.edits().row(selection.row());
        GridCurrent before = current.get();
        if (row != null && currentSought != null && !row.key().equals(currentKey)) {
            // Another row stands there until the own one is found: it must not be taken for it.
            current.set(null);
        } else if (row != null) {
            currentKey = row.key();
            anchorKey = anchorSought == null && selection.row() == selection.anchorRow() ? row.key() : anchorKey;
            GridCurrent now = new GridCurrent(
                    selection.row(),
                    grid.columns().index(selection.column()),
                    row,
                    grid.edits().of(row));
            if (!now.equals(before)) {
                current.set(now);
            }
        } else if (before != null && before.ordinal() != selection.row()) {
            current.set(null);
        }
        GridRange selected = selection.range();
        if (!selected.equals(range.get())) {
            range.set(selected);
        }
    }

    /// True while the rows that were selected are looked for: others may stand in their places.
    boolean isFollowing() {
        return currentSought != null || anchorSought != null;
    }

    /// The data was read again: rows before may have come or gone. Both ends of the selection are found by their keys;
    /// where the row of the anchor is gone, the selection shrinks to the current cell.
    void follow(RowWindow rows) {
        RowKey key = currentKey;
        KeyedRow row = rows.row(selection.row());
        currentSought = null;
        if (key != null
                && !(key instanceof RowKey.Fresh)
                && (row == null || !row.key().equals(key))) {
            Job<Long> job = rows.ordinalOf(key);
            currentSought = job;
            find(rows, job, ordinal -> {
                if (job != currentSought) {
                    return;
                }
                currentSought = null;
                if (ordinal >= 0) {
                    selection.currentAt(ordinal);
                }
            });
        }
        RowKey anchor = anchorKey;
        anchorSought = null;
        if (anchor != null
                && !(anchor instanceof RowKey.Fresh)
                && !selection.isOneCell()
                && !selection.range().toEnd()) {
            Job<Long> job = rows.ordinalOf(anchor);
            anchorSought = job;
            find(rows, job, ordinal -> {
                if (job != anchorSought) {
                    return;
                }
                anchorSought = null;
                if (ordinal < 0) {
                    selection.collapse();
                } else {
                    selection.anchorAt(ordinal);
                }
            });
        }
    }

    private void find(RowWindow rows, Job<Long> job, LongConsumer found) {
        jobs.run(
                job,
                ordinal -> {
                    if (rows == grid.window()) {
                        found.accept(ordinal);
                        grid.sync();
                    }
                },
                // What cannot be found stays where it is shown.
                _ -> {
                    currentSought = job == currentSought ? null : currentSought;
                    anchorSought = job == anchorSought ? null : anchorSought;
                    grid.sync();
                });
    }
}
