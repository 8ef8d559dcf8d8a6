package studio.rowan.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Nav;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// The row of a file that the inspector shows, with what is needed to look around it and to stage edits.
record RowOrigin(Workspace workspace, Table table, KeyedRow row, EditsModel edits, RelationsModel relations, Nav nav)
        implements Nav.Inspected.Origin {
    /// As the file holds it; null where the row has no such column.
    @Nullable
    Value value(String column) {
        List<Column> visible = RowSource.visible(table);
        for (int i = 0; i < visible.size() && i < row.row().size(); i++) {
            if (visible.get(i).name().equalsIgnoreCase(column)) {
                return row.get(i);
            }
        }
        return table.key() instanceof Table.Key.Rowid(String alias)
                        && alias.equalsIgnoreCase(column)
                        && row.key() instanceof RowKey.Rowid(long rowid)
                ? Value.of(rowid)
                : null;
    }

    boolean isFresh() {
        return row.key() instanceof RowKey.Fresh;
    }

    /// Whether it is the same row with the same content: another cell of it may be the current one.
    boolean isSame(RowOrigin other) {
        return workspace == other.workspace && table.equals(other.table) && row.equals(other.row);
    }
}
