package studio.rowan.relate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// What the parents of many rows are called, found by one statement for a page of rows.
public final class ParentLabels {
    /// SQLite takes 32,766 parameters and 500 terms; a page has far fewer rows.
    private static final int MOST = 2000;

    /// Characters: what a cell can show.
    private static final int LONGEST = 120;

    private static final int LARGEST = 65_536;

    /// Whether there is a parent, and what it is called.
    /// @param text empty where it has no name of its own
    public record Label(boolean found, String text) {}

    private ParentLabels() {}

    /// The values by which a row refers to its parent; null where it refers to none, since one of them is NULL, or
    /// where one is too large to be a key.
    /// @param value of a column of the child, null where it has no such column
    public static @Nullable List<Value> key(
            Relation relation, java.util.function.Function<String, @Nullable Value> value) {
        List<Value> key = new ArrayList<>();
        for (String column : relation.columns()) {
            Value part = value.apply(column);
            if (part == null || part.isNull() || part instanceof Value.Large) {
                return null;
            }
            key.add(part);
        }
        return key;
    }

    /// The labels of the parents of these keys; those behind the first two thousand are left out.
    /// @param column that speaks for the parent's rows, null for none
    public static Map<List<Value>, Label> read(
            Access access, Relation relation, @Nullable String column, Collection<List<Value>> keys) {
        List<List<Value>> asked = new LinkedHashSet<>(keys).stream().limit(MOST).toList();
        Map<List<Value>, Label> labels = new HashMap<>();
        if (asked.isEmpty() || !relation.isSound()) {
            return labels;
        }
        for (Row row : access.query(sql(relation, column, asked))) {
            String text = row.asText(1);
            labels.put(asked.get((int) row.asLong(0)), new Label(text != null, text == null ? "" : text.substring(1)));
        }
        return labels;
    }

    /// One line for each key: its number, and `=` with the label where there is a parent. The sub-select looks each key
    /// up in the parent's index; a bound value takes the affinity of the parent's column, as in a foreign key.
    static Sql sql(Relation relation, @Nullable String column, List<List<Value>> keys) {
        Sql.Builder sql = Sql.builder().add("SELECT asked.column1, (SELECT '='").add(label(column));
        sql.add(" FROM main.").ident(relation.parent()).add(" AS p WHERE ");
        for (int part = 0; part < relation.to().size(); part++) {
            sql.add(part == 0 ? "p." : " AND p.").ident(relation.to().get(part)).add(" = asked.column" + (part + 2));
        }
        // The driver looks through a text that begins with WITH for an INSERT, which takes longer than the reading.
        sql.add(" LIMIT 1) FROM (VALUES ");
        for (int i = 0; i < keys.size(); i++) {
            sql.add(i == 0 ? "(" : ", (").add(i + ", ").bindAll(keys.get(i)).add(")");
        }
        return sql.add(") AS asked").build();
    }

    /// A large cell is not read for its first letters (F14).
    private static String label(@Nullable String column) {
        if (column == null) {
            return "";
        }
        String name = "p." + Ident.quote(column);
        return " || coalesce(substr(CASE WHEN octet_length(" + name + ") < " + LARGEST + " AND typeof(" + name
                + ") <> 'blob' THEN " + name + " END, 1, " + LONGEST + "), '')";
    }
}
