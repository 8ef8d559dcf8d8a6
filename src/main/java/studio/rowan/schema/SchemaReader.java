package studio.rowan.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Reads what a database is made of. Works inside one read, so that the parts belong together.
public final class SchemaReader {
    private static final Pattern MODULE = Pattern.compile("(?is)\\bUSING\\s+[\"`\\[]?(\\w+)");
    private static final Sql KEYS =
            Sql.of("SELECT m.name, f.id, f.seq, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete"
                    + " FROM sqlite_schema m JOIN temp.pragma_foreign_key_list(m.name, 'main') f"
                    + " WHERE m.type = 'table' AND m.rootpage > 0 ORDER BY m.name COLLATE NOCASE, f.id DESC, f.seq");

    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

    private SchemaReader() {}

    /// All objects of `main`.
    /// @throws DbError.Corrupt where the schema table cannot be parsed
    public static Schema read(Access access) {
        long version = access.pragma("schema_version").asLong();
        Map<String, Row> relations = new LinkedHashMap<>();
        for (Row row : access.query(
                Sql.of("SELECT name, type, wr, strict FROM temp.pragma_table_list WHERE schema = 'main'"))) {
            relations.put(row.text(0), row);
        }
        List<SchemaObject> objects = new ArrayList<>();
        Map<String, String> statements = new HashMap<>();
        for (Row row : access.query(Sql.of("SELECT type, name, tbl_name, sql FROM sqlite_schema"))) {
            String type = row.asText(0);
            String name = row.asText(1);
            String table = row.asText(2);
            if (type == null || name == null || table == null) {
                continue;
            }
            if (type.equals("index") || type.equals("trigger")) {
                SchemaObject.Kind kind = type.equals("index") ? SchemaObject.Kind.INDEX : SchemaObject.Kind.TRIGGER;
                objects.add(new SchemaObject(name, kind, table, row.asText(3), false, false));
            } else if (row.get(3) instanceof Value.Text sql) {
                statements.put(name, sql.value());
            }
        }
        relations.forEach((name, row) -> objects.add(relation(row, statements.get(name), relations)));
        objects.sort(Comparator.comparing(SchemaObject::name, String.CASE_INSENSITIVE_ORDER));
        return new Schema(version, List.copyOf(objects));
    }

    private static SchemaObject relation(Row row, @Nullable String sql, Map<String, Row> relations) {
        String name = row.text(0);
        SchemaObject.Kind kind = switch (row.text(1)) {
            case "view" -> SchemaObject.Kind.VIEW;
            case "shadow" -> SchemaObject.Kind.SHADOW;
            case "virtual" -> isFullText(sql) ? SchemaObject.Kind.FULL_TEXT : SchemaObject.Kind.VIRTUAL;
            default ->
                name.regionMatches(true, 0, "sqlite_", 0, 7) ? SchemaObject.Kind.SYSTEM : SchemaObject.Kind.TABLE;
        };
        String owner = kind == SchemaObject.Kind.SHADOW ? ownerOf(name, relations) : name;
        return new SchemaObject(name, kind, owner, sql, row.asLong(2) != 0, row.asLong(3) != 0);
    }

    private static boolean isFullText(@Nullable String sql) {
        Matcher module = MODULE.matcher(sql == null ? "" : sql);
        return module.find() && module.group(1).toLowerCase(Locale.ROOT).matches("fts[345]");
    }

    /// A shadow table is named after its virtual table plus `_` and a word.
    private static String ownerOf(String shadow, Map<String, Row> relations) {
        for (int i = shadow.lastIndexOf('_'); i > 0; i = shadow.lastIndexOf('_', i - 1)) {
            Row row = relations.get(shadow.substring(0, i));
            if (row != null && row.text(1).equals("virtual")) {
                return row.text(0);
            }
        }
        return shadow;
    }

    /// A table or view in full.
    /// @throws DbError.Syntax where SQLite cannot read it (a missing module, function or table)
    public static Table table(Access access, SchemaObject object) {
        String name = object.name();
        // A PRAGMA tells of the schema that the connection knows; a read first looks whether that is the file's.
        access.scalar(Sql.of("SELECT 1 FROM sqlite_schema"));
        List<Index> indexes = indexes(access, name);
        Set<String> unique = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Index index : indexes) {
            String only = index.parts().size() == 1 ? index.parts().getFirst().column() : null;
            if (index.unique() && !index.partial() && only != null) {
                unique.add(only);
            }
        }
        List<Column> columns = columns(access, name, unique);
        return new Table(object, columns, key(access, object, columns, indexes), foreignKeys(access, name), indexes);
    }

    private static List<Column> columns(Access access, String table, Set<String> unique) {
        List<Column> columns = new ArrayList<>();
        for (Row row : access.query(pragma("table_xinfo", table))) {
            columns.add(column(row, 0, unique::contains));
        }
        if (columns.isEmpty()) {
            // A view or a virtual table that cannot be opened lists no columns: preparing it says why.
            access.describe(Sql.of("SELECT * FROM " + Ident.quote(table)));
        }
        return columns;
    }

    private static List<Index> indexes(Access access, String table) {
        List<Index> indexes = new ArrayList<>();
        for (Row row : access.query(pragma("index_list", table))) {
            String name = row.text(1);
            List<Index.Part> parts = new ArrayList<>();
            for (Row part : access.query(pragma("index_xinfo", name))) {
                if (part.asLong(5) != 0) {
                    parts.add(new Index.Part(part.asText(2), part.asLong(3) != 0, part.text(4)));
                }
            }
            String sql = access.scalar(
                            Sql.of("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?", Value.of(name)))
                    .asText();
            indexes.add(new Index(name, table, row.asLong(2) != 0, row.text(3), row.asLong(4) != 0, parts, sql));
        }
        return indexes;
    }

    /// A column as `PRAGMA table_xinfo` tells it.
    /// @param at where in the row its first figure stands
    /// @param unique whether the values of a column of that name are each there once
    public static Column column(Row row, int at, Predicate<String> unique) {
        String name = row.text(at + 1);
        String type = row.asText(at + 2);
        return new Column(
                (int) row.asLong(at),
                name,
                type == null ? "" : type,
                row.asLong(at + 3) != 0,
                row.asText(at + 4),
                (int) row.asLong(at + 5),
                Column.Hidden.values()[(int) Math.min(3, row.asLong(at + 6))],
                unique.test(name));
    }

    /// The foreign keys of all ordinary tables, in one statement: by child, in the order in which they were declared.
    public static List<ForeignKey> foreignKeys(Access access) {
        return foreignKeys(access.query(KEYS));
    }

    private static List<ForeignKey> foreignKeys(Access access, String table) {
        List<Row> parts = new ArrayList<>();
        for (Row row : access.query(pragma("foreign_key_list", table))) {
            Value[] cells = new Value[row.size() + 1];
            cells[0] = Value.of(table);
            System.arraycopy(row.cells(), 0, cells, 1, row.size());
            parts.add(new Row(cells));
        }
        parts.sort(Comparator.<Row>comparingLong(row -> -row.asLong(1)).thenComparingLong(row -> row.asLong(2)));
        return foreignKeys(parts);
    }

    /// The pragma lists the key that was declared last first.
    private static List<ForeignKey> foreignKeys(List<Row> parts) {
        Map<List<Value>, List<Row>> byKey = new LinkedHashMap<>();
        parts.forEach(row -> byKey.computeIfAbsent(List.of(row.get(0), row.get(1)), _ -> new ArrayList<>())
                .add(row));
        return byKey.values().stream().map(SchemaReader::foreignKey).toList();
    }

    private static ForeignKey foreignKey(List<Row> parts) {
        Row first = parts.getFirst();
        List<String> to = first.get(5).isNull()
                ? null
                : parts.stream().map(row -> row.text(5)).toList();
        List<String> from = parts.stream().map(row -> row.text(4)).toList();
        return new ForeignKey(first.text(0), from, first.text(3), to, first.text(6), first.text(7));
    }

    private static Table.Key key(Access access, SchemaObject object, List<Column> columns, List<Index> indexes) {
        boolean ordered = switch (object.kind()) {
            case TABLE, SHADOW, SYSTEM, FULL_TEXT -> true;
            case VIEW, VIRTUAL, INDEX, TRIGGER -> false;
        };
        if (!ordered) {
            return new Table.Key.None();
        }
        if (!object.withoutRowid()) {
            for (String alias : ROWID_NAMES) {
                if (columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(alias))
                        && hasColumn(access, object, alias)) {
                    return new Table.Key.Rowid(alias);
                }
            }
        }
        return indexes.stream()
                .filter(index -> index.origin().equals("pk"))
                .findFirst()
                .<Table.Key>map(index -> primary(index, columns))
                .orElseGet(() -> integerKey(columns, object));
    }

    /// A key whose columns may be NULL does not tell rows apart; only WITHOUT ROWID and NOT NULL forbid it.
    private static Table.Key primary(Index index, List<Column> columns) {
        List<Table.Key.Part> parts = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            String name = part.column();
            boolean notNull = columns.stream().anyMatch(c -> c.name().equals(name) && c.notNull());
            if (name == null || !notNull) {
                return new Table.Key.None();
            }
            parts.add(new Table.Key.Part(name, part.descending(), part.collation()));
        }
        return new Table.Key.Primary(parts);
    }

    /// All three rowid names shadowed: an INTEGER PRIMARY KEY, which has no index, still is the rowid.
    private static Table.Key integerKey(List<Column> columns, SchemaObject object) {
        List<Column> keys = columns.stream().filter(Column::isKey).toList();
        return keys.size() == 1
                        && !object.withoutRowid()
                        && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER")
                ? new Table.Key.Rowid(keys.getFirst().name())
                : new Table.Key.None();
    }

    private static boolean hasColumn(Access access, SchemaObject object, String alias) {
        try {
            access.describe(Sql.of("SELECT " + alias + " FROM " + Ident.quote(object.name())));
            return true;
        } catch (DbError.Syntax e) {
            return false;
        }
    }

    /// The statement, not the function of that name: a table of the file may hide the function.
    private static Sql pragma(String name, String of) {
        return Sql.builder().add("PRAGMA main." + name + "(").ident(of).add(")").build();
    }
}
