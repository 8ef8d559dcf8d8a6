package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sorted by one column after another; ties are broken by the key, in the direction of the first.
/// @param parts the first one leads; at least one, no column twice
public record RowOrder(List<Part> parts) {
    /// @param column index into the source's columns
    public record Part(int column, boolean descending) {}

    public RowOrder {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.stream().mapToInt(Part::column).distinct().count() < parts.size()) {
            throw new IllegalArgumentException("not an order: " + parts);
        }
    }

    /// By one column.
    public RowOrder(int column, boolean descending) {
        this(List.of(new Part(column, descending)));
    }

    /// The column that leads.
    public int column() {
        return parts.getFirst().column();
    }

    /// The direction of the column that leads.
    public boolean descending() {
        return parts.getFirst().descending();
    }

    /// 0 for the column that leads, -1 for one that is not sorted by.
    public int rank(int column) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).column() == column) {
                return i;
            }
        }
        return -1;
    }

    /// The part of a column; `null` where it is not sorted by.
    public @Nullable Part part(int column) {
        int rank = rank(column);
        return rank < 0 ? null : parts.get(rank);
    }

    /// The same order with one column more behind the others, or with the other direction for one that it has.
    public RowOrder with(int column, boolean descending) {
        List<Part> changed = new ArrayList<>(parts);
        int rank = rank(column);
        if (rank < 0) {
            changed.add(new Part(column, descending));
        } else {
            changed.set(rank, new Part(column, descending));
        }
        return new RowOrder(changed);
    }

    /// The same order without a column; `null` where nothing is left of it.
    public @Nullable RowOrder without(int column) {
        List<Part> left = parts.stream().filter(part -> part.column() != column).toList();
        return left.isEmpty() ? null : new RowOrder(left);
    }
}
