package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Index;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;

/// The tables that edits touch and all foreign keys of the file, read in the transaction of the access. Names are found
/// whatever the case of their letters.
final class Structure {
    /// What no two rows may share: the rowid, or the columns of a unique index.
    record Unique(String name, List<String> columns, List<String> collations) {}

    private final Access access;
    private final Schema schema;
    private final Map<String, Optional<Table>> tables = new HashMap<>();
    private final Map<String, List<ForeignKey>> byChild = new HashMap<>();
    private final Map<String, List<ForeignKey>> byParent = new HashMap<>();

    Structure(Access access, Schema schema) {
        this.access = access;
        this.schema = access.pragma("schema_version").asLong() == schema.version() ? schema : SchemaReader.read(access);
        for (ForeignKey key : readKeys(access)) {
            byChild.computeIfAbsent(lower(key.table()), _ -> new ArrayList<>()).add(key);
            byParent.computeIfAbsent(lower(key.parent()), _ -> new ArrayList<>())
                    .add(key);
        }
    }

    private static List<ForeignKey> readKeys(Access access) {
        List<ForeignKey> keys = new ArrayList<>();
        List<Row> parts = new ArrayList<>();
        for (Row row : access.query(Sql.of("""
                SELECT s.name, f.id, f."table", f."from", f."to", f.on_update, f.on_delete
                FROM sqlite_schema AS s, temp.pragma_foreign_key_list(s.name) AS f
                WHERE s.type = 'table' ORDER BY s.name, f.id DESC, f.seq"""))) {
            Row first = parts.isEmpty() ? row : parts.getFirst();
            if (!row.get(0).equals(first.get(0)) || !row.get(1).equals(first.get(1))) {
                keys.add(key(parts));
                parts.clear();
            }
            parts.add(row);
        }
        if (!parts.isEmpty()) {
            keys.add(key(parts));
        }
        return keys;
    }

    private static ForeignKey key(List<Row> parts) {
        Row first = parts.getFirst();
        return new ForeignKey(
                first.text(0),
                parts.stream().map(row -> row.text(3)).toList(),
                first.text(2),
                first.get(4).isNull()
                        ? null
                        : parts.stream().map(row -> row.text(4)).toList(),
                first.text(5),
                first.text(6));
    }

    Schema schema() {
        return schema;
    }

    /// The table or view; `null` where there is none of that name, or SQLite cannot read it.
    @Nullable
    Table table(String name) {
        return tables.computeIfAbsent(
                        lower(name), _ -> schema.relation(name).map(object -> SchemaReader.table(access, object)))
                .orElse(null);
    }

    /// The foreign keys that the table declares.
    List<ForeignKey> foreignKeys(String table) {
        return byChild.getOrDefault(lower(table), List.of());
    }

    /// The foreign keys of all tables that refer to this one.
    List<ForeignKey> referencing(String table) {
        return byParent.getOrDefault(lower(table), List.of());
    }

    /// The parent's columns as the parent spells them; empty where they do not exist.
    List<String> parentColumns(ForeignKey key, Table parent) {
        List<String> to = key.to();
        List<String> names = to == null ? Keys.primary(parent) : spelled(to, parent);
        return names.size() == key.columns().size() ? names : List.of();
    }

    /// The names as the table spells them, without those that it has not.
    static List<String> spelled(List<String> names, Table table) {
        return names.stream()
                .map(name -> table.column(name).map(Column::name))
                .flatMap(Optional::stream)
                .toList();
    }

    /// The unique indexes whose parts are columns; what an expression makes is known to SQLite only.
    static List<Unique> uniques(Table table) {
        List<Unique> uniques = new ArrayList<>();
        String rowid = Keys.rowidName(table);
        if (rowid != null) {
            uniques.add(new Unique("", List.of(rowid), List.of("BINARY")));
        }
        for (Index index : table.indexes()) {
            List<String> columns = new ArrayList<>();
            for (Index.Part part : index.parts()) {
                String column = part.column();
                if (column != null) {
                    columns.add(column);
                }
            }
            if (index.unique() && columns.size() == index.parts().size()) {
                uniques.add(new Unique(
                        index.name(),
                        columns,
                        index.parts().stream().map(Index.Part::collation).toList()));
            }
        }
        return uniques;
    }

    /// The collation by which a referenced column is compared: that of its unique index.
    static String collation(Table parent, String column) {
        return parent.indexes().stream()
                .filter(Index::unique)
                .flatMap(index -> index.parts().stream())
                .filter(part -> column.equals(part.column()))
                .map(Index.Part::collation)
                .findFirst()
                .orElse("BINARY");
    }

    /// The values of the columns in the form in which they are compared; `null` where one is NULL or not known.
    static @Nullable List<Value> tuple(
            Table table, List<String> columns, List<String> collations, List<? extends @Nullable Value> values) {
        List<Value> tuple = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Value value = values.get(i);
            if (value == null || value.isNull()) {
                return null;
            }
            Value stored = table.column(columns.get(i))
                    .map(column -> Form.stored(table, column, value))
                    .orElse(value);
            tuple.add(Form.compared(stored, collations.get(i)));
        }
        return tuple;
    }

    /// The child's column `c` as a foreign key compares it: by the affinity of the parent's column, which a plain
    /// comparison applies only to what has none of its own. Alike columns are left plain, for the child's index.
    static Sql asParent(Table parent, String to, Table child, String from) {
        boolean alike = parent.column(to)
                .flatMap(p -> child.column(from).map(c -> p.affinity() == c.affinity()))
                .orElse(false);
        return Sql.builder().add(alike ? "c." : "+c.").ident(from).build();
    }

    /// The place by which a row of the table refers to its parent; `null` where it refers to none.
    Node.@Nullable Slot parentOf(Table table, ForeignKey key, Map<String, Value> row) {
        Table parent = table(key.parent());
        if (parent == null) {
            return null;
        }
        List<String> to = parentColumns(key, parent);
        List<String> from = spelled(key.columns(), table);
        return to.size() != from.size() ? null : parentSlot(parent, to, cells(row, from));
    }

    static List<@Nullable Value> cells(Map<String, Value> row, List<String> columns) {
        List<@Nullable Value> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(row.get(column)));
        return cells;
    }

    /// The place by which others refer to a row that has these values; `null` where one is NULL or not known.
    static Node.@Nullable Slot parentSlot(Table parent, List<String> columns, List<? extends @Nullable Value> values) {
        List<String> collations =
                columns.stream().map(column -> collation(parent, column)).toList();
        List<Value> tuple = columns.isEmpty() ? null : tuple(parent, columns, collations, values);
        return tuple == null ? null : new Node.Slot(lower(parent.name()), columns, tuple, true);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
