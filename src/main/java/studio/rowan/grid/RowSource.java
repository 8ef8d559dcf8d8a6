package studio.rowan.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Row;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Where rows come from: immutable, without a connection. A [RowWindow] fetches them.
public sealed interface RowSource permits SqlRows, ListRows {
    /// The rows of a table or view, by its key where it has one.
    static SqlRows of(Table table) {
        return table.key() instanceof Table.Key.None
                ? new OrdinalRows(table, List.of(), null)
                : new KeyedRows(table, List.of(), null);
    }

    /// Rows that are in memory already: the result of a query.
    static ListRows of(List<String> columns, List<Row> rows) {
        return new ListRows(columns, rows);
    }

    /// The columns that `SELECT *` would give: those of the rows of [#of(Table)].
    static List<Column> visible(Table table) {
        return table.columns().stream()
                .filter(c -> c.hidden() != Column.Hidden.HIDDEN)
                .toList();
    }

    /// What the source is called, for titles of jobs.
    String name();

    /// The names of the columns of each row.
    List<String> columns();

    @Nullable
    RowOrder order();

    /// The same rows in another order; `null` for their natural one.
    RowSource orderedBy(@Nullable RowOrder order);
}
