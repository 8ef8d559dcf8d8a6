package studio.rowan.grid;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Rows without a key, of views and most virtual tables: told apart by their place alone, reached by counting.
public final class OrdinalRows implements SqlRows {
    private final Table table;
    private final List<String> columns;
    private final List<Sql> where;
    private final @Nullable RowOrder order;

    OrdinalRows(Table table, List<Sql> where, @Nullable RowOrder order) {
        this.table = table;
        this.columns = RowSource.visible(table).stream().map(Column::name).toList();
        this.where = List.copyOf(where);
        this.order = order;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<Sql> where() {
        return where;
    }

    @Override
    public @Nullable RowOrder order() {
        return order;
    }

    @Override
    public OrdinalRows where(List<Sql> conditions) {
        return new OrdinalRows(table, conditions, order);
    }

    @Override
    public OrdinalRows orderedBy(@Nullable RowOrder newOrder) {
        return new OrdinalRows(table, where, newOrder);
    }

    private String column(int column) {
        return Ident.quote(table.name(), columns.get(column));
    }

    private Sql.Builder select(String what) {
        return from(Sql.builder().add("SELECT " + what));
    }

    private Sql.Builder from(Sql.Builder selected) {
        return selected.add(" FROM main." + Ident.quote(table.name())).add(Where.of(where));
    }

    private Sql.Builder ordered(String what) {
        return ordered(Sql.builder().add("SELECT " + what));
    }

    private Sql.Builder ordered(Sql.Builder selected) {
        Sql.Builder sql = from(selected);
        if (order != null) {
            sql.add(" ORDER BY "
                    + order.parts().stream()
                            .map(part -> column(part.column()) + (part.descending() ? " DESC" : ""))
                            .collect(java.util.stream.Collectors.joining(", ")));
        }
        return sql;
    }

    private static Sql limited(Sql.Builder sql, long limit, long skip) {
        return sql.add(" LIMIT ")
                .bind(Value.of(limit))
                .add(" OFFSET ")
                .bind(Value.of(skip))
                .build();
    }

    @Override
    public Sql countUpTo(long limit) {
        return Sql.builder()
                .add("SELECT count(*) FROM (")
                .add(limited(select("1"), limit, 0))
                .add(")")
                .build();
    }

    @Override
    public Sql countAll() {
        return select("count(*)").build();
    }

    @Override
    public Sql cell(RowKey key, int column) {
        return limited(ordered(column(column)), 1, key.values().getFirst().asLong());
    }

    @Override
    public Sql of(RowKey key, List<Sql> expressions) {
        return limited(
                ordered(KeyedRows.select(expressions)),
                1,
                key.values().getFirst().asLong());
    }

    /// Selects for each row, in the order of the source, whether it meets the condition: 1 or NULL.
    Sql marked(Sql condition) {
        Sql mark = Sql.builder()
                .add("CASE WHEN ")
                .add(condition)
                .add(" THEN 1 END")
                .build();
        return ordered(KeyedRows.select(List.of(mark))).build();
    }

    @Override
    public Sql all(List<Integer> selected) {
        return ordered(list(selected)).build();
    }

    private String list(List<Integer> selected) {
        return String.join(", ", selected.stream().map(this::column).toList());
    }

    @Override
    public void stream(
            Access access,
            @Nullable Anchor anchor,
            long first,
            long count,
            List<Integer> selected,
            boolean numbers,
            Consumer<Row> to) {
        List<String> cells = selected.stream()
                .map(this::column)
                .map(c -> numbers ? CellGuard.number(c) : c)
                .toList();
        access.query(limited(ordered(String.join(", ", cells)), count, first), to);
    }

    /// `n` rows from the `first` on. The rows are made once, and only then their cells are guarded: expressions of a
    /// view may be dear, or random.
    List<KeyedRow> page(Access access, long first, int n) {
        List<Value[]> rows = CellGuard.rows(
                access,
                0,
                IntStream.range(0, columns.size()).mapToObj(this::column).toList(),
                (chunk, guarded) ->
                        guarded ? guarded(chunk, first, n) : limited(ordered(String.join(", ", chunk)), n, first));
        return IntStream.range(0, rows.size())
                .mapToObj(r -> new KeyedRow(new RowKey.Ordinal(first + r), new Row(rows.get(r))))
                .toList();
    }

    private Sql guarded(List<String> chunk, long first, int n) {
        // No table that a raw condition may ask is likely to have this name: it would be hidden by ours.
        String page = Ident.quote("rowan page of " + table.name());
        List<String> named = IntStream.range(0, chunk.size())
                .mapToObj(i -> chunk.get(i) + " AS c" + i)
                .toList();
        Sql.Builder sql = Sql.builder()
                .add("WITH " + page + " AS MATERIALIZED (")
                .add(limited(ordered(String.join(", ", named)), n, first))
                .add(") SELECT ");
        for (int i = 0; i < chunk.size(); i++) {
            String cell = page + ".c" + i;
            sql.add((i == 0 ? "" : ", ") + CellGuard.content(cell, CellGuard.LIMIT) + ", "
                    + CellGuard.note(cell, CellGuard.LIMIT));
        }
        return sql.add(" FROM " + page).build();
    }
}
