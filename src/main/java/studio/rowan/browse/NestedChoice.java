package studio.rowan.browse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Sql;
import studio.rowan.grid.RowSource;
import studio.rowan.relate.Level;
import studio.rowan.relate.Relations;
import studio.rowan.relate.Way;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// A level of the relation query builder: whether it is wanted, how its rows are chosen, what else is wanted with them.
final class NestedChoice {
    final String table;
    final String name;
    final @Nullable Way way;
    final Set<String> hidden = new HashSet<>();
    Related.Options options = Related.Options.DEFAULT;
    boolean wanted;
    private @Nullable List<NestedChoice> with;

    private NestedChoice(String table, String name, @Nullable Way way) {
        this.table = table;
        this.name = name;
        this.way = way;
    }

    /// The table that one starts at.
    static NestedChoice root(String table) {
        NestedChoice root = new NestedChoice(table, table, null);
        root.wanted = true;
        root.options = new Related.Options("", null, false, 50);
        return root;
    }

    /// What can be wanted with the rows, made when somebody looks: relations may go in circles.
    List<NestedChoice> with(Relations relations) {
        List<NestedChoice> known = with;
        if (known == null) {
            List<Way> ways = Way.of(relations, table);
            known = ways.stream()
                    .filter(next -> way == null || !next.isBackOf(way))
                    .map(next -> new NestedChoice(next.table(), next.name(ways), next))
                    .toList();
            with = known;
        }
        return known;
    }

    /// The level as it is to be loaded.
    /// @param where further conditions, and @param order in place of its own where it has none
    Level level(Function<String, Table> tables, List<Sql> where, List<Level.Order> order) {
        Table read = tables.apply(table);
        List<Sql> conditions = new ArrayList<>(where);
        conditions.addAll(Related.conditions(options));
        List<Level.Branch> branches = new ArrayList<>();
        for (NestedChoice choice : with == null ? List.<NestedChoice>of() : with) {
            if (choice.wanted && choice.way != null) {
                branches.add(new Level.Branch(
                        choice.name, choice.way.hop(tables), choice.level(tables, List.of(), List.of())));
            }
        }
        return Level.of(read, options.limit())
                .columns(columns(read))
                .where(conditions)
                .order(
                        options.order() == null
                                ? order
                                : List.of(new Level.Order(options.order(), options.descending())))
                .with(branches);
    }

    private List<String> columns(Table read) {
        List<String> shown = Level.of(read, 1).columns().stream()
                .filter(column -> !hidden.contains(column.toLowerCase(Locale.ROOT)))
                .toList();
        return shown.isEmpty() ? Level.of(read, 1).columns().subList(0, 1) : shown;
    }

    static List<String> names(Table read) {
        return RowSource.visible(read).stream().map(Column::name).toList();
    }
}
