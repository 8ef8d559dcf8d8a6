package studio.rowan.grid;

import java.util.List;

/// How columns were arranged, to be kept and restored: in the order shown. Columns that it does not name follow behind.
public record GridState(List<Item> columns) {
    public static final GridState NATURAL = new GridState(List.of());

    /// @param width in pixels, 0 for the natural one
    public record Item(String name, double width, boolean hidden) {}

    public GridState {
        columns = List.copyOf(columns);
    }
}
