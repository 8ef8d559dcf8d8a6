package studio.rowan.kit;

import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// What can stand in a tab: a table's rows, a SQL console, the health page…
public interface Panel {
    /// Stable and unique among the open tabs, such as `health` or `table:posts`; the session remembers it.
    String id();

    /// What the tab says.
    String title();

    Icons icon();

    Node node();

    /// What takes the keyboard when the tab comes to the front for the first time; null for the first list or control.
    default @Nullable Node first() {
        return null;
    }

    /// The tab came to the front.
    default void onShown() {}

    /// The tab went behind another; polling stops here.
    default void onHidden() {}

    /// Shows a row by the values of its key, and selects the cell of a column, where the panel has rows.
    default void goTo(List<Value> key, String column) {}

    /// Turns to one of the objects of the file that the panel shows one at a time, by its name.
    default void choose(String object) {}

    /// What the user can do here now: for the menu's and keyboard's Refresh, Find, Commit… and for the palette.
    default List<Command> commands() {
        return List.of();
    }

    /// What to remember for the next start (filters, unsaved SQL, position); empty for nothing.
    default String state() {
        return "";
    }

    default void restore(String state) {}

    /// Asked before the user closes the tab, its file or the window; false leaves it open. May ask the user.
    default boolean mayClose() {
        return true;
    }

    /// The tab is gone for good: cancel jobs, stop timers.
    default void close() {}
}
