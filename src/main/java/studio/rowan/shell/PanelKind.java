package studio.rowan.shell;

import java.util.function.BiFunction;
import java.util.function.Predicate;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Panel;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;

/// A panel that the window offers for each open file: one line in `App.panels()`.
/// @param id as [Nav#openPanel(String)] names it
/// @param listed in the sidebar; else other panels lead to it, and the palette
/// @param fits whether a file of this schema has it
/// @param make builds it for a file, on the window's thread
public record PanelKind(
        String id,
        Icons icon,
        String title,
        boolean listed,
        Predicate<Schema> fits,
        BiFunction<Workspace, Nav, Panel> make) {
    /// One that every file has.
    public PanelKind(String id, Icons icon, String title, boolean listed, BiFunction<Workspace, Nav, Panel> make) {
        this(id, icon, title, listed, _ -> true, make);
    }

    /// One that every file has and that stands in the sidebar.
    public PanelKind(String id, Icons icon, String title, BiFunction<Workspace, Nav, Panel> make) {
        this(id, icon, title, true, make);
    }
}
