package studio.rowan.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Table;

/// Rows of a table by their keys, many in one statement, in the order of the keys.
final class ByKeys {
    private static final int MOST_COLUMNS = 1000;

    private final Table table;
    private final List<String> columns;
    private final List<String> compared;

    /// @param columns of the rows, as expressions
    /// @param compared the key's columns for a comparison
    ByKeys(Table table, List<String> columns, List<String> compared) {
        this.table = table;
        this.columns = columns;
        this.compared = compared;
    }

    /// One row for each key, large cells left out; `null` where the row is gone.
    List<@Nullable KeyedRow> page(Access access, List<RowKey> keys) {
        Value[][] cells = new Value[keys.size()][];
        for (Value[] row : CellGuard.rows(
                access, 1, columns, (chunk, guarded) -> joined(CellGuard.select(with(keys), chunk, guarded)))) {
            cells[Math.toIntExact(row[0].asLong())] = Arrays.copyOfRange(row, 1, row.length);
        }
        List<@Nullable KeyedRow> rows = new ArrayList<>();
        for (int r = 0; r < cells.length; r++) {
            rows.add(cells[r] == null ? null : new KeyedRow(keys.get(r), new Row(cells[r])));
        }
        return rows;
    }

    private static Value[] empty(int size) {
        Value[] cells = new Value[size];
        Arrays.fill(cells, Value.NULL);
        return cells;
    }

    /// Gives these columns, whole cells, of each row that is still there.
    /// @param numbers gives NULL for whatever is no number
    void cells(Access access, List<RowKey> keys, List<Integer> selected, boolean numbers, BiConsumer<RowKey, Row> to) {
        Value[][] cells = new Value[keys.size()][];
        for (int at = 0; at == 0 || at < selected.size(); at += MOST_COLUMNS) {
            Sql.Builder sql = with(keys);
            for (int column : selected.subList(at, Math.min(selected.size(), at + MOST_COLUMNS))) {
                String cell = columns.get(column);
                sql.add(", " + (numbers ? CellGuard.number(cell) : cell));
            }
            int from = at;
            access.query(joined(sql), row -> {
                int r = Math.toIntExact(row.asLong(0));
                Value[] mine = cells[r] == null ? empty(selected.size()) : cells[r];
                System.arraycopy(row.cells(), 1, mine, from, row.size() - 1);
                cells[r] = mine;
            });
        }
        for (int r = 0; r < cells.length; r++) {
            if (cells[r] != null) {
                to.accept(keys.get(r), new Row(cells[r]));
            }
        }
    }

    private String page() {
        return Ident.quote("rowan page of " + table.name());
    }

    private Sql.Builder with(List<RowKey> keys) {
        Sql.Builder sql = Sql.builder().add("WITH " + page() + "(n");
        for (int i = 0; i < compared.size(); i++) {
            sql.add(", k" + i);
        }
        sql.add(") AS (VALUES ");
        for (int r = 0; r < keys.size(); r++) {
            sql.add(r == 0 ? "(" + r : ", (" + r);
            keys.get(r).values().forEach(value -> sql.add(", ").add(Binding.exact(value)));
            sql.add(")");
        }
        return sql.add(") SELECT " + page() + ".n");
    }

    private Sql joined(Sql.Builder sql) {
        String on = String.join(
                " AND ",
                IntStream.range(0, compared.size())
                        .mapToObj(i -> compared.get(i) + " = " + page() + ".k" + i)
                        .toList());
        return sql.add(" FROM " + page() + " CROSS JOIN main." + Ident.quote(table.name()) + " ON " + on)
                .build();
    }
}
