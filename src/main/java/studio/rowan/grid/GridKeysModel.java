package studio.rowan.grid;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What each key does in the grid.
final class GridKeysModel {
    private final GridView grid;

    GridKeysModel(GridView grid) {
        this.grid = grid;
    }

    void pressed(KeyEvent e) {
        // Keys typed into a filter field are not the grid's.
        if (e.getTarget() == grid && (e.isShortcutDown() ? shortcut(e) : plain(e))) {
            e.consume();
        }
    }

    /// Typing over a cell begins its editor.
    void typed(KeyEvent e) {
        String text = e.getCharacter();
        // AltGr arrives as both.
        boolean command = e.isControlDown() != e.isAltDown() || e.isMetaDown();
        boolean chosen = e.isShiftDown() && text.equals(" ");
        if (e.getTarget() == grid
                && !command
                && !chosen
                && !text.isEmpty()
                && text.charAt(0) >= ' '
                && text.charAt(0) != 0x7f
                && ((text.equals(" ") && grid.formats().toggle())
                        || grid.editor().open(text))) {
            e.consume();
        }
    }

    private boolean plain(KeyEvent e) {
        if (e.isAltDown()) {
            return alt(e);
        }
        GridSelection at = grid.selection();
        boolean shift = e.isShiftDown();
        switch (e.getCode()) {
            case UP, KP_UP -> grid.select(at.row() - 1, at.column(), shift);
            case DOWN, KP_DOWN -> grid.select(at.row() + 1, at.column(), shift);
            case LEFT, KP_LEFT -> grid.select(at.row(), at.column() - 1, shift);
            case RIGHT, KP_RIGHT -> grid.select(at.row(), at.column() + 1, shift);
            case PAGE_UP -> grid.select(at.row() - grid.place().pageRows(), at.column(), shift);
            case PAGE_DOWN -> grid.select(at.row() + grid.place().pageRows(), at.column(), shift);
            case HOME -> grid.select(at.row(), 0, shift);
            case END -> grid.select(at.row(), grid.columns().size() - 1, shift);
            case TAB -> {
                return tab(at, shift);
            }
            case SPACE -> {
                if (!shift) {
                    return false;
                }
                grid.selecting().wholeRows();
            }
            case F4 -> grid.selecting().open();
            case ENTER, F2 -> {
                if (shift || !grid.editor().open(null)) {
                    grid.selecting().open();
                }
            }
            case INSERT -> {
                return deed(shift ? GridDeed.PASTE : GridDeed.INSERT);
            }
            case DELETE -> {
                return deed(GridDeed.DELETE);
            }
            case ESCAPE -> {
                return grid.selecting().collapse();
            }
            case CONTEXT_MENU -> grid.menus().showAtCurrent();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean alt(KeyEvent e) {
        if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.KP_DOWN) {
            grid.showColumnMenu();
            return true;
        }
        return e.getCode() == KeyCode.DELETE && deed(GridDeed.SET_NULL);
    }

    /// Tab goes from cell to cell, and leaves the grid at the ends of a row.
    private boolean tab(GridSelection at, boolean back) {
        int to = at.column() + (back ? -1 : 1);
        if (to < 0 || to >= grid.columns().size()) {
            return false;
        }
        grid.select(at.row(), to, false);
        return true;
    }

    private boolean shortcut(KeyEvent e) {
        GridSelection at = grid.selection();
        boolean shift = e.isShiftDown();
        switch (e.getCode()) {
            case HOME -> grid.select(0, 0, shift);
            case END -> grid.selecting().last(grid.columns().size() - 1, shift);
            case UP, KP_UP -> grid.select(0, at.column(), shift);
            case DOWN, KP_DOWN -> grid.selecting().last(at.column(), shift);
            case LEFT, KP_LEFT -> grid.select(at.row(), 0, shift);
            case RIGHT, KP_RIGHT -> grid.select(at.row(), grid.columns().size() - 1, shift);
            case A -> grid.selectAll();
            case SPACE -> grid.selecting().wholeColumns();
            case G -> grid.askGoTo();
            case C -> {
                if (e.isAltDown()) {
                    grid.copy(CopyFormat.INSERT, false);
                } else {
                    grid.copy(CopyFormat.TSV, shift);
                }
            }
            case D -> {
                return deed(GridDeed.CLONE);
            }
            case U -> {
                return deed(GridDeed.REVERT_ROWS);
            }
            case V -> {
                return deed(GridDeed.PASTE);
            }
            case Z -> {
                return deed(shift ? GridDeed.REDO : GridDeed.UNDO);
            }
            case Y -> {
                return deed(GridDeed.REDO);
            }
            default -> {
                return e.getCode() == KeyCode.INSERT && copied();
            }
        }
        return true;
    }

    /// @return false where rows are only looked at
    private boolean deed(GridDeed deed) {
        grid.run(deed);
        return grid.edits().editing() != null;
    }

    private boolean copied() {
        grid.copy(CopyFormat.TSV, false);
        return true;
    }
}
