package studio.rowan.grid;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Jobs;

/// The rows that a grid shows: which window they come from, and what is taken over from it as it arrives.
final class GridRowsModel {
    private final GridView grid;
    private final Jobs jobs;
    private final AtomicBoolean syncAsked = new AtomicBoolean();
    private final RowWindow.Listener listener = new RowWindow.Listener() {
        @Override
        public void arrived() {
            askSync();
        }

        @Override
        public void moved(long by) {
            askSync();
        }
    };
    private @Nullable RowWindow window;
    private long movesSeen;
    private int readingsSeen;

    GridRowsModel(GridView grid, Jobs jobs) {
        this.grid = grid;
        this.jobs = jobs;
    }

    @Nullable
    RowWindow window() {
        return window;
    }

    void show(RowWindow rows, List<GridColumn> newColumns) {
        detach();
        window = rows;
        movesSeen = 0;
        readingsSeen = 0;
        boolean sameColumns = grid.arrangement().take(newColumns);
        if (!sameColumns) {
            grid.formats().forget();
            grid.filters().clear();
            grid.place().toFirstColumn();
        }
        if (sameColumns && rows.isKeeping()) {
            grid.selecting().forgetRow();
        } else {
            grid.place().toStart();
            grid.selecting().reset(sameColumns ? grid.selection().column() : 0);
        }
        rows.addListener(listener);
        if (!rows.isStarted()) {
            rows.open();
        }
        grid.copies().changed();
        sync();
    }

    void clear() {
        detach();
        grid.selecting().clear();
        grid.arrangement().take(List.of());
    }

    private void detach() {
        grid.edits().finish();
        RowWindow before = window;
        if (before != null) {
            before.removeListener(listener);
        }
        window = null;
    }

    /// Reads again, and stays at the rows in sight, by their keys.
    void reload() {
        RowWindow rows = window;
        if (rows != null) {
            rows.reload(keep());
        }
    }

    /// The row to hold on to: the current one where it is in sight, else the first in sight.
    RowWindow.@Nullable Keep keep() {
        RowWindow rows = window;
        if (rows == null) {
            return null;
        }
        if (rows.moves() != movesSeen) {
            // A row is to be named together with the place where it stands now.
            sync();
        }
        GridCurrent at = grid.current().get();
        // A new row has no place among those of the file.
        at = at != null && at.isFresh() ? null : at;
        long first = Math.min(grid.firstVisible(), Math.max(0, grid.edits().fileRows() - 1));
        KeyedRow shown = rows.row(first);
        boolean currentInSight = at != null && at.ordinal() >= first && at.ordinal() <= grid.lastVisible();
        if (at != null && (currentInSight || shown == null)) {
            return new RowWindow.Keep(at.ordinal(), at.row());
        }
        return shown == null ? null : new RowWindow.Keep(first, shown);
    }

    private void askSync() {
        if (syncAsked.compareAndSet(false, true)) {
            jobs.ui(() -> {
                syncAsked.set(false);
                sync();
            });
        }
    }

    /// Takes over what the window knows now.
    void sync() {
        RowWindow rows = window;
        if (rows == null) {
            grid.requestLayout();
            return;
        }
        long moves = rows.moves();
        if (moves != movesSeen) {
            grid.place().shift(moves - movesSeen);
            grid.selection().shift(moves - movesSeen);
            movesSeen = moves;
        }
        grid.selecting().sync(rows);
        int readings = rows.readings();
        if (readings != readingsSeen) {
            readingsSeen = readings;
            grid.selecting().follow(rows);
            grid.copies().changed();
        }
        grid.formats().arrived();
        grid.arrangement().fitFirst();
        grid.selecting().publish();
        grid.tellWhyEmpty(rows);
        grid.requestLayout();
    }

    /// Asks for what is in sight.
    void want(RowWindow rows, GridPlaceModel place) {
        if (rows.isWide()) {
            rows.look(grid.columns().around(place.left(), place.width()));
        }
        long all = grid.edits().fileRows();
        rows.want(
                Math.min(grid.firstVisible(), all), Math.min((long) Math.ceil(place.top() + place.visibleRows()), all));
    }
}
