package studio.rowan.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;

/// The structure of a whole database at one moment: its objects, the columns of its tables and views, its foreign keys.
/// Read in three statements however many tables there are.
/// @param columns by table in lower case; a table whose module is missing has none
/// @param keys by child table in lower case
public record Outline(Schema schema, Map<String, List<Column>> columns, Map<String, List<ForeignKey>> keys) {
    private static final String TABLES = "SELECT m.name, x.cid, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk,"
            + " x.hidden FROM sqlite_schema m, pragma_table_xinfo(m.name) x WHERE m.type = 'table' AND m.rootpage > 0";

    private static final String KEYS = "SELECT m.name, f.id, f.seq, f.\"table\", f.\"from\", f.\"to\", f.on_update,"
            + " f.on_delete FROM sqlite_schema m, pragma_foreign_key_list(m.name) f"
            + " WHERE m.type = 'table' AND m.rootpage > 0 ORDER BY m.name, f.id, f.seq";

    public Outline {
        columns = Map.copyOf(columns);
        keys = Map.copyOf(keys);
    }

    /// @throws studio.rowan.db.DbError.Corrupt where the schema table cannot be parsed
    public static Outline of(Access access) {
        Schema schema = SchemaReader.read(access);
        Map<String, List<Column>> columns = new HashMap<>();
        for (Row row : access.query(Sql.of(TABLES))) {
            columns.computeIfAbsent(lower(row.text(0)), _ -> new ArrayList<>()).add(column(row));
        }
        return new Outline(schema, columns, keys(access));
    }

    private static Column column(Row row) {
        String type = row.asText(3);
        return new Column(
                (int) row.asLong(1),
                row.text(2),
                type == null ? "" : type,
                row.asLong(4) != 0,
                row.asText(5),
                (int) row.asLong(6),
                Column.Hidden.values()[(int) Math.min(3, row.asLong(7))],
                false);
    }

    private static Map<String, List<ForeignKey>> keys(Access access) {
        Map<List<Value>, List<Row>> byKey = new LinkedHashMap<>();
        for (Row row : access.query(Sql.of(KEYS))) {
            byKey.computeIfAbsent(List.of(row.get(0), row.get(1)), _ -> new ArrayList<>())
                    .add(row);
        }
        Map<String, List<ForeignKey>> keys = new HashMap<>();
        for (List<Row> rows : byKey.values()) {
            Row first = rows.getFirst();
            List<String> to = first.get(5).isNull()
                    ? null
                    : rows.stream().map(row -> row.text(5)).toList();
            List<String> from = rows.stream().map(row -> row.text(4)).toList();
            keys.computeIfAbsent(lower(first.text(0)), _ -> new ArrayList<>())
                    .add(new ForeignKey(first.text(0), from, first.text(3), to, first.text(6), first.text(7)));
        }
        return keys;
    }

    /// The same without some of its objects.
    public Outline only(Predicate<SchemaObject> counts) {
        List<SchemaObject> objects = schema.objects().stream().filter(counts).toList();
        return new Outline(new Schema(schema.version(), objects), columns, keys);
    }

    /// The table, view, index or trigger of that name.
    public Optional<SchemaObject> object(String name) {
        return schema.objects().stream()
                .filter(object -> object.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// The columns of a table, hidden ones among them; empty for what is none.
    public List<Column> columnsOf(String table) {
        return columns.getOrDefault(lower(table), List.of());
    }

    public @Nullable Column column(String table, String name) {
        return columnsOf(table).stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    /// The foreign keys that a table declares.
    public List<ForeignKey> keysOf(String table) {
        return keys.getOrDefault(lower(table), List.of());
    }

    /// The foreign keys of other tables that refer to a table, and its own that refer to itself.
    public List<ForeignKey> referringTo(String table) {
        return keys.values().stream()
                .flatMap(List::stream)
                .filter(key -> key.parent().equalsIgnoreCase(table))
                .toList();
    }

    /// Tables that a user made, without the storage of others and SQLite's own.
    public List<SchemaObject> tables() {
        return schema.of(SchemaObject.Kind.TABLE);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
