package studio.rowan.search;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.relate.ManyToMany;
import studio.rowan.relate.Relation;

/// What the rows that are found can be told apart by: a column of few values, what they refer to, or what a join table
/// ties them to.
/// @param name what it is called: the column, or the table that is referred to
/// @param table that has `value` in it, one row for each row that is found or tied to it
/// @param row the column of the table that says which row it is
/// @param value the column that is counted
/// @param parent the table whose `label` speaks for a value, null where the value speaks for itself
public record Facet(
        String name,
        String table,
        String row,
        String value,
        @Nullable String parent,
        @Nullable String parentKey,
        @Nullable String label) {
    static Facet column(String table, String rowid, String column) {
        return new Facet(column, table, rowid, column, null, null, null);
    }

    static Facet reference(String rowid, Relation relation, @Nullable String label) {
        String column = relation.columns().getFirst();
        return new Facet(
                relation.parent(),
                relation.child(),
                rowid,
                column,
                relation.parent(),
                relation.to().getFirst(),
                label);
    }

    static Facet tie(ManyToMany tie, @Nullable String label) {
        return new Facet(
                tie.other(),
                tie.join(),
                tie.near().columns().getFirst(),
                tie.far().columns().getFirst(),
                tie.other(),
                tie.far().to().getFirst(),
                label);
    }

    /// One value of it.
    /// @param label what it is called
    /// @param rows how many of those counted have it
    public record Count(Facet facet, Value value, String label, long rows) {
        /// However many rows have it.
        boolean isSameValue(Count other) {
            return facet.equals(other.facet) && value.equals(other.value);
        }
    }

    /// Those of the rows that have the value: the unary plus keeps SQLite from looking each of them up in the index,
    /// which would search anew for every one.
    Sql condition(Value wanted) {
        return Sql.builder()
                .add(" AND +rowid IN (SELECT ")
                .ident(row)
                .add(" FROM ")
                .ident(table)
                .add(" WHERE ")
                .ident(value)
                .add(" IS ")
                .bind(wanted)
                .add(")")
                .build();
    }

    /// How often each value is among the rows that `found` selects as `id`.
    Sql counts(Sql found, int most) {
        Sql.Builder sql = Sql.builder().add("SELECT v, n, ");
        if (parent != null && parentKey != null && label != null) {
            String name = "p." + Ident.quote(label);
            sql.add("(SELECT CASE WHEN octet_length(" + name + ") < 1000 THEN " + name + " END FROM ")
                    .ident(parent)
                    .add(" p WHERE p.")
                    .ident(parentKey)
                    .add(" = v LIMIT 1)");
        } else {
            sql.add("NULL");
        }
        return sql.add(" FROM (SELECT t.")
                .ident(value)
                .add(" AS v, count(*) AS n FROM (")
                .add(found)
                .add(") AS found JOIN ")
                .ident(table)
                .add(" t ON t.")
                .ident(row)
                .add(" = found.id GROUP BY 1 ORDER BY 2 DESC LIMIT " + most + ") ORDER BY n DESC")
                .build();
    }
}
