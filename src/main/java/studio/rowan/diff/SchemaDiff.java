package studio.rowan.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;

/// What became of a structure. White space, comments, the case of keywords and the quotes of names are no difference:
/// SQLite itself rewrites them when a table is renamed.
public final class SchemaDiff {
    private final Outline before;
    private final Outline after;
    private final List<Change> changes = new ArrayList<>();

    private SchemaDiff(Outline before, Outline after) {
        this.before = before;
        this.after = after;
    }

    /// The differences, table by table; empty where both are made alike.
    public static List<Change> between(Outline before, Outline after) {
        return between(before, after, _ -> true);
    }

    /// @param counts whether an object is looked at
    public static List<Change> between(Outline before, Outline after, Predicate<SchemaObject> counts) {
        SchemaDiff diff = new SchemaDiff(before, after);
        diff.compare(counts);
        return List.copyOf(diff.changes);
    }

    private void compare(Predicate<SchemaObject> counts) {
        Map<String, SchemaObject> then = objects(before, counts);
        Map<String, SchemaObject> now = objects(after, counts);
        Map<String, @Nullable SchemaObject> all = new LinkedHashMap<>(then);
        now.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            SchemaObject was = then.get(name);
            SchemaObject is = now.get(name);
            if (was == null && is != null) {
                changes.add(new Change.Added(is));
            } else if (is == null && was != null) {
                changes.add(new Change.Removed(was));
            } else if (was != null && is != null) {
                compare(was, is);
            }
        }
    }

    /// By kind and name. What SQLite makes for its own use follows from the rest.
    private static Map<String, SchemaObject> objects(Outline of, Predicate<SchemaObject> counts) {
        Map<String, SchemaObject> objects = new LinkedHashMap<>();
        for (SchemaObject object : of.schema().objects()) {
            boolean own = object.kind() == SchemaObject.Kind.SHADOW || object.kind() == SchemaObject.Kind.SYSTEM;
            if (!own && object.sql() != null && counts.test(object)) {
                String group = object.kind().isRelation() ? "relation" : String.valueOf(object.kind());
                objects.put(group + " " + SqlWords.lower(object.name()), object);
            }
        }
        return objects;
    }

    private void compare(SchemaObject was, SchemaObject is) {
        int known = changes.size();
        if (was.kind() == SchemaObject.Kind.TABLE && is.kind() == SchemaObject.Kind.TABLE) {
            compareColumns(is.name());
            boolean keys = compareKeys(is.name());
            compareDefinitions(was, is, keys);
        }
        if (changes.size() == known && (was.kind() != is.kind() || !SqlWords.alike(was, before, is, after))) {
            changes.add(new Change.Altered(was, is));
        }
    }

    private void compareColumns(String table) {
        Map<String, Column> then = byName(before.columnsOf(table));
        Map<String, Column> now = byName(after.columnsOf(table));
        then.forEach((name, column) -> {
            Column is = now.get(name);
            if (is == null) {
                changes.add(new Change.ColumnRemoved(table, column));
            } else if (!alike(column, is)) {
                changes.add(new Change.ColumnAltered(table, column, is));
            }
        });
        now.forEach((name, column) -> {
            if (!then.containsKey(name)) {
                changes.add(new Change.ColumnAdded(table, column));
            }
        });
    }

    private static Map<String, Column> byName(List<Column> columns) {
        Map<String, Column> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(SqlWords.lower(column.name()), column));
        return byName;
    }

    private static boolean alike(Column a, Column b) {
        return a.declaredType().equalsIgnoreCase(b.declaredType())
                && a.notNull() == b.notNull()
                && a.keyPosition() == b.keyPosition()
                && a.hidden() == b.hidden()
                && SqlWords.ofDefault(a.defaultSql()).equals(SqlWords.ofDefault(b.defaultSql()));
    }

    private boolean compareKeys(String table) {
        List<ForeignKey> then = before.keysOf(table);
        List<ForeignKey> now = after.keysOf(table);
        boolean differ = !said(then).equals(said(now));
        if (differ) {
            changes.add(new Change.KeysAltered(table, then, now));
        }
        return differ;
    }

    /// What neither the columns nor the foreign keys tell.
    /// @param keys whether foreign keys were told of already
    private void compareDefinitions(SchemaObject was, SchemaObject is, boolean keys) {
        TableText then = TableText.of(was.sql()).orElse(null);
        TableText now = TableText.of(is.sql()).orElse(null);
        if (then == null || now == null) {
            return;
        }
        List<String> gone = new ArrayList<>();
        List<String> come = new ArrayList<>();
        for (TableText.Part part : then.columns()) {
            TableText.Part other = now.column(part.name()).orElse(null);
            if (other != null && !other.words().equals(part.words()) && isQuiet(is.name(), part, keys)) {
                gone.add(line(part));
                come.add(line(other));
            }
        }
        gone.addAll(missing(then.constraints(), now.constraints(), keys));
        come.addAll(missing(now.constraints(), then.constraints(), keys));
        if (!then.options().equals(now.options())) {
            gone.addAll(options(then));
            come.addAll(options(now));
        }
        if (!gone.isEmpty() || !come.isEmpty()) {
            changes.add(new Change.DefinitionAltered(is.name(), gone, come));
        }
    }

    /// Whether what differs in a column's definition was not told of yet.
    private boolean isQuiet(String table, TableText.Part part, boolean keys) {
        Column then = before.column(table, part.name());
        Column now = after.column(table, part.name());
        return then != null && now != null && alike(then, now) && !(keys && part.has("references"));
    }

    private static List<String> missing(List<TableText.Part> parts, List<TableText.Part> in, boolean keys) {
        return parts.stream()
                .filter(part -> in.stream().noneMatch(other -> other.words().equals(part.words())))
                .filter(part -> !(keys && part.has("foreign")))
                .map(SchemaDiff::line)
                .toList();
    }

    private static String line(TableText.Part part) {
        return part.sql().strip().replaceAll("\\s+", " ");
    }

    private static List<String> options(TableText table) {
        return table.options().isEmpty()
                ? List.of()
                : List.of(String.join(" ", table.options()).toUpperCase(Locale.ROOT));
    }

    private static Set<String> said(List<ForeignKey> keys) {
        Set<String> said = new HashSet<>();
        for (ForeignKey key : keys) {
            said.add(SqlWords.lower(
                    key.columns() + " " + key.parent() + " " + key.to() + " " + key.onUpdate() + " " + key.onDelete()));
        }
        return said;
    }
}
