package studio.rowan.browse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Jobs;

/// Goes to a row that a search found, by its key, and to the cells in it that were found.
final class FindJumpModel {
    private static final Comparator<RowKey> BY_NUMBER =
            Comparator.comparingLong(key -> key.values().getFirst().asLong());

    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final ObjIntConsumer<RowKey> gone;
    private final Consumer<DbError> failed;
    private @Nullable RowKey shown;
    private List<Integer> cells = List.of();
    private int jumps;
    private int direction;

    /// @param gone told of a row that is no more, and in which direction it was looked for
    FindJumpModel(BrowseModel model, GridView grid, Jobs jobs, ObjIntConsumer<RowKey> gone, Consumer<DbError> failed) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        this.gone = gone;
        this.failed = failed;
    }

    /// Of a jump that is on its way, 1 or -1; 0 for none.
    int direction() {
        return direction;
    }

    void forget() {
        jumps++;
        direction = 0;
        shown = null;
        cells = List.of();
    }

    /// Goes to the next found cell of the row that the keyboard is at, where that is the current hit.
    /// @return false where there is none
    boolean within(int by, @Nullable RowKey current) {
        GridCurrent here = grid.current().get();
        if (here == null
                || current == null
                || !current.equals(shown)
                || !here.row().key().equals(current)) {
            return false;
        }
        int position = grid.range().get().firstColumn();
        int next = by > 0
                ? cells.stream().filter(cell -> cell > position).findFirst().orElse(-1)
                : cells.reversed().stream()
                        .filter(cell -> cell < position)
                        .findFirst()
                        .orElse(-1);
        if (next >= 0) {
            grid.select(here.ordinal(), next, false);
        }
        return next >= 0;
    }

    /// The index of the hit to go to; beyond the ends where there is none.
    int next(List<RowKey> keys, int at, int by, SqlRows source) {
        GridCurrent here = grid.current().get();
        RowKey current = at >= 0 && at < keys.size() ? keys.get(at) : null;
        // Who is on the way to a hit goes on from there.
        boolean moved = direction == 0 && here != null && !here.row().key().equals(current);
        if (here != null
                && moved
                && source.order() == null
                && isNumber(here.row().key())
                && isNumber(keys.getFirst())) {
            int found = Collections.binarySearch(keys, here.row().key(), BY_NUMBER);
            int behind = found >= 0 ? (at < 0 ? found : found + by) : -found - 1;
            return found < 0 && by < 0 ? behind - 1 : behind;
        }
        return at < 0 && by < 0 ? keys.size() - 1 : at + by;
    }

    private static boolean isNumber(RowKey key) {
        return key instanceof RowKey.Rowid || key instanceof RowKey.Ordinal;
    }

    void to(FindModel.Search search, RowKey key, int by) {
        int mine = ++jumps;
        direction = by;
        List<Sql> marks = search.columns().stream()
                .map(column -> Sql.builder()
                        .add("CASE WHEN ")
                        .add(search.needle().in(search.table(), column, true))
                        .add(" THEN 1 END")
                        .build())
                .toList();
        jobs.run(
                model.workspace()
                        .db()
                        .query(
                                "find",
                                access -> Optional.ofNullable(
                                        access.first(search.source().of(key, marks)))),
                row -> {
                    if (mine == jumps) {
                        if (row.isPresent()) {
                            select(search, key, by, row.get(), mine);
                        } else {
                            direction = 0;
                            gone.accept(key, by);
                        }
                    }
                },
                error -> failed(mine, error));
    }

    private void failed(int mine, DbError error) {
        if (mine == jumps) {
            direction = 0;
        }
        failed.accept(error);
    }

    private void select(FindModel.Search search, RowKey key, int by, Row marks, int mine) {
        jobs.run(
                search.window().ordinalOf(key),
                ordinal -> {
                    if (mine != jumps || search.window() != model.window().get()) {
                        return;
                    }
                    direction = 0;
                    if (ordinal < 0) {
                        gone.accept(key, by);
                        return;
                    }
                    shown = key;
                    cells = positions(search.columns(), marks);
                    int cell = cells.isEmpty() ? 0 : by > 0 ? cells.getFirst() : cells.getLast();
                    grid.select(ordinal, cell, false);
                },
                error -> failed(mine, error));
    }

    /// Among the shown columns, in their order.
    private List<Integer> positions(List<String> columns, Row marks) {
        List<String> shownColumns = grid.state().columns().stream()
                .filter(item -> !item.hidden())
                .map(GridState.Item::name)
                .toList();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int position = shownColumns.indexOf(columns.get(i));
            if (!marks.get(i).isNull() && position >= 0) {
                positions.add(position);
            }
        }
        return positions.stream().sorted().toList();
    }
}
