package studio.rowan.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// A table whose rows have a key: any page is reached by the key of a row near it, never by counting from the start.
public final class KeyedRows implements SqlRows {
    /// Places are kept by the thousand: what they are sorted by may weigh so much, in bytes.
    private static final int SORT_LIMIT = 256;

    private final Table table;
    private final List<Column> columns;
    private final List<Sql> where;
    private final @Nullable RowOrder order;
    private final List<String> keys;
    private final KeyOrder keyOrder;

    KeyedRows(Table table, List<Sql> where, @Nullable RowOrder order) {
        this.table = table;
        this.columns = RowSource.visible(table);
        this.where = List.copyOf(where);
        this.order = order;
        this.keyOrder = new KeyOrder(table, columns, order);
        this.keys = keyOrder.keyColumns();
    }

    /// Qualified, because an unknown name in double quotes alone would silently be a string.
    private String column(String name) {
        return Ident.quote(table.name(), name);
    }

    String from() {
        return " FROM main." + Ident.quote(table.name());
    }

    private List<String> expressions() {
        return columns.stream().map(c -> column(c.name())).toList();
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(Column::name).toList();
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
    public KeyedRows where(List<Sql> conditions) {
        return new KeyedRows(table, conditions, order);
    }

    @Override
    public KeyedRows orderedBy(@Nullable RowOrder newOrder) {
        return new KeyedRows(table, where, newOrder);
    }

    /// True where rows stand in the order of their rowids, up or down, with none left out.
    boolean isPlainRowids() {
        return isRowidOrder() && where.isEmpty();
    }

    boolean isRowidOrder() {
        return keyOrder.isNatural() && table.key() instanceof Table.Key.Rowid;
    }

    boolean hasRowids() {
        return table.key() instanceof Table.Key.Rowid;
    }

    KeyOrder keyOrder() {
        return keyOrder;
    }

    /// The key's columns, qualified.
    List<String> keyColumns() {
        return keys;
    }

    ByKeys byKeys() {
        return new ByKeys(table, expressions(), keyOrder);
    }

    boolean isFiltered() {
        return !where.isEmpty();
    }

    boolean isDescending() {
        return keyOrder.isDescending();
    }

    /// Asks SQLite whether this order has to be sorted, because no index has it, or only its first columns.
    boolean needsSorting(Access access) {
        if (keyOrder.isNatural()) {
            return false;
        }
        Sql plan = Sql.builder()
                .add("EXPLAIN QUERY PLAN ")
                .add(places(null, where, true, 0, 1))
                .build();
        return access.query(plan).stream()
                .map(row -> String.valueOf(row.get(3).asText()))
                .anyMatch(step -> step.contains("TEMP B-TREE FOR") && step.endsWith("ORDER BY"));
    }

    @Override
    public Sql countUpTo(long limit) {
        return Sql.builder()
                .add("SELECT count(*) FROM (SELECT 1" + from())
                .add(Where.of(where))
                .add(" LIMIT ")
                .bind(Value.of(limit))
                .add(")")
                .build();
    }

    @Override
    public Sql countAll() {
        return Sql.builder()
                .add("SELECT count(*)" + from())
                .add(Where.of(where))
                .build();
    }

    @Override
    public Sql cell(RowKey key, int column) {
        return Sql.builder()
                .add("SELECT " + column(columns.get(column).name()) + from())
                .add(Where.of(List.of(only(key))))
                .build();
    }

    @Override
    public Sql of(RowKey key, List<Sql> expressions) {
        return select(expressions).add(from()).add(Where.of(List.of(only(key)))).build();
    }

    static Sql.Builder select(List<Sql> expressions) {
        Sql.Builder sql = Sql.builder().add("SELECT ");
        for (int i = 0; i < expressions.size(); i++) {
            sql.add(i == 0 ? "" : ", ").add(expressions.get(i));
        }
        return sql;
    }

    @Override
    public Sql all(List<Integer> selected) {
        return rows(null, selected, false, Long.MAX_VALUE, 0);
    }

    private Sql rows(@Nullable Sql segment, List<Integer> selected, boolean numbers, long limit, long skip) {
        List<String> names = selected.stream()
                .map(i -> column(columns.get(i).name()))
                .map(c -> numbers ? CellGuard.number(c) : c)
                .toList();
        Sql.Builder sql = Sql.builder()
                .add("SELECT " + String.join(", ", names) + from())
                .add(Where.of(segment == null ? where : Where.plus(where, segment)))
                .add(" ORDER BY " + keyOrder.orderBy(true));
        return limited(sql, limit, skip);
    }

    private static Sql limited(Sql.Builder sql, long limit, long skip) {
        if (limit != Long.MAX_VALUE || skip > 0) {
            sql.add(" LIMIT ").bind(Value.of(limit)).add(" OFFSET ").bind(Value.of(skip));
        }
        return sql.build();
    }

    /// The condition that only this row meets.
    Sql only(RowKey key) {
        Sql.Builder sql = Sql.builder();
        List<Value> values = key.values();
        List<String> compared = keyOrder.compared();
        for (int i = 0; i < keys.size(); i++) {
            sql.add(i == 0 ? "" : " AND ").add(compared.get(i) + " = ").add(Binding.exact(values.get(i)));
        }
        return sql.build();
    }

    // ---- walking ----

    /// The conditions of all rows behind a place (all rows for `null`), in walking order.
    List<Sql> segments(@Nullable Place from, boolean forward) {
        return keyOrder.segments(
                from,
                forward,
                (expression, key) -> Sql.builder()
                        .add("(SELECT " + expression + from())
                        .add(Where.of(List.of(only(key))))
                        .add(")")
                        .build());
    }

    /// `n` rows behind a place after skipping some, nearest first.
    List<KeyedRow> page(Access access, @Nullable Place from, boolean forward, long skip, int n) {
        return page(access, from, forward, skip, n, PageColumns.ALL);
    }

    List<KeyedRow> page(Access access, @Nullable Place from, boolean forward, long skip, int n, PageColumns read) {
        List<KeyedRow> page = new ArrayList<>();
        long left = skip;
        for (Sql segment : segments(from, forward)) {
            List<Sql> conditions = Where.plus(where, segment);
            List<KeyedRow> rows = fetch(access, conditions, forward, left, n - page.size(), read);
            left = left > 0 && rows.isEmpty() ? left - count(access, conditions, left) : 0;
            page.addAll(rows);
            if (page.size() == n) {
                break;
            }
        }
        return page;
    }

    private List<KeyedRow> fetch(
            Access access, List<Sql> conditions, boolean forward, long skip, int n, PageColumns read) {
        List<Value[]> rows = CellGuard.rows(
                access,
                keys.size(),
                read.of(expressions()),
                (chunk, guarded) -> keyOrder.isNatural()
                        ? natural(conditions, chunk, guarded, forward, skip, n)
                        : sorted(conditions, chunk, guarded, forward, skip, n));
        return rows.stream()
                .map(cells -> new KeyedRow(key(new Row(cells)), read.row(cells, keys.size(), columns.size())))
                .toList();
    }

    private Sql natural(List<Sql> conditions, List<String> chunk, boolean guarded, boolean forward, long skip, int n) {
        Sql.Builder sql = Sql.builder().add("SELECT " + String.join(", ", keys));
        CellGuard.select(sql, chunk, guarded);
        sql.add(from()).add(Where.of(conditions)).add(" ORDER BY " + keyOrder.orderBy(forward));
        return limited(sql, n, skip);
    }

    /// The keys are sorted alone, and then only the page's rows are read: sorting whole rows costs ten times as much.
    private Sql sorted(List<Sql> conditions, List<String> chunk, boolean guarded, boolean forward, long skip, int n) {
        // No table that a raw condition may ask is likely to have this name: it would be hidden by ours.
        String page = Ident.quote("rowan page of " + table.name());
        Sql.Builder sql = Sql.builder().add("WITH " + page + " AS MATERIALIZED (SELECT ");
        List<String> join = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            named.add(keys.get(i) + " AS k" + i);
            join.add(keyOrder.compared().get(i) + " = " + page + ".k" + i);
        }
        sql.add(String.join(", ", named) + from())
                .add(Where.of(conditions))
                .add(" ORDER BY " + keyOrder.orderBy(forward));
        Sql.Builder whole = Sql.builder().add(limited(sql, n, skip)).add(") SELECT " + String.join(", ", keys));
        CellGuard.select(whole, chunk, guarded);
        return whole.add(" FROM " + page + " CROSS JOIN main." + Ident.quote(table.name()) + " ON "
                        + String.join(" AND ", join))
                .add(" ORDER BY " + keyOrder.orderBy(forward))
                .build();
    }

    private RowKey key(Row row) {
        return table.key() instanceof Table.Key.Rowid
                ? new RowKey.Rowid(row.asLong(0))
                : new RowKey.Primary(row.toList().subList(0, keys.size()));
    }

    private Sql places(@Nullable Sql segment, List<Sql> conditions, boolean forward, long skip, long n) {
        return places(segment, conditions, forward, skip, n, List.of());
    }

    /// @param more columns behind those of the place
    private Sql places(
            @Nullable Sql segment, List<Sql> conditions, boolean forward, long skip, long n, List<Sql> more) {
        Sql.Builder sql = Sql.builder().add("SELECT " + String.join(", ", keys));
        for (String sort : keyOrder.sorted()) {
            sql.add(", " + CellGuard.content(sort, SORT_LIMIT)).add(", " + CellGuard.note(sort, SORT_LIMIT));
        }
        more.forEach(column -> sql.add(", ").add(column));
        sql.add(from())
                .add(Where.of(segment == null ? conditions : Where.plus(conditions, segment)))
                .add(" ORDER BY " + keyOrder.orderBy(forward));
        return limited(sql, n, skip);
    }

    /// Selects the places of the next `n` rows of a segment, whatever they hold, and behind each place whether it meets
    /// the condition: 1 or NULL.
    Sql marked(Sql segment, long n, Sql condition) {
        Sql mark = Sql.builder()
                .add("CASE WHEN ")
                .add(condition)
                .add(" THEN 1 END")
                .build();
        return places(segment, List.of(), true, 0, n, List.of(mark));
    }

    Place place(Row row) {
        List<Value> sorts = new ArrayList<>();
        for (int i = 0; i < keyOrder.sorts().size(); i++) {
            sorts.add(CellGuard.cell(row, keys.size() + 2 * i));
        }
        return new Place(sorts, key(row));
    }

    /// The place of a row that was read.
    Place placeOf(KeyedRow row) {
        return new Place(keyOrder.sorts().stream().map(row::get).toList(), row.key());
    }

    /// The place where a row stands now; `null` where it is gone or does not meet the conditions.
    @Nullable
    Place find(Access access, RowKey key) {
        Row row = access.first(places(only(key), where, true, 0, 1));
        return row == null ? null : place(row);
    }

    /// The `n`th place behind another, 1 being the next; `null` where there are fewer.
    @Nullable
    Place hop(Access access, @Nullable Place from, boolean forward, long n) {
        long left = n - 1;
        for (Sql segment : segments(from, forward)) {
            Row row = access.first(places(segment, where, forward, left, 1));
            if (row != null) {
                return place(row);
            }
            left -= count(access, Where.plus(where, segment), left);
        }
        return null;
    }

    /// How many rows stand behind a place.
    long countBehind(Access access, @Nullable Place from, boolean forward) {
        long sum = 0;
        for (Sql segment : segments(from, forward)) {
            sum += count(access, Where.plus(where, segment), Long.MAX_VALUE);
        }
        return sum;
    }

    long count(Access access, List<Sql> conditions, long limit) {
        Sql.Builder rows = Sql.builder().add("SELECT 1" + from()).add(Where.of(conditions));
        Sql.Builder sql = Sql.builder()
                .add("SELECT count(*) FROM (")
                .add(limited(rows, limit, 0))
                .add(")");
        return access.scalar(sql.build()).asLong();
    }

    /// Streams the places behind another until `to` answers false.
    /// @param upTo the last rowid to look at, where rows stand in the order of their rowids
    /// @return false where `to` ended it
    boolean walk(Access access, @Nullable Place from, @Nullable Place upTo, Predicate<Place> to) {
        return walk(access, from, upTo, List.of(), (place, _) -> to.test(place));
    }

    /// How many columns the place of a row takes in front of those that are asked for.
    int placeColumns() {
        return keys.size() + 2 * keyOrder.sorts().size();
    }

    /// The same with whole cells of these columns.
    boolean walk(
            Access access,
            @Nullable Place from,
            @Nullable Place upTo,
            List<Integer> selected,
            BiPredicate<Place, Row> to) {
        boolean[] on = {true};
        List<Sql> conditions = upTo == null
                ? where
                : Where.plus(
                        where, Sql.of(keys.getFirst() + (isDescending() ? " >= ?" : " <= ?"), Value.of(upTo.rowid())));
        List<Sql> names = selected.stream()
                .map(i -> Sql.of(column(columns.get(i).name())))
                .toList();
        for (Sql segment : segments(from, true)) {
            access.queryWhile(places(segment, conditions, true, 0, Long.MAX_VALUE, names), row -> {
                Value[] cells = Arrays.copyOfRange(row.cells(), placeColumns(), row.size());
                on[0] = to.test(place(row), new Row(cells));
                return on[0];
            });
            if (!on[0]) {
                return false;
            }
        }
        return true;
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
        Place from = anchor == null ? null : anchor.place();
        long skip = first;
        long[] left = {count};
        if (anchor != null && anchor.ordinal() == first) {
            // The anchor itself is the first row: the segments begin behind it.
            access.query(rows(only(anchor.place().key()), selected, numbers, 1, 0), row -> {
                to.accept(row);
                left[0]--;
            });
            skip = 0;
        } else if (anchor != null) {
            skip = first - anchor.ordinal() - 1;
        }
        for (Sql segment : segments(from, true)) {
            if (left[0] <= 0) {
                return;
            }
            long before = left[0];
            access.query(rows(segment, selected, numbers, left[0], skip), row -> {
                to.accept(row);
                left[0]--;
            });
            skip = skip > 0 && left[0] == before ? skip - count(access, Where.plus(where, segment), skip) : 0;
        }
    }

    /// True where another has the same rows, in whatever order.
    boolean hasRowsOf(KeyedRows other) {
        return table.equals(other.table) && where.equals(other.where);
    }

    /// The same rows with none left out.
    KeyedRows unfiltered() {
        return new KeyedRows(table, List.of(), order);
    }
}
