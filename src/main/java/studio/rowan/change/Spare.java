package studio.rowan.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Intermediate values: such as no row has and no edit sets.
final class Spare {
    private static final long HIGHEST = Long.MAX_VALUE - 1_000_000;

    private final Access access;
    private final Structure structure;
    private final Changes changes;
    private int used;

    Spare(Access access, Structure structure, Changes changes) {
        this.access = access;
        this.structure = structure;
        this.changes = changes;
    }

    Map<String, Value> values(Table table, Set<String> columns) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String column : columns) {
            table.column(column).ifPresent(c -> values.put(column, value(table, c)));
        }
        return values;
    }

    /// NULL where it is allowed, since it collides with nothing and CHECKs let it pass; not where others refer to the
    /// column: they would lose their reference on the way.
    private Value value(Table table, Column column) {
        boolean referenced = structure.referencing(table.name()).stream()
                .anyMatch(key -> structure.parentColumns(key, table).contains(column.name()));
        if (!column.notNull() && !column.isKey() && !referenced) {
            return Value.NULL;
        }
        while (true) {
            Value value = Form.stored(table, column, candidate(table, column, ++used));
            if (isFree(table, column, value)) {
                return value;
            }
        }
    }

    private Value candidate(Table table, Column column, int number) {
        return switch (column.affinity()) {
            case INTEGER, REAL -> Value.of(above(table, column, number));
            case NUMERIC -> table.object().strict() ? Value.of(word(number)) : Value.of(above(table, column, number));
            case TEXT -> Value.of(word(number));
            case BLOB ->
                takesBlobsAlone(table)
                        ? Value.of(word(number).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        : Value.of(word(number));
        };
    }

    /// A cascade brings the value into the tables that refer to this one, and a STRICT one refuses a text there.
    private boolean takesBlobsAlone(Table table) {
        return table.object().strict()
                || structure.referencing(table.name()).stream()
                        .map(key -> structure.table(key.table()))
                        .anyMatch(child -> child != null && child.object().strict());
    }

    /// Short, since a CHECK may bound the length.
    private static String word(int number) {
        return "~" + number;
    }

    private long above(Table table, Column column, int number) {
        long most = end(table, column, "DESC", HIGHEST / 2);
        return most >= HIGHEST ? end(table, column, "ASC", 0) - number : most + number;
    }

    /// The last of the column's numbers: they stand before all texts.
    private long end(Table table, Column column, String direction, long without) {
        Row row = access.first(Sql.builder()
                .add("SELECT ")
                .ident(column.name())
                .add(" FROM ")
                .ident(table.name())
                .add(" WHERE ")
                .ident(column.name())
                .add(" < '' ORDER BY ")
                .ident(column.name())
                .add(" " + direction + " LIMIT 1")
                .build());
        return switch (row == null ? Value.NULL : row.get(0)) {
            case Value.Int(long number) -> number;
            case Value.Real(double number) when Math.abs(number) < HIGHEST -> (long) number;
            case Value.Real _, Value.Null _, Value.Text _, Value.Blob _, Value.Large _ -> without;
        };
    }

    private boolean isFree(Table table, Column column, Value value) {
        boolean staged = changes.edits().stream()
                .map(edit -> changes.staged(edit.target(), column.name()))
                .anyMatch(other ->
                        other != null && Form.stored(table, column, other).equals(value));
        return !staged
                && Cells.count(
                                access,
                                table.name(),
                                Cells.equal(java.util.List.of(column.name()), java.util.List.of(value)))
                        == 0;
    }
}
