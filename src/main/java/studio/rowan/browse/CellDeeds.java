package studio.rowan.browse;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.db.Spool;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Nav.Inspected;

/// What the inspector can do with a cell of a table's row.
record CellDeeds(RowWindow window, KeyedRow row, int column, RowEditsModel edits) implements Inspected.Deeds {
    @Override
    public Job<Optional<Spool>> spool() {
        return window.spool(row, column);
    }

    @Override
    public Job<Value> ask(Sql sql) {
        return edits.ask(sql);
    }

    @Override
    public @Nullable String locked() {
        return edits.reason(row, column);
    }

    @Override
    public void stage(Value value) {
        edits.put(row, column, value);
    }
}
