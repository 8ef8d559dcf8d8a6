package studio.rowan.relate;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Rows whose foreign key leads nowhere: what `PRAGMA foreign_key_check` finds, with the keys of the rows and
/// the values that have no parent, which it does not tell.
public final class BrokenReferences {
    /// Rows of one reference that are named.
    public static final int MOST_NAMED = 500;

    /// Rows of one reference that are counted.
    public static final int MOST_COUNTED = 100_000;

    /// Beside the names of tables that a file may have.
    private static final String PARENT = Ident.quote("parent of it");

    private static final int LARGEST = 65_536;

    /// One row.
    /// @param key of the row; empty where its table has none
    /// @param values that have no parent, in the order of the reference's columns
    public record Violation(List<Value> key, List<Value> values) {}

    /// The rows of one reference.
    /// @param rows how many, at most [#MOST_COUNTED] and one
    /// @param named the first of them
    public record Group(Relation relation, long rows, List<Violation> named) {
        public Group {
            named = List.copyOf(named);
        }

        public boolean isCounted() {
            return rows <= MOST_COUNTED;
        }
    }

    private BrokenReferences() {}

    /// Looks at one reference after the other, and tells the job of this read how far it is.
    public static List<Group> read(Access access, Workspace workspace, Relations relations) {
        List<Relation> declared =
                relations.all().stream().filter(BrokenReferences::isChecked).toList();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            access.job().report(i, declared.size(), "references");
            Relation relation = declared.get(i);
            SchemaObject child = workspace.schema().relation(relation.child()).orElse(null);
            if (child != null) {
                Group group = group(access, SchemaReader.table(access, child), relation);
                if (group.rows() > 0) {
                    groups.add(group);
                }
            }
        }
        return groups;
    }

    static Group group(Access access, Table child, Relation relation) {
        long rows = access.scalar(Sql.builder()
                        .add("SELECT count(*) FROM (SELECT 1 FROM ")
                        .add(Ident.quote("main", relation.child()))
                        .add(" WHERE ")
                        .add(condition(relation))
                        .add(" LIMIT " + (MOST_COUNTED + 1) + ")")
                        .build())
                .asLong();
        return new Group(relation, rows, rows == 0 ? List.of() : named(access, child, relation));
    }

    /// SQLite refuses to check a key that fits no unique key of its parent; that is a fault of the schema.
    static boolean isChecked(Relation relation) {
        return relation.isDeclared() && relation.state() != Relation.State.NO_KEY;
    }

    /// True for rows of the child that refer to a row which is not there. The parent's affinity and collation
    /// decide, as they do in the key: the child's column stands at the right, without its own.
    public static Sql condition(Relation relation) {
        Sql.Builder sql = Sql.builder();
        for (int i = 0; i < relation.columns().size(); i++) {
            sql.add(i == 0 ? "" : " AND ").add(column(relation, i)).add(" IS NOT NULL");
        }
        if (relation.isSound()) {
            sql.add(" AND NOT EXISTS (SELECT 1 FROM ").add(Ident.quote("main", relation.parent()));
            sql.add(" AS " + PARENT + " WHERE ");
            for (int i = 0; i < relation.to().size(); i++) {
                sql.add(i == 0 ? "" : " AND ")
                        .add(PARENT + ".")
                        .ident(relation.to().get(i));
                sql.add(" = +").add(column(relation, i));
            }
            sql.add(")");
        }
        return sql.build();
    }

    /// The values that have no parent, each once as the parent's key tells values apart: where its letters' case does
    /// not count, `a` and `A` would be one row twice.
    public static List<List<Value>> missing(Access access, Relation relation, int most) {
        String parent = Ident.quote("main", relation.parent());
        String key = String.join(", ", relation.to().stream().map(Ident::quote).toList());
        String none = "SELECT " + key + " FROM " + parent + " WHERE 0";
        String kept = "temp." + Ident.quote("rowan missing keys");
        access.execute(Sql.of("DROP TABLE IF EXISTS " + kept));
        // Its columns have the affinities of the parent's, and the first part of a UNION lends its collations to all.
        access.execute(Sql.of("CREATE TEMP TABLE " + Ident.quote("rowan missing keys") + " AS " + none));
        access.execute(Sql.builder()
                .add("INSERT INTO " + kept + " SELECT DISTINCT " + values(relation) + " FROM ")
                .add(Ident.quote("main", relation.child()))
                .add(" WHERE ")
                .add(condition(relation))
                .build());
        List<List<Value>> found =
                access.query(Sql.of(none + " UNION SELECT * FROM " + kept + " LIMIT " + most)).stream()
                        .map(Row::toList)
                        .filter(values -> values.stream().noneMatch(Value::isNull))
                        .map(List::copyOf)
                        .toList();
        access.execute(Sql.of("DROP TABLE " + kept));
        return found;
    }

    static String values(Relation relation) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < relation.columns().size(); i++) {
            String column = column(relation, i);
            values.add("CASE WHEN octet_length(" + column + ") < " + LARGEST + " THEN " + column + " END");
        }
        return String.join(", ", values);
    }

    private static String column(Relation relation, int at) {
        return Ident.quote(relation.child()) + "."
                + Ident.quote(relation.columns().get(at));
    }

    private static List<Violation> named(Access access, Table table, Relation relation) {
        List<String> keys = switch (table.key()) {
            case Table.Key.Rowid(String alias) -> List.of(alias);
            case Table.Key.Primary primary ->
                primary.columns().stream().map(Ident::quote).toList();
            case Table.Key.None _ -> List.of();
        };
        Sql.Builder sql = Sql.builder().add("SELECT ");
        keys.forEach(key -> sql.add(Ident.quote(table.name()) + "." + key + ", "));
        sql.add(values(relation))
                .add(" FROM ")
                .add(Ident.quote("main", table.name()))
                .add(" WHERE ")
                .add(condition(relation));
        List<Violation> named = new ArrayList<>();
        for (Row row : access.query(sql.add(" LIMIT " + MOST_NAMED).build())) {
            List<Value> cells = row.toList();
            named.add(new Violation(
                    List.copyOf(cells.subList(0, keys.size())), List.copyOf(cells.subList(keys.size(), cells.size()))));
        }
        return named;
    }
}
