package studio.rowan.grid;

import org.jspecify.annotations.Nullable;

/// What the cells of some columns refer to: shown beside their values, never part of them. Asked often, on the window's
/// thread.
public interface GridReferences {
    /// What a cell refers to. The same object for as long as that does not change: grids tell by it what to paint
    /// again.
    /// @param label what the row is called that it refers to; empty where that is not known
    /// @param missing why it leads nowhere, in a sentence; empty where it leads somewhere
    record Reference(String label, String missing) {
        /// One that can be followed and says nothing of its own.
        public static final Reference PLAIN = new Reference("", "");

        boolean isBroken() {
            return !missing.isEmpty();
        }
    }

    /// Whether cells of the column show what they refer to: then values and labels stand at the left.
    boolean refers(int column);

    /// What a cell refers to; `null` for nothing.
    @Nullable
    Reference of(KeyedRow row, @Nullable RowEdit edit, int column);

    /// The user clicked on the arrow, or on the cell with Ctrl.
    void follow(GridCurrent at);
}
