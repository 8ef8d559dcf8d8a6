package studio.rowan.grid;

import java.util.List;

/// How columns were arranged, to be kept and restored: in the order shown. Columns that it does not name follow behind.
public record GridState(List<Item> columns) {
    public static final GridState NATURAL = new GridState(List.of());

    /// @param width in pixels, 0 for the natural one
    /// @param frozen stays at the left while the others scroll; only the first columns can
    public record Item(String name, double width, boolean hidden, boolean frozen) {
        public Item withHidden(boolean nowHidden) {
            return new Item(name, width, nowHidden, frozen);
        }
    }

    public GridState {
        columns = List.copyOf(columns);
    }
}
