package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Names;
import studio.rowan.db.Sql;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.diff.Outline;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.SchemaObject;

/// How many rows each table holds.
/// @param rows by table
record Census(Map<String, Long> rows) {
    static final Census NONE = new Census(Map.of());

    /// Names differ by more than the case of their letters.
    Census {
        Map<String, Long> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(rows);
        rows = Collections.unmodifiableMap(byName);
    }

    /// Counts some tables. The others are as they were at `known`.
    /// @param counted in lower case
    static Census of(Access access, Outline outline, Set<String> counted, Census known) {
        Map<String, Long> rows = new HashMap<>();
        for (SchemaObject table : tables(outline)) {
            Long then = known.rows.get(table.name());
            if (counted.contains(lower(table.name()))) {
                Long now = count(access, table.name());
                if (now != null) {
                    rows.put(table.name(), now);
                }
            } else if (then != null) {
                rows.put(table.name(), then);
            }
        }
        return new Census(rows);
    }

    /// Counts all tables.
    static Census of(Access access, Outline outline) {
        Set<String> all = new TreeSet<>();
        tables(outline).forEach(table -> all.add(lower(table.name())));
        return of(access, outline, all, NONE);
    }

    private static List<SchemaObject> tables(Outline outline) {
        return outline.schema().objects().stream()
                .filter(object -> object.kind() == SchemaObject.Kind.TABLE || keepsText(object))
                .toList();
    }

    /// A full-text index that holds texts of its own can lose them like a table.
    private static boolean keepsText(SchemaObject object) {
        return object.kind() == SchemaObject.Kind.FULL_TEXT
                && FullTextDdl.of(object.sql()).content() instanceof FullTextDdl.Content.Own;
    }

    private static @Nullable Long count(Access access, String table) {
        try {
            return access.scalar(Sql.of("SELECT count(*) FROM main." + Ident.quote(table)))
                    .asLong();
        } catch (DbError.Syntax | DbError.Corrupt e) {
            access.job().checkCancelled();
            return null;
        }
    }

    /// Tables that a script can change: those that it names, those that triggers of these name, and those whose foreign
    /// keys lead to one of them. In lower case; tables that it makes are among them.
    static Set<String> reach(String script, Outline outline) {
        Set<String> reached = names(script);
        Set<String> seen = new TreeSet<>();
        List<String> open = new ArrayList<>(reached);
        while (!open.isEmpty()) {
            String table = open.removeLast();
            if (seen.add(table)) {
                for (SchemaObject trigger : outline.schema().belongingTo(table, SchemaObject.Kind.TRIGGER)) {
                    String sql = trigger.sql();
                    open.addAll(sql == null ? Set.of() : names(sql));
                }
                for (ForeignKey key : outline.referringTo(table)) {
                    open.add(lower(key.table()));
                }
            }
        }
        return seen;
    }

    /// What could be names in a text, in lower case.
    static Set<String> names(String sql) {
        Set<String> names = new TreeSet<>();
        for (Token token : Tokenizer.tokens(sql)) {
            String name = token.isTrivia() ? null : Names.unquote(token, sql);
            if (name != null) {
                names.add(lower(name));
            }
        }
        return names;
    }

    /// What became of each table, by name; one that was renamed is told once, under its new name.
    /// @param renamed from and to in turn, in lower case
    List<RowCount> since(Census before, List<String> renamed) {
        Map<String, RowCount> counts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        before.rows.forEach((table, then) -> counts.put(table, new RowCount(table, then, rows.get(table), null)));
        rows.forEach((table, now) -> counts.putIfAbsent(table, new RowCount(table, null, now, null)));
        for (int i = 0; i + 1 < renamed.size(); i += 2) {
            RowCount from = counts.get(renamed.get(i));
            RowCount to = counts.get(last(renamed, i + 1));
            if (from != null && to != null && from.after() == null && to.before() == null) {
                counts.remove(from.table());
                counts.put(to.table(), new RowCount(to.table(), from.before(), to.after(), from.table()));
            }
        }
        return List.copyOf(counts.values());
    }

    /// What a table is called at last that is renamed again and again.
    private static String last(List<String> renamed, int at) {
        String name = renamed.get(at);
        for (int i = at + 1; i + 1 < renamed.size(); i += 2) {
            name = renamed.get(i).equals(name) ? renamed.get(i + 1) : name;
        }
        return name;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
