package studio.rowan.relate;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import studio.rowan.schema.Column;

/// What relations need to know of a table.
/// @param keys its unique keys without a condition, the primary key first where there is one
public record RelatedTable(String name, List<Column> columns, List<List<String>> keys) {
    public RelatedTable {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The columns of the primary key, in its order.
    public List<String> primary() {
        return columns.stream()
                .filter(Column::isKey)
                .sorted(java.util.Comparator.comparingInt(Column::keyPosition))
                .map(Column::name)
                .toList();
    }

    /// Whether a unique key has exactly these columns, in any order.
    boolean hasKey(Collection<String> names) {
        return keys.stream().anyMatch(key -> key.size() == names.size() && coversAll(key, names));
    }

    private static boolean coversAll(List<String> key, Collection<String> names) {
        return names.stream().allMatch(name -> key.stream().anyMatch(name::equalsIgnoreCase));
    }
}
