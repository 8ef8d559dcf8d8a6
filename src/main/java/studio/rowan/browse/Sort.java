package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.schema.Table;

/// In which order rows are shown: the first key decides, the next ones where it ties. Empty: the table's own order.
public record Sort(List<Key> keys) {
    public static final Sort NONE = new Sort(List.of());

    public record Key(String column, boolean descending) {}

    public Sort {
        keys = List.copyOf(keys);
    }

    public static Sort by(String column, boolean descending) {
        return new Sort(List.of(new Key(column, descending)));
    }

    /// After a click on a header: up, down, none. `more` keeps the other keys (Shift+click).
    public Sort clicked(String column, boolean more) {
        int at = position(column);
        List<Key> next = new ArrayList<>(more ? keys : List.of());
        if (at < 0) {
            next.add(new Key(column, false));
        } else if (!keys.get(at).descending) {
            if (more) {
                next.set(at, new Key(column, true));
            } else {
                next.add(new Key(column, true));
            }
        } else if (more) {
            next.remove(at);
        }
        return new Sort(next);
    }

    /// 0-based rank of the column among the keys, -1 without.
    public int position(String column) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).column.equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /// Without the columns that the table no longer has.
    public Sort on(Table table) {
        return new Sort(keys.stream()
                .filter(key -> table.columns().stream().anyMatch(c -> c.name().equals(key.column)))
                .toList());
    }
}
