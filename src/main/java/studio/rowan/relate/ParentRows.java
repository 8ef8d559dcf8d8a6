package studio.rowan.relate;

import java.util.List;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;

/// The rows that a reference leads to.
/// @param table that they stand in
/// @param keys of the first two of them; without values where the table has no key
public record ParentRows(Table table, List<List<Value>> keys) {
    public ParentRows {
        keys = List.copyOf(keys);
    }

    /// @param parent the object that the relation names
    /// @param values of the child, in the order of the relation's columns
    public static ParentRows find(Access access, Relation relation, SchemaObject parent, List<Value> values) {
        Table table = SchemaReader.table(access, parent);
        List<String> columns = switch (table.key()) {
            case Table.Key.Rowid(String alias) -> List.of(alias);
            case Table.Key.Primary primary ->
                primary.columns().stream().map(Ident::quote).toList();
            case Table.Key.None _ -> List.of();
        };
        Sql sql = Sql.builder()
                .add("SELECT " + (columns.isEmpty() ? "1" : String.join(", ", columns)) + " FROM ")
                .add(Ident.quote("main", table.name()))
                .add(" WHERE ")
                .add(relation.parentWhere(values))
                .add(" LIMIT 2")
                .build();
        return new ParentRows(table, access.query(sql).stream().map(Row::toList).toList());
    }

    /// Whether there is exactly one row, and it can be told apart from others.
    public boolean isOneRow() {
        return keys.size() == 1 && !(table.key() instanceof Table.Key.None);
    }
}
