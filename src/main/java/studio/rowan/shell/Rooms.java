package studio.rowan.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Panel;
import studio.rowan.schema.Workspace;

/// What the window needs of the rooms, which it never sees itself: `App` fills it in. All but [#sample()] is called on
/// the window's thread.
public interface Rooms {
    /// The rows of a table or view, kept by a raw condition (empty for all).
    Panel table(Workspace workspace, Nav nav, String name, String where);

    /// Columns, keys, indexes and DDL of an object.
    Panel structure(Workspace workspace, Nav nav, String name);

    /// A SQL console.
    Panel sql(Workspace workspace, Nav nav, int number, String text);

    /// Asked once before the user closes a file or the window; false leaves the file open. May ask the user.
    /// @param again closes after all, where something had to be finished first
    default boolean mayClose(Workspace workspace, Runnable again) {
        return true;
    }

    /// The panels below the sidebar, in order.
    List<PanelKind> panels();

    /// What goes on for a file for as long as it is open, such as timed backups and staged edits.
    /// @return ends it
    default Runnable attend(Workspace workspace, Nav nav) {
        return () -> {};
    }

    /// Builds the inspector of the window.
    Inspector inspector();

    /// Makes the sample database where it is not there yet. Blocks.
    Path sample();

    /// Opens the settings.
    void settings();

    /// The pane at the right that shows a cell in full.
    interface Inspector {
        Node node();

        void show(Nav.@Nullable Inspected cell);
    }
}
