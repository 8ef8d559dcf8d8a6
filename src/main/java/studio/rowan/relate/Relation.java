package studio.rowan.relate;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A reference from the rows of one table to those of another. Names are spelled as the schema has them, whatever the
/// declaration says.
/// @param columns of the child
/// @param parent as declared where there is no such table
/// @param to the parent's columns, one for each of the child's; empty where nobody can tell them
/// @param unique at most one row of the parent has those values
/// @param onUpdate as `PRAGMA foreign_key_list` says; `NO ACTION` for kept ones
public record Relation(
        String child,
        List<String> columns,
        String parent,
        List<String> to,
        Origin origin,
        State state,
        boolean unique,
        String onUpdate,
        String onDelete) {
    /// Who says so.
    public enum Origin {
        /// A foreign key of the schema: SQLite enforces it.
        DECLARED,
        /// A reference that the user keeps for this file: nothing enforces it.
        KEPT
    }

    /// Whether it can be followed.
    public enum State {
        SOUND,
        /// There is no such table.
        NO_PARENT,
        /// The parent has no such columns, or no unique key over them: SQLite calls it a foreign key mismatch.
        NO_KEY
    }

    public Relation {
        columns = List.copyOf(columns);
        to = List.copyOf(to);
    }

    public boolean isSound() {
        return state == State.SOUND;
    }

    public boolean isDeclared() {
        return origin == Origin.DECLARED;
    }

    /// A table that refers to itself, such as employees to their manager.
    public boolean isSelf() {
        return child.equalsIgnoreCase(parent);
    }

    public boolean isComposite() {
        return columns.size() > 1;
    }

    /// Whether the child's column takes part.
    public boolean uses(String column) {
        return columns.stream().anyMatch(each -> each.equalsIgnoreCase(column));
    }

    /// The condition that finds the parent of a child with these values, in the order of [#columns]. The
    /// parent's column stands left: its affinity and its collation decide, as they do in a foreign key.
    public Sql parentWhere(List<Value> values) {
        return equal(to, values);
    }

    private static Sql equal(List<String> names, List<Value> values) {
        if (names.isEmpty() || names.size() != values.size()) {
            throw new IllegalArgumentException(names + " have not the values " + values.size());
        }
        Sql.Builder sql = Sql.builder();
        for (int i = 0; i < names.size(); i++) {
            sql.add(i == 0 ? "" : " AND ").ident(names.get(i)).add(" = ").bind(values.get(i));
        }
        return sql.build();
    }

    /// `posts.user_id → users.id`, for people.
    public String text() {
        return ends(child, columns) + " → " + (to.isEmpty() ? parent : ends(parent, to));
    }

    private static String ends(String table, List<String> columns) {
        return columns.size() == 1
                ? table + "." + columns.getFirst()
                : table + " (" + String.join(", ", new ArrayList<>(columns)) + ")";
    }
}
