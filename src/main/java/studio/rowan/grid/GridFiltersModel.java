package studio.rowan.grid;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// What the boxes over the columns of a grid tell, and ask, the room it stands in.
@FunctionalInterface
public interface GridFiltersModel {
    /// Why a text cannot be used.
    /// @param offset where in the text, -1 where that cannot be told
    record Fault(String words, int offset) {}

    /// Told a moment after the last key, or at once for Enter, of a text without a fault.
    /// @param index of the column
    void filter(int index, String text);

    /// What is wrong with a text; the rows stay as they are then. `null` where nothing is.
    default @Nullable Fault fault(String text) {
        return null;
    }

    /// Lists what can be typed; `null` where there is nothing to say.
    default @Nullable Node help() {
        return null;
    }

    /// Offers the values of a column to choose from.
    /// @param below a node to show them at
    default void values(int index, Node below) {}
}
