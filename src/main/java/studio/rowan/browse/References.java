package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowSource;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;

/// Where the foreign key of a cell leads.
final class References {
    /// The parent's rows that a condition finds.
    record Target(String table, String where) {}

    private References() {}

    /// The key that a column belongs to, where all of its values in the row are there: a key with a NULL refers to
    /// nothing.
    static Optional<ForeignKey> key(Table table, int column, Row row) {
        List<Column> visible = RowSource.visible(table);
        return table.foreignKeyOf(visible.get(column).name())
                .filter(key -> key.columns().stream()
                        .allMatch(name -> value(visible, row, name)
                                .map(References::isShort)
                                .orElse(false)));
    }

    private static boolean isShort(Value value) {
        return !(value instanceof Value.Null) && !(value instanceof Value.Large);
    }

    private static Optional<Value> value(List<Column> visible, Row row, String name) {
        for (int i = 0; i < visible.size(); i++) {
            if (visible.get(i).name().equalsIgnoreCase(name)) {
                return Optional.of(row.get(i));
            }
        }
        return Optional.empty();
    }

    /// @param parent the object that the key names
    static Target target(Access access, Table table, ForeignKey key, SchemaObject parent, Row row) {
        List<String> to = key.to();
        if (to == null) {
            to = SchemaReader.table(access, parent).columns().stream()
                    .filter(Column::isKey)
                    .sorted(java.util.Comparator.comparingInt(Column::keyPosition))
                    .map(Column::name)
                    .toList();
        }
        List<Column> visible = RowSource.visible(table);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < Math.min(to.size(), key.columns().size()); i++) {
            Value value = value(visible, row, key.columns().get(i)).orElse(Value.NULL);
            conditions.add(Ident.quote(to.get(i)) + " = " + Sql.literal(value));
        }
        return new Target(parent.name(), String.join(" AND ", conditions));
    }
}
