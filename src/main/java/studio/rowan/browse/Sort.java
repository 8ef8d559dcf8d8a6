package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.RowOrder;

/// By which column rows are sorted, by its name: numbers of columns change with the schema.
public record Sort(String column, boolean descending) {
    public Sort {
        Objects.requireNonNull(column);
    }

    /// An order of rows by the names of its columns; empty for the natural one.
    static List<Sort> of(@Nullable RowOrder order, List<String> columns) {
        return order == null
                ? List.of()
                : order.parts().stream()
                        .map(part -> new Sort(columns.get(part.column()), part.descending()))
                        .toList();
    }

    /// The order of rows with these columns; those that are not there count for nothing.
    static @Nullable RowOrder order(List<Sort> sorts, List<String> columns) {
        List<RowOrder.Part> parts = new ArrayList<>();
        for (Sort sort : sorts) {
            int column = columns.indexOf(sort.column);
            if (column >= 0 && parts.stream().noneMatch(part -> part.column() == column)) {
                parts.add(new RowOrder.Part(column, sort.descending));
            }
        }
        return parts.isEmpty() ? null : new RowOrder(parts);
    }
}
