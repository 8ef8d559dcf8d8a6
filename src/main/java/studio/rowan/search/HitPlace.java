package studio.rowan.search;

import java.util.List;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;

/// Where the row of a hit is seen: in the table that holds its text.
/// @param key empty where the rows of the table have none: `where` finds it then
/// @param column to be selected
record HitPlace(String table, List<Value> key, String where, String column) {
    /// @return empty where the table or the row is gone
    static Optional<HitPlace> of(Access access, Schema schema, SearchIndex index, Hit hit) {
        String named = hit.column();
        String column = named != null
                ? named
                : index.fields().isEmpty() ? "" : index.fields().getFirst().name();
        if (!(index.content() instanceof FullTextDdl.Content.External(String name, String rowid))) {
            return Optional.of(new HitPlace(index.name(), List.of(Value.of(hit.rowid())), "", column));
        }
        Optional<SchemaObject> object = schema.relation(name);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        Table table = SchemaReader.table(access, object.get());
        String where = Ident.quote(rowid) + " = " + hit.rowid();
        List<String> columns = switch (table.key()) {
            case Table.Key.Rowid key -> List.of(key.alias());
            case Table.Key.Primary key -> key.columns();
            case Table.Key.None _ -> List.of();
        };
        if (columns.isEmpty()) {
            return Optional.of(new HitPlace(table.name(), List.of(), where, column));
        }
        Sql.Builder sql = Sql.builder().add("SELECT ");
        for (int i = 0; i < columns.size(); i++) {
            sql.add(i == 0 ? "" : ", ").ident(columns.get(i));
        }
        Row row = access.first(
                sql.add(" FROM ").ident(table.name()).add(" WHERE " + where).build());
        return Optional.ofNullable(row).map(found -> new HitPlace(table.name(), found.toList(), where, column));
    }
}
