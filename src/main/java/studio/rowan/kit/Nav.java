package studio.rowan.kit;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Through which rooms meet: a room asks for a place by name and never sees the room that serves it.
/// All of it concerns the database in front and runs on the window's thread.
public interface Nav {
    /// The rows of a table or view; `where` is a raw condition, empty for all rows.
    void openTable(String name, String where);

    default void openTable(String name) {
        openTable(name, "");
    }

    /// Columns, keys, indexes and DDL of an object.
    void openStructure(String name);

    /// A new SQL tab with the text, not run.
    void openSql(String text);

    /// One of the panels, such as `health` or `pragmas`.
    void openPanel(String id);

    /// Shows a cell in the inspector; null empties it.
    void inspect(@Nullable Inspected cell);

    /// A notice for the whole window.
    void notify(Notice notice);

    /// The position and figures of a panel in the status bar; shown while that panel is in front.
    void status(Panel source, String text);

    /// The title or icon of an open panel changed.
    void changed(Panel source);

    /// A cell for the inspector. `load` fetches a large value in full and may be null; it is given a consumer that
    /// takes
    /// it on the window's thread.
    record Inspected(
            String table,
            String column,
            String declaredType,
            String row,
            Value value,
            java.util.function.@Nullable Consumer<java.util.function.Consumer<Value>> load) {}
}
