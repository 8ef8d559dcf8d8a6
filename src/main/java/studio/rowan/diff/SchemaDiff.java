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
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
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
                objects.put(group + " " + lower(object.name()), object);
            }
        }
        return objects;
    }

    private void compare(SchemaObject was, SchemaObject is) {
        int known = changes.size();
        if (was.kind() == SchemaObject.Kind.TABLE && is.kind() == SchemaObject.Kind.TABLE) {
            compareColumns(is.name());
            compareKeys(is.name());
        }
        if (changes.size() == known
                && (was.kind() != is.kind() || !words(was.sql()).equals(words(is.sql())))) {
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
        columns.forEach(column -> byName.put(lower(column.name()), column));
        return byName;
    }

    private static boolean alike(Column a, Column b) {
        return a.declaredType().equalsIgnoreCase(b.declaredType())
                && a.notNull() == b.notNull()
                && a.keyPosition() == b.keyPosition()
                && a.hidden() == b.hidden()
                && words(a.defaultSql()).equals(words(b.defaultSql()));
    }

    private void compareKeys(String table) {
        List<ForeignKey> then = before.keysOf(table);
        List<ForeignKey> now = after.keysOf(table);
        if (!said(then).equals(said(now))) {
            changes.add(new Change.KeysAltered(table, then, now));
        }
    }

    private static Set<String> said(List<ForeignKey> keys) {
        Set<String> said = new HashSet<>();
        for (ForeignKey key : keys) {
            said.add(lower(
                    key.columns() + " " + key.parent() + " " + key.to() + " " + key.onUpdate() + " " + key.onDelete()));
        }
        return said;
    }

    /// A statement as a list of what counts in it; empty without one.
    private static List<String> words(@Nullable String sql) {
        if (sql == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Token token : Tokenizer.tokens(sql)) {
            if (!token.isTrivia()) {
                words.add(word(token, sql));
            }
        }
        return words;
    }

    private static String word(Token token, String sql) {
        return switch (token.kind()) {
            case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER -> {
                String name = Names.unquote(token, sql);
                yield lower(name == null ? token.text(sql) : name);
            }
            case STRING, BLOB, NUMBER, PARAMETER, OPERATOR, SEMICOLON, COMMENT, SPACE, ILLEGAL -> token.text(sql);
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
