package studio.rowan.relate;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Table;

/// One step from the rows of a table to those that belong to them.
public sealed interface Hop {
    /// From a row to what it refers to.
    record ToParent(Link link) implements Hop {}

    /// From a row to what refers to it.
    record ToChildren(Link link) implements Hop {}

    /// From a row to those that a join table ties to it.
    /// @param near from the join table to the table that the hop begins at
    /// @param far from the join table to the other side
    record Through(Link near, Link far) implements Hop {}

    /// The table whose rows are found.
    default Table table() {
        return switch (this) {
            case ToParent(Link link) -> link.parent();
            case ToChildren(Link link) -> link.child();
            case Through through -> through.far().parent();
        };
    }

    /// The columns of the table at which the hop begins whose values lead on.
    default List<String> from() {
        return switch (this) {
            case ToParent(Link link) -> link.columns();
            case ToChildren(Link link) -> link.to();
            case Through through -> through.near().to();
        };
    }

    /// The reference that SQLite looks up by the child's columns; it may lack an index. Empty where none is needed.
    default Optional<Link> lookedUp() {
        return switch (this) {
            case ToParent _ -> Optional.empty();
            case ToChildren(Link link) -> Optional.of(link);
            case Through through -> Optional.of(through.near());
        };
    }

    /// The condition of the rows found, over their table alone.
    /// @param value an expression without affinity for each column of [#from]
    default Sql match(IntFunction<Sql> value) {
        return switch (this) {
            case ToParent(Link link) -> link.parents(value);
            case ToChildren(Link link) -> link.children(value);
            case Through(Link near, Link far) ->
                Sql.builder()
                        .add(row(far.parent(), far.to()) + " IN (SELECT " + row(far.child(), far.columns()))
                        .add(" FROM main." + Ident.quote(near.child().name()) + " WHERE ")
                        .add(near.children(value))
                        .add(")")
                        .build();
        };
    }

    /// The condition of the rows that it finds for one row, over their table alone.
    /// @param from the row's values of the columns of [#from]
    default Sql where(List<Value> from) {
        return match(i -> LevelSql.exact(from.get(i)));
    }

    private static String row(Table table, List<String> columns) {
        String names =
                columns.stream().map(name -> Ident.quote(table.name(), name)).collect(Collectors.joining(", "));
        return columns.size() == 1 ? names : "(" + names + ")";
    }
}
