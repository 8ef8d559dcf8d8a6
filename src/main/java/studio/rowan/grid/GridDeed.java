package studio.rowan.grid;

/// What a user can do to the selected rows and cells of a grid that is edited, in the order of the menu.
public enum GridDeed {
    INSERT("insertRow", "Insert"),
    CLONE("cloneRows", "Shortcut+D"),
    DELETE("deleteRows", "Delete"),
    SET_NULL("setNull", "Alt+Delete"),
    SET_EMPTY("setEmpty", ""),
    SET_DEFAULT("setDefault", ""),
    PASTE("paste", "Shortcut+V"),
    REVERT_CELLS("revertCells", ""),
    REVERT_ROWS("revertRows", "Shortcut+U"),
    UNDO("undo", "Shortcut+Z"),
    REDO("redo", "Shortcut+Y");

    private final String id;
    private final String keys;

    GridDeed(String id, String keys) {
        this.id = id;
        this.keys = keys;
    }

    /// Stable: of menu items, commands and texts.
    public String id() {
        return id;
    }

    /// As `KeyCombination.valueOf` reads them; empty for none.
    public String keys() {
        return keys;
    }
}
