package studio.rowan.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
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
            + " x.hidden FROM sqlite_schema m, temp.pragma_table_xinfo(m.name) x WHERE m.type = 'table' AND m.rootpage > 0";

    public Outline {
        columns = Map.copyOf(columns);
        keys = Map.copyOf(keys);
    }

    /// @throws studio.rowan.db.DbError.Corrupt where the schema table cannot be parsed
    public static Outline of(Access access) {
        Schema schema = SchemaReader.read(access);
        Map<String, List<Column>> columns = new HashMap<>();
        for (Row row : access.query(Sql.of(TABLES))) {
            columns.computeIfAbsent(lower(row.text(0)), _ -> new ArrayList<>())
                    .add(SchemaReader.column(row, 1, _ -> false));
        }
        Map<String, List<ForeignKey>> keys = new HashMap<>();
        for (ForeignKey key : SchemaReader.foreignKeys(access)) {
            keys.computeIfAbsent(lower(key.table()), _ -> new ArrayList<>()).add(key);
        }
        return new Outline(schema, columns, keys);
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
