package studio.rowan.relate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// A way that the relations of a file offer from the rows of a table to those of another, as people choose it.
public sealed interface Way {
    /// To what the rows refer to.
    record Parent(Relation relation) implements Way {}

    /// To what refers to the rows.
    record Children(Relation relation) implements Way {}

    /// To what a join table ties to the rows.
    record Tied(ManyToMany tie) implements Way {}

    /// All that can be walked: parents, then what is tied, then children. Rows of a table that does nothing but tie are
    /// shown by what they tie alone.
    static List<Way> of(Relations relations, String table) {
        List<ManyToMany> ties = relations.through(table);
        List<Way> ways = new ArrayList<>();
        relations.parentsOf(table).stream()
                .filter(Relation::isSound)
                .map(Parent::new)
                .forEach(ways::add);
        ties.stream().map(Tied::new).forEach(ways::add);
        relations.childrenOf(table).stream()
                .filter(Relation::isSound)
                .filter(relation ->
                        ties.stream().noneMatch(tie -> tie.near().equals(relation) && isBare(relations, tie)))
                .map(Children::new)
                .forEach(ways::add);
        return ways;
    }

    /// Whether rows of the join table say nothing of their own.
    private static boolean isBare(Relations relations, ManyToMany tie) {
        RelatedTable join = relations.table(tie.join()).orElse(null);
        return join != null
                && join.columns().stream()
                        .map(Column::name)
                        .allMatch(name -> tie.near().uses(name)
                                || tie.far().uses(name)
                                || join.primary().stream().anyMatch(name::equalsIgnoreCase));
    }

    /// The table that it leads to.
    default String table() {
        return switch (this) {
            case Parent(Relation relation) -> relation.parent();
            case Children(Relation relation) -> relation.child();
            case Tied(ManyToMany tie) -> tie.other();
        };
    }

    /// The tables and columns that it takes: no two ways of a table have the same.
    default String id() {
        return switch (this) {
            case Parent(Relation relation) -> relation.text();
            case Children(Relation relation) -> relation.text();
            case Tied(ManyToMany(Relation near, Relation far)) -> near.text() + ", " + far.text();
        };
    }

    /// What distinguishes it from other ways to the same table: the columns that refer.
    default String by() {
        return switch (this) {
            case Parent(Relation relation) -> String.join(", ", relation.columns());
            case Children(Relation relation) -> String.join(", ", relation.columns());
            case Tied(ManyToMany tie) -> tie.join();
        };
    }

    /// A short name among these: the table's, with the columns behind where another one leads there too.
    default String name(List<Way> among) {
        boolean alone =
                among.stream().filter(way -> way.table().equals(table())).count() == 1;
        return alone ? table() : table() + " (" + by() + ")";
    }

    /// The columns of the table at which it begins whose values lead on.
    default List<String> from() {
        return switch (this) {
            case Parent(Relation relation) -> relation.columns();
            case Children(Relation relation) -> relation.to();
            case Tied(ManyToMany tie) -> tie.near().to();
        };
    }

    /// Whether the other leads straight back over the same reference.
    default boolean isBackOf(Way other) {
        return switch (this) {
            case Parent(Relation relation) -> other instanceof Children(Relation there) && there.equals(relation);
            case Children(Relation relation) -> other instanceof Parent(Relation there) && there.equals(relation);
            case Tied(ManyToMany tie) ->
                other instanceof Tied(ManyToMany there)
                        && there.near().equals(tie.far())
                        && there.far().equals(tie.near());
        };
    }

    /// The tables that must be known for its hop.
    default List<String> tables() {
        return switch (this) {
            case Parent(Relation relation) -> List.of(relation.child(), relation.parent());
            case Children(Relation relation) -> List.of(relation.child(), relation.parent());
            case Tied(ManyToMany(Relation near, Relation far)) ->
                Stream.of(near.child(), near.parent(), far.parent()).toList();
        };
    }

    /// @param tables gives each of [#tables] in full
    default Hop hop(Function<String, Table> tables) {
        return switch (this) {
            case Parent(Relation relation) -> new Hop.ToParent(link(relation, tables));
            case Children(Relation relation) -> new Hop.ToChildren(link(relation, tables));
            case Tied(ManyToMany(Relation near, Relation far)) ->
                new Hop.Through(link(near, tables), link(far, tables));
        };
    }

    private static Link link(Relation relation, Function<String, Table> tables) {
        return new Link(
                tables.apply(relation.child()), relation.columns(), tables.apply(relation.parent()), relation.to());
    }
}
