package studio.rowan.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How columns were arranged, to be kept and restored: in the order shown. Columns that it does not name follow behind.
public record GridState(List<Item> columns) {
    public static final GridState NATURAL = new GridState(List.of());

    /// @param width in pixels, 0 for the natural one
    /// @param frozen stays at the left while the others scroll; only the first columns can
    /// @param format the [DisplayFormat#id] that a user chose; `null` where nobody did
    public record Item(
            String name,
            double width,
            boolean hidden,
            boolean frozen,
            @Nullable String format) {
        public Item(String name, double width, boolean hidden, boolean frozen) {
            this(name, width, hidden, frozen, null);
        }

        public Item withHidden(boolean nowHidden) {
            return new Item(name, width, nowHidden, frozen, format);
        }

        Item withFormat(@Nullable String newFormat) {
            return new Item(name, width, hidden, frozen, newFormat);
        }
    }

    public GridState {
        columns = List.copyOf(columns);
    }
}
