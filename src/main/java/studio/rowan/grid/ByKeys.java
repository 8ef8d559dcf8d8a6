package studio.rowan.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

/// Rows of a table by a range of its sorted keys, in one statement, in the order of the keys. The file of the keys is
/// part of the connection.
final class ByKeys {
    private static final int MOST_COLUMNS = 1000;
    private static final int SLICE = 500;

    /// Rows that another is compared with at once.
    private static final int PROBES = 32;

    private final Table table;
    private final List<String> columns;
    private final KeyOrder order;
    /// No table that a raw condition may ask is likely to have this name.
    private final String page;

    /// @param columns of the rows, as expressions
    ByKeys(Table table, List<String> columns, KeyOrder order) {
        this.table = table;
        this.columns = columns;
        this.order = order;
        this.page = Ident.quote("rowan page of " + table.name());
    }

    /// Makes the key of a row of which the first columns are those of the key.
    interface Keys {
        RowKey of(Row row, int at);
    }

    /// One row for each ordinal, large cells left out; `null` where the row is gone.
    List<@Nullable KeyedRow> page(Access access, KeyRange range, Keys keys, PageColumns read) {
        @Nullable KeyedRow[] rows = new KeyedRow[Math.toIntExact(range.count())];
        int lead = 1 + order.keyColumns().size();
        for (Value[] cells : CellGuard.rows(
                access,
                lead,
                read.of(columns),
                (chunk, guarded) -> joined(CellGuard.select(select(), chunk, guarded), range))) {
            Row row = new Row(cells);
            rows[place(range, row)] = new KeyedRow(keys.of(row, 1), read.row(cells, lead, columns.size()));
        }
        return Collections.unmodifiableList(Arrays.asList(rows));
    }

    private static int place(KeyRange range, Row row) {
        return Math.toIntExact(range.ordinal(row.asLong(0)) - range.first());
    }

    private static Value[] empty(int size) {
        Value[] cells = new Value[size];
        Arrays.fill(cells, Value.NULL);
        return cells;
    }

    /// Gives these columns, whole cells, of each row that is still there.
    /// @param numbers gives NULL for whatever is no number
    /// @param to told the row of the number and the key, and that of the cells
    void cells(Access access, KeyRange range, List<Integer> selected, boolean numbers, BiConsumer<Row, Row> to) {
        if (selected.size() <= MOST_COLUMNS) {
            Sql.Builder sql = select();
            add(sql, selected, numbers);
            int from = 1 + order.keyColumns().size();
            access.query(
                    joined(sql, range),
                    row -> to.accept(row, new Row(Arrays.copyOfRange(row.cells(), from, row.size()))));
            return;
        }
        long end = range.first() + range.count();
        for (long first = range.first(); first < end; first += SLICE) {
            wide(access, range.part(first, Math.min(SLICE, end - first)), selected, numbers, to);
        }
    }

    /// A statement has a bounded number of columns.
    private void wide(Access access, KeyRange range, List<Integer> selected, boolean numbers, BiConsumer<Row, Row> to) {
        int count = Math.toIntExact(range.count());
        @Nullable Row[] first = new Row[count];
        Value[][] cells = new Value[count][];
        int keyColumns = order.keyColumns().size();
        for (int at = 0; at < selected.size(); at += MOST_COLUMNS) {
            Sql.Builder sql = select();
            add(sql, selected.subList(at, Math.min(selected.size(), at + MOST_COLUMNS)), numbers);
            int from = at;
            access.query(joined(sql, range), row -> {
                int r = place(range, row);
                if (first[r] == null) {
                    first[r] = row;
                    cells[r] = empty(selected.size());
                }
                System.arraycopy(row.cells(), 1 + keyColumns, cells[r], from, row.size() - 1 - keyColumns);
            });
        }
        for (int r = 0; r < count; r++) {
            Row row = first[r];
            if (row != null) {
                to.accept(row, new Row(cells[r]));
            }
        }
    }

    private void add(Sql.Builder sql, List<Integer> selected, boolean numbers) {
        for (int column : selected) {
            String cell = columns.get(column);
            sql.add(", " + (numbers ? CellGuard.number(cell) : cell));
        }
    }

    private Sql.Builder select() {
        return Sql.builder().add("SELECT " + page + ".n" + list(", " + page + ".k"));
    }

    /// `before0before1…`, one for each column of the key.
    private String list(String before) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < order.keyColumns().size(); i++) {
            list.append(before).append(i);
        }
        return list.toString();
    }

    private Sql joined(Sql.Builder sql, KeyRange range) {
        return from(sql, range).add(" ORDER BY " + range.orderBy(page + ".n")).build();
    }

    private Sql.Builder from(Sql.Builder sql, KeyRange range) {
        return sql.add(" FROM " + SortedKeys.SCHEMA + ".keys AS " + page + " CROSS JOIN " + on() + " WHERE ")
                .add(range.only(page + ".n"));
    }

    /// Selects the numbers and keys of rows that meet a condition.
    Sql found(KeyRange range, Sql condition) {
        return from(select(), range)
                .add(" AND (")
                .add(condition)
                .add("\n) ORDER BY " + range.orderBy(page + ".n"))
                .build();
    }

    /// Counts them.
    Sql count(KeyRange range, Sql condition) {
        return from(Sql.builder().add("SELECT count(*)"), range)
                .add(" AND (")
                .add(condition)
                .add("\n)")
                .build();
    }

    private String on() {
        List<String> compared = order.compared();
        return "main." + Ident.quote(table.name()) + " ON "
                + String.join(
                        " AND ",
                        IntStream.range(0, compared.size())
                                .mapToObj(i -> compared.get(i) + " = " + page + ".k" + i)
                                .toList());
    }

    // ---- where a row stands ----

    /// At most so many ordinals, among which a row stands if it has not changed since the keys were sorted; `null`
    /// where it is gone. SQLite itself says which rows come before it.
    @Nullable
    KeyRange near(Access access, KeyRange all, RowKey key, int most) {
        KeyRange near = all;
        while (near != null && near.count() > most) {
            near = nearer(access, near, key);
        }
        return near;
    }

    private @Nullable KeyRange nearer(Access access, KeyRange range, RowKey key) {
        List<Value> probes = new ArrayList<>();
        for (long i = 1; i <= PROBES; i++) {
            probes.add(Value.of(range.number(range.first() + range.count() * i / (PROBES + 1))));
        }
        Sql.Builder sql = Sql.builder().add("SELECT " + page + ".n FROM (SELECT n" + list(", k") + " FROM ");
        sql.add(SortedKeys.SCHEMA + ".keys WHERE n IN (").bindAll(probes).add(") UNION ALL SELECT NULL");
        key.values().forEach(value -> sql.add(", ").add(Binding.exact(value)));
        sql.add(") AS " + page + " CROSS JOIN " + on() + " ORDER BY " + order.orderBy(true));
        List<Value> found =
                access.query(sql.build()).stream().map(row -> row.get(0)).toList();
        int at = found.indexOf(Value.NULL);
        if (at < 0) {
            return null;
        }
        long from = at == 0 ? range.first() : range.ordinal(found.get(at - 1).asLong());
        boolean isLast = at == found.size() - 1;
        long end = isLast
                ? range.first() + range.count()
                : range.ordinal(found.get(at + 1).asLong()) + 1;
        KeyRange nearer = range.part(from, Math.max(0, end - from));
        return nearer.count() < range.count() ? nearer : null;
    }
}
