package studio.rowan.relate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaReader;

/// Reads the relations of a whole file in four statements, however many tables it has.
final class RelationReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Sql NAMES = Sql.of("SELECT name, type = 'table' AND rootpage > 0 FROM sqlite_schema"
            + " WHERE type IN ('table', 'view') AND typeof(name) = 'text'");

    private final Access access;
    /// Every table and view by name, and whether it is an ordinary table.
    private final Map<String, Boolean> ordinary = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> spelled = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, RelatedTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /// @param parent of the key, as its own table spells it
    private record Declared(String parent, ForeignKey key) {
        String child() {
            return key.table();
        }
    }

    private RelationReader(Access access) {
        this.access = access;
    }

    /// @param kept what the user keeps beside the keys of the file
    static Relations read(Access access, List<Kept.Reference> kept) {
        return new RelationReader(access).all(kept);
    }

    private Relations all(List<Kept.Reference> kept) {
        long version = access.pragma("schema_version").asLong();
        access.query(NAMES).forEach(row -> {
            ordinary.put(row.text(0), row.asLong(1) != 0);
            spelled.put(row.text(0), row.text(0));
        });
        List<Declared> declared = declared();
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        declared.forEach(key -> {
            wanted.add(key.child());
            wanted.add(key.parent());
        });
        kept.forEach(reference -> {
            wanted.add(reference.child());
            wanted.add(reference.parent());
        });
        wanted.removeIf(name -> !ordinary.getOrDefault(name, false));
        readTables(wanted);
        kept.forEach(reference -> {
            readOther(reference.child());
            readOther(reference.parent());
        });
        List<Relation> relations = new ArrayList<>();
        declared.forEach(key -> relations.add(relation(key)));
        kept.forEach(reference -> relations.add(relation(reference)));
        return new Relations(version, relations, tables.values());
    }

    private List<Declared> declared() {
        return SchemaReader.foreignKeys(access).stream()
                .map(key -> new Declared(spelled.getOrDefault(key.parent(), key.parent()), key))
                .toList();
    }

    private Relation relation(Declared key) {
        List<String> columns = key.key().columns();
        boolean there = ordinary.containsKey(key.parent());
        List<String> to = there ? resolved(key, columns.size()) : List.of();
        RelatedTable parent = tables.get(key.parent());
        boolean unique = parent != null && !to.isEmpty() && parent.hasKey(to);
        Relation.State state =
                !there ? Relation.State.NO_PARENT : unique ? Relation.State.SOUND : Relation.State.NO_KEY;
        return new Relation(
                key.child(),
                columns,
                key.parent(),
                to,
                Relation.Origin.DECLARED,
                state,
                unique,
                key.key().onUpdate(),
                key.key().onDelete());
    }

    /// The parent's columns: those that are named, else its primary key.
    private List<String> resolved(Declared key, int size) {
        RelatedTable parent = tables.get(key.parent());
        if (parent == null) {
            return List.of();
        }
        List<String> named = key.key().to();
        if (named == null) {
            List<String> primary = parent.primary();
            return primary.size() == size ? primary : List.of();
        }
        return spelled(parent, named);
    }

    private Relation relation(Kept.Reference reference) {
        RelatedTable child = tables.get(reference.child());
        RelatedTable parent = tables.get(reference.parent());
        List<String> to = parent == null ? List.of() : spelled(parent, reference.to());
        List<String> columns = child == null ? List.of() : spelled(child, reference.columns());
        boolean whole = !to.isEmpty() && columns.size() == to.size();
        return new Relation(
                child == null ? reference.child() : child.name(),
                columns.isEmpty() ? reference.columns() : columns,
                parent == null ? reference.parent() : parent.name(),
                to,
                Relation.Origin.KEPT,
                parent == null ? Relation.State.NO_PARENT : whole ? Relation.State.SOUND : Relation.State.NO_KEY,
                parent != null && whole && parent.hasKey(to),
                "NO ACTION",
                "NO ACTION");
    }

    /// The columns as the table spells them; empty where it lacks one.
    private static List<String> spelled(RelatedTable table, List<String> names) {
        List<String> found = names.stream()
                .flatMap(name -> table.column(name).stream().map(Column::name))
                .toList();
        return found.size() == names.size() ? found : List.of();
    }

    // ---- tables ----

    private void readTables(Collection<String> names) {
        Value list = Value.of(json(names));
        Map<String, List<List<String>>> keys = keys(list);
        Map<String, List<Row>> columns = new LinkedHashMap<>();
        access.query(
                Sql.of(
                        "SELECT n.value, x.cid, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden"
                                + " FROM temp.json_each(?) n JOIN temp.pragma_table_xinfo(n.value, 'main') x",
                        list),
                row -> columns.computeIfAbsent(row.text(0), _ -> new ArrayList<>())
                        .add(row));
        columns.forEach((name, rows) -> {
            String table = spelled.getOrDefault(name, name);
            tables.put(table, table(table, rows, keys.getOrDefault(name, List.of())));
        });
    }

    private static RelatedTable table(String name, List<Row> rows, List<List<String>> indexed) {
        List<Column> columns = new ArrayList<>();
        for (Row row : rows) {
            columns.add(SchemaReader.column(
                    row,
                    1,
                    column -> indexed.stream()
                            .anyMatch(key -> key.size() == 1 && column.equalsIgnoreCase(key.getFirst()))));
        }
        List<String> primary = new RelatedTable(name, columns, List.of()).primary();
        List<List<String>> keys = new ArrayList<>();
        if (!primary.isEmpty()) {
            keys.add(primary);
        }
        keys.addAll(indexed);
        return new RelatedTable(name, columns, keys);
    }

    /// The columns of the unique indexes that cover all rows, by table. One over an expression is no key to refer to.
    private Map<String, List<List<String>>> keys(Value list) {
        Map<String, Map<String, List<@Nullable String>>> parts = new LinkedHashMap<>();
        access.query(
                Sql.of(
                        "SELECT n.value, i.name, p.name FROM temp.json_each(?) n"
                                + " JOIN temp.pragma_index_list(n.value, 'main') i"
                                + " JOIN temp.pragma_index_xinfo(i.name, 'main') p"
                                + " WHERE i.\"unique\" <> 0 AND i.partial = 0 AND p.key <> 0"
                                + " ORDER BY n.key, i.seq, p.seqno",
                        list),
                row -> parts.computeIfAbsent(row.text(0), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(row.text(1), _ -> new ArrayList<>())
                        .add(row.asText(2)));
        Map<String, List<List<String>>> keys = new LinkedHashMap<>();
        parts.forEach((table, indexes) -> indexes.values().forEach(columns -> {
            List<String> named = columns.stream()
                    .filter(java.util.Objects::nonNull)
                    .map(column -> column)
                    .toList();
            if (named.size() == columns.size()) {
                keys.computeIfAbsent(table, _ -> new ArrayList<>()).add(named);
            }
        }));
        return keys;
    }

    /// A view or virtual table that the user's own reference names: it may be broken, and then it has no columns.
    private void readOther(String name) {
        String table = spelled.get(name);
        if (table != null && !tables.containsKey(table)) {
            try {
                readTables(List.of(table));
            } catch (DbError.Syntax e) {
                tables.put(table, new RelatedTable(table, List.of(), List.of()));
            }
        }
    }

    private static String json(Collection<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
