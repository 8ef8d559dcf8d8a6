package studio.rowan.change;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Index;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// What identifies the rows of a table.
final class Keys {
    private Keys() {}

    /// The column that is the rowid itself: INTEGER PRIMARY KEY.
    static Optional<Column> rowidColumn(Table table) {
        boolean indexed =
                table.indexes().stream().anyMatch(index -> index.origin().equals("pk"));
        if (!(table.key() instanceof Table.Key.Rowid) || indexed) {
            return Optional.empty();
        }
        List<Column> keys = table.columns().stream().filter(Column::isKey).toList();
        return keys.size() == 1 && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER")
                ? Optional.of(keys.getFirst())
                : Optional.empty();
    }

    /// The name under which the rowid is set and read; `null` where there is none.
    static @Nullable String rowidName(Table table) {
        return rowidColumn(table)
                .map(Column::name)
                .orElse(table.key() instanceof Table.Key.Rowid(String alias) ? alias : null);
    }

    /// The columns of the primary key, in key order; empty without one.
    static List<String> primary(Table table) {
        return table.columns().stream()
                .filter(Column::isKey)
                .sorted(Comparator.comparingInt(Column::keyPosition))
                .map(Column::name)
                .toList();
    }

    /// The columns whose old values say, beside the key, that the row is still the same one. A rowid that is no column
    /// may belong to another row by now; a row without a key is told by all that it holds, and so is one that has a
    /// NULL in each unique index, since many may have that.
    /// @param row as it was read
    static Set<String> witnesses(Table table, Map<String, Value> row) {
        Set<String> witnesses = new LinkedHashSet<>();
        if (table.key() instanceof Table.Key.Primary
                || rowidColumn(table).isPresent()
                || table.object().kind() == SchemaObject.Kind.FULL_TEXT) {
            return witnesses;
        }
        if (table.key() instanceof Table.Key.Rowid) {
            for (Index index : table.indexes()) {
                if (index.unique() && !index.partial() && isWhole(index, row)) {
                    index.parts().forEach(part -> {
                        if (part.column() != null) {
                            witnesses.add(part.column());
                        }
                    });
                }
            }
        }
        if (witnesses.isEmpty()) {
            table.columns().stream().filter(Keys::isWritable).map(Column::name).forEach(witnesses::add);
        }
        return witnesses;
    }

    private static boolean isWhole(Index index, Map<String, Value> row) {
        return index.parts().stream().allMatch(part -> {
            Value value = part.column() == null ? null : row.get(part.column());
            return value != null && !value.isNull();
        });
    }

    static boolean isWritable(Column column) {
        return column.hidden() == Column.Hidden.NO;
    }
}
