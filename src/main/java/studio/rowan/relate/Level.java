package studio.rowan.relate;

import java.util.List;
import studio.rowan.db.Sql;
import studio.rowan.grid.RowSource;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Which rows of a table are wanted at one level, and what is wanted with each of them.
/// @param columns to be shown
/// @param where conditions over the table alone, as SQLite takes them
/// @param limit rows at most; below another level, for each row of that one
public record Level(
        Table table, List<String> columns, List<Sql> where, List<Order> order, int limit, List<Branch> with) {
    /// The columns of a level of which nobody chose any.
    private static final int SHOWN = 100;

    /// @param column to sort by
    public record Order(String column, boolean descending) {}

    /// The rows of another table that belong to each row of a level.
    /// @param name under which they are shown
    public record Branch(String name, Hop hop, Level level) {
        public Branch {
            if (!hop.table().name().equals(level.table().name())) {
                throw new IllegalArgumentException(
                        "the hop leads to " + hop.table().name());
            }
        }
    }

    public Level {
        columns = List.copyOf(columns);
        where = List.copyOf(where);
        order = List.copyOf(order);
        with = List.copyOf(with);
        if (limit < 1 || limit > Levels.MOST) {
            throw new IllegalArgumentException("limit " + limit);
        }
        if (table.key() instanceof Table.Key.None) {
            throw new IllegalArgumentException("no key: " + table.name());
        }
    }

    /// The first rows of a table by its key.
    public static Level of(Table table, int limit) {
        List<String> columns =
                RowSource.visible(table).stream().limit(SHOWN).map(Column::name).toList();
        return new Level(table, columns, List.of(), List.of(), limit, List.of());
    }

    /// Whether rows of the table can be found again: those of views and some virtual tables cannot.
    public static boolean serves(Table table) {
        return !(table.key() instanceof Table.Key.None);
    }

    public Level columns(List<String> shown) {
        return new Level(table, shown, where, order, limit, with);
    }

    public Level where(List<Sql> conditions) {
        return new Level(table, columns, conditions, order, limit, with);
    }

    public Level order(List<Order> parts) {
        return new Level(table, columns, where, parts, limit, with);
    }

    public Level with(List<Branch> branches) {
        return new Level(table, columns, where, order, limit, branches);
    }
}
