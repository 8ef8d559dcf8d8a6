package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// The order of a table's rows in SQL: what it is sorted by, then its key, so that no two rows stand at one place.
///
/// The key comes in the direction of the column that leads, as the walk along an index meets it. A column of the key
/// that is sorted by is not named twice: SQLite would sort again.
final class KeyOrder {
    private final List<Integer> sorts = new ArrayList<>();
    private final List<Keyset.Part> parts = new ArrayList<>();
    private final List<Keyset.Part> keys;
    /// Which of the keys stand in the order behind the columns sorted by.
    private final List<Integer> ties = new ArrayList<>();
    private final List<String> columns;
    private final boolean descending;
    private final Keyset keyset;

    KeyOrder(Table table, List<Column> visible, @Nullable RowOrder order) {
        List<Keyset.Part> plain = keys(table, false);
        boolean down = order != null && isDown(table, visible, order);
        List<String> sorted = new ArrayList<>();
        for (RowOrder.Part part : order == null ? List.<RowOrder.Part>of() : order.parts()) {
            Column column = visible.get(part.column());
            if (isRowid(table, visible, column)) {
                // No two rows share it: what comes behind decides nothing.
                down = part.descending();
                break;
            }
            String expression = Ident.quote(table.name(), column.name());
            int key = keyOf(table, column);
            sorts.add(part.column());
            sorted.add(column.name());
            parts.add(new Keyset.Part(
                    key < 0 ? expression : plain.get(key).expression(),
                    part.descending(),
                    key < 0 && !column.notNull()));
        }
        descending = down;
        columns = columns(table);
        keys = keys(table, down);
        for (int i = 0; i < keys.size(); i++) {
            if (!(table.key() instanceof Table.Key.Primary(List<Table.Key.Part> named))
                    || mayCollate(table)
                    || !sorted.contains(named.get(i).column())) {
                parts.add(keys.get(i));
                ties.add(i);
            }
        }
        keyset = new Keyset(parts);
    }

    /// The key may be kept downwards already.
    private static boolean isDown(Table table, List<Column> columns, RowOrder order) {
        return table.key() instanceof Table.Key.Primary(List<Table.Key.Part> parts)
                        && parts.getFirst()
                                .column()
                                .equals(columns.get(order.column()).name())
                ? order.descending() != parts.getFirst().descending()
                : order.descending();
    }

    /// An INTEGER PRIMARY KEY is the rowid under another name.
    private static boolean isRowid(Table table, List<Column> columns, Column column) {
        return table.key() instanceof Table.Key.Rowid
                && column.isKey()
                && column.declaredType().equalsIgnoreCase("INTEGER")
                && columns.stream().filter(Column::isKey).count() == 1
                && table.indexes().stream().noneMatch(index -> index.origin().equals("pk"));
    }

    /// -1 too where a column may be compared in another way than its key's index does.
    private static int keyOf(Table table, Column column) {
        return table.key() instanceof Table.Key.Primary(List<Table.Key.Part> parts) && !mayCollate(table)
                ? parts.stream().map(Table.Key.Part::column).toList().indexOf(column.name())
                : -1;
    }

    private static boolean mayCollate(Table table) {
        String sql = table.object().sql();
        return sql == null || sql.toUpperCase(Locale.ROOT).contains("COLLATE");
    }

    private static List<Keyset.Part> keys(Table table, boolean descending) {
        return switch (table.key()) {
            case Table.Key.Rowid(String alias) ->
                List.of(new Keyset.Part(Ident.quote(table.name(), alias), descending, false));
            case Table.Key.Primary(List<Table.Key.Part> parts) ->
                parts.stream()
                        .map(part -> new Keyset.Part(
                                Ident.quote(table.name(), part.column()) + " COLLATE " + Ident.quote(part.collation()),
                                part.descending() != descending,
                                false))
                        .toList();
            case Table.Key.None _ -> throw new IllegalArgumentException("no key: " + table.name());
        };
    }

    private static List<String> columns(Table table) {
        return switch (table.key()) {
            case Table.Key.Rowid(String alias) -> List.of(Ident.quote(table.name(), alias));
            case Table.Key.Primary(List<Table.Key.Part> parts) ->
                parts.stream()
                        .map(part -> Ident.quote(table.name(), part.column()))
                        .toList();
            case Table.Key.None _ -> throw new IllegalArgumentException("no key: " + table.name());
        };
    }

    /// The key's columns, qualified: an unknown name in double quotes alone would silently be a string.
    List<String> keyColumns() {
        return columns;
    }

    /// The columns sorted by in front of the key, as indexes into the visible columns.
    List<Integer> sorts() {
        return sorts;
    }

    /// What the columns sorted by are in SQL.
    List<String> sorted() {
        return parts.subList(0, sorts.size()).stream()
                .map(Keyset.Part::expression)
                .toList();
    }

    /// The key's columns for a comparison, with the collation of its index.
    List<String> compared() {
        return keys.stream().map(Keyset.Part::expression).toList();
    }

    /// True where rows stand by their key alone.
    boolean isNatural() {
        return sorts.isEmpty();
    }

    /// True where the key goes down.
    boolean isDescending() {
        return descending;
    }

    String orderBy(boolean forward) {
        return keyset.orderBy(forward);
    }

    /// The conditions of all rows behind a place (all rows for `null`), in walking order.
    /// @param lookUp finds a value sorted by where its row stands: long ones are not carried around
    List<Sql> segments(@Nullable Place from, boolean forward, LookUp lookUp) {
        if (from == null) {
            return List.of(Sql.of("1"));
        }
        List<Keyset.Operand> operands = new ArrayList<>();
        for (int i = 0; i < sorts.size(); i++) {
            Value value = from.sorts().get(i);
            operands.add(
                    value instanceof Value.Large
                            ? new Keyset.Operand(false, lookUp.sql(parts.get(i).expression(), from.key()))
                            : Keyset.Operand.of(value));
        }
        List<Value> key = from.key().values();
        ties.forEach(i -> operands.add(Keyset.Operand.of(key.get(i))));
        return keyset.after(operands, forward);
    }

    /// Columns for what is sorted by in a copy of it.
    List<String> copied() {
        return java.util.stream.IntStream.range(0, sorts.size())
                .mapToObj(i -> "s" + i)
                .toList();
    }

    /// The same order over a copy, whose keys are `k0`, `k1`, and what they are sorted by `s0`, `s1`.
    /// @param collations of the columns sorted by
    String orderByCopy(List<String> collations) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < sorts.size(); i++) {
            terms.add("s" + i + " COLLATE " + Ident.quote(collations.get(i))
                    + (parts.get(i).descending() ? " DESC" : ""));
        }
        for (int i : ties) {
            Keyset.Part key = keys.get(i);
            String collation = key.expression().substring(columns.get(i).length());
            terms.add("k" + i + collation + (key.descending() ? " DESC" : ""));
        }
        return String.join(", ", terms);
    }

    /// Selects one expression of the row with that key, as a subquery.
    interface LookUp {
        Sql sql(String expression, RowKey key);
    }
}
