package studio.rowan.schema;

import java.util.List;
import java.util.Optional;

/// The objects of a database, as `sqlite_schema` and `PRAGMA table_list` list them. Columns and keys of a table are
/// read when they are needed ([SchemaReader#table]): a file may hold ten thousand tables, or one broken view.
/// @param version `PRAGMA schema_version`: moves with every change of the schema
public record Schema(long version, List<SchemaObject> objects) {
    public static final Schema EMPTY = new Schema(-1, List.of());

    public List<SchemaObject> of(SchemaObject.Kind kind) {
        return objects.stream().filter(o -> o.kind() == kind).toList();
    }

    /// The table or view of that name (names differ by more than the case of ASCII letters).
    public Optional<SchemaObject> relation(String name) {
        return objects.stream()
                .filter(o -> o.kind().isRelation() && o.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Indexes and triggers that belong to a table or view.
    public List<SchemaObject> belongingTo(String table, SchemaObject.Kind kind) {
        return objects.stream()
                .filter(o -> o.kind() == kind && o.table().equalsIgnoreCase(table))
                .toList();
    }

    /// The shadow tables of a virtual table: they are named after it.
    public List<SchemaObject> shadowsOf(String table) {
        return of(SchemaObject.Kind.SHADOW).stream()
                .filter(o -> o.table().equalsIgnoreCase(table))
                .toList();
    }
}
