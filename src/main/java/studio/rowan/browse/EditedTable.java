package studio.rowan.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Editability;
import studio.rowan.change.Target;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// A table whose rows are edited: its columns as the rows have them, and what may be done to which cell.
record EditedTable(Table table, List<Column> columns, Editability may) {
    static EditedTable of(Table table, Workspace workspace) {
        return new EditedTable(
                table,
                RowSource.visible(table),
                Editability.of(table, workspace.schema(), workspace.db().isWritable()));
    }

    /// A row by the names of its columns.
    Map<String, Value> values(KeyedRow row) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i).name(), row.get(i));
        }
        return values;
    }

    Target target(KeyedRow row) {
        return row.key() instanceof RowKey.Fresh(long number)
                ? new Target.Fresh(table.name(), number)
                : Target.of(table, row.key(), values(row));
    }

    /// Why a cell cannot be set, whatever it holds; `null` where it can.
    @Nullable
    String cellReason(KeyedRow row, int column) {
        String name = columns.get(column).name();
        return text(row.key() instanceof RowKey.Fresh ? may.newCell(name) : may.cell(name));
    }

    @Nullable
    String insertReason() {
        return text(may.insert());
    }

    @Nullable
    String deleteReason() {
        return text(may.delete());
    }

    /// Why nothing at all can be edited; `null` where something can.
    @Nullable
    String reason() {
        return may.insert() != null && may.update() != null && may.delete() != null ? text(may.update()) : null;
    }

    /// The word for a cell of a new row that was not set.
    String unset(int column) {
        Column at = columns.get(column);
        if (at.isGenerated()) {
            return Text.of("browse.edit.computed");
        }
        boolean rowid = table.key() instanceof Table.Key.Rowid
                && at.isKey()
                && at.declaredType().equalsIgnoreCase("INTEGER")
                && columns.stream().filter(Column::isKey).count() == 1;
        if (rowid) {
            return Text.of("browse.edit.auto");
        }
        // No default is named where SQLite has none to take: the row cannot be committed without a value. On a view
        // its trigger decides.
        boolean required =
                at.notNull() && at.defaultSql() == null && table.object().kind() == SchemaObject.Kind.TABLE;
        return Text.of(required ? "browse.edit.required" : "browse.edit.default");
    }

    private static @Nullable String text(Editability.@Nullable Reason reason) {
        return reason == null ? null : reason.text();
    }
}
