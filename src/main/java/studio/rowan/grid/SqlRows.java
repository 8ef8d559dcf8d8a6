package studio.rowan.grid;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// Rows that SQLite finds: of tables and views, under conditions, in an order.
public sealed interface SqlRows extends RowSource permits KeyedRows, OrdinalRows {
    /// Ends a bounded count: `more than 10,000`.
    long COUNT_LIMIT = 10_001;

    /// The conditions on its rows, all of which hold.
    List<Sql> where();

    /// The same source under these conditions, each an SQL expression over the table's columns.
    SqlRows where(List<Sql> conditions);

    @Override
    SqlRows orderedBy(@Nullable RowOrder order);

    /// Counts its rows, but stops at `limit`: constant time.
    Sql countUpTo(long limit);

    /// Counts its rows to the end.
    Sql countAll();

    /// Selects one whole cell, whatever it weighs; no row where the key is gone.
    Sql cell(RowKey key, int column);

    /// Selects these expressions over one row; no row where the key is gone.
    Sql of(RowKey key, List<Sql> expressions);

    /// Selects all rows, these columns, whole cells, in the order of the source: for exports.
    Sql all(List<Integer> columns);

    /// Gives `count` rows from the `first` on, these columns, whole cells: for copies of any size.
    /// @param numbers gives NULL for whatever is no number: for sums, which read no text
    /// @param anchor a place known to stand at or before `first`; `null` for the start
    void stream(
            Access access,
            @Nullable Anchor anchor,
            long first,
            long count,
            List<Integer> columns,
            boolean numbers,
            Consumer<Row> to);
}
