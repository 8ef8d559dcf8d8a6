package studio.rowan.grid;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// The field that stands over a cell while one types: as wide and tall as its text needs, within the grid. What is
/// typed is kept wherever the keyboard goes, except by Escape; a text left as it was changes nothing.
final class GridEditorView {
    private static final int MOST_LINES = 10;

    private final GridView grid;
    private final Pane body;
    private final TextArea area = new TextArea();
    private @Nullable GridCurrent cell;
    private Subscription watching = () -> {};
    private EditorText before = new EditorText("", false);
    private @Nullable String refused;

    /// @param body the pane that it is laid over
    GridEditorView(GridView grid, Pane body) {
        this.grid = grid;
        this.body = body;
        area.setId("cell-editor");
        area.getStyleClass().add("grid-editor");
        area.setManaged(false);
        area.setWrapText(true);
        area.setMinSize(0, 0);
        area.textProperty().subscribe(_ -> grid.requestLayout());
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        // A click into the field chooses no cell, and its wheel moves no row.
        area.addEventHandler(MouseEvent.ANY, MouseEvent::consume);
        area.addEventHandler(ScrollEvent.ANY, ScrollEvent::consume);
    }

    boolean isOpen() {
        return cell != null;
    }

    // ---- beginning ----

    /// Opens over the current cell with its value, or with what was `typed` in its place. Does nothing where rows are
    /// only looked at, or where the cell may not be changed.
    /// @return false where rows are only looked at
    boolean open(@Nullable String typed) {
        GridCurrent at = grid.current().get();
        GridEditing editing = grid.edits().editing();
        if (editing == null) {
            return false;
        }
        if (at != null && !isOpen() && editing.mayType(at.row(), at.column())) {
            open(at, typed);
        }
        return true;
    }

    /// Opens over the current cell, empty, whatever it holds.
    void openEmpty() {
        GridCurrent at = grid.current().get();
        if (at != null && !isOpen()) {
            open(at, "");
        }
    }

    private void open(GridCurrent at, @Nullable String typed) {
        grid.place().reveal(at.ordinal(), grid.selection().column());
        cell = at;
        Value shown = at.shown();
        before = grid.formats().editor(shown, at.column());
        refused = null;
        area.setText(typed == null ? before.text() : typed);
        area.setAccessibleText(
                Text.of("grid.editorOf", grid.columns().name(grid.selection().column())));
        area.getStyleClass().removeAll("number");
        if (shown instanceof Value.Int || shown instanceof Value.Real) {
            area.getStyleClass().add("number");
        }
        body.getChildren().add(area);
        area.applyCss();
        place(grid.place());
        area.requestFocus();
        if (typed == null) {
            area.selectAll();
        } else {
            area.end();
        }
        Scene scene = area.getScene();
        // Another window in front takes no keyboard from the field: only another node of this one does.
        watching = scene.focusOwnerProperty().subscribe(this::keyboardWent);
        grid.requestLayout();
    }

    private void keyboardWent(@Nullable Node owner) {
        if (isOpen() && owner != area && owner != null) {
            finish(true);
        }
    }

    // ---- keys ----

    private void pressed(KeyEvent e) {
        KeyCode code = e.getCode();
        boolean shift = e.isShiftDown();
        if (e.isShortcutDown()) {
            // The key goes on to whoever saves: with what was typed.
            if (code == KeyCode.S || code == KeyCode.ENTER) {
                leave(true, 0, 0);
            }
            return;
        }
        switch (code) {
            case ESCAPE -> leave(false, 0, 0);
            case ENTER -> {
                if (shift || e.isAltDown()) {
                    area.replaceSelection("\n");
                } else {
                    leave(true, 1, 0);
                }
            }
            case TAB -> leave(true, 0, shift ? -1 : 1);
            case F2 -> area.end();
            case DELETE -> {
                if (!e.isAltDown()) {
                    return;
                }
                leave(false, 0, 0);
                grid.run(GridDeed.SET_NULL);
            }
            default -> {
                return;
            }
        }
        e.consume();
    }

    /// What the format of the column does not read is told, and can be mended.
    private boolean isRefused() {
        GridCurrent at = cell;
        GridEditing editing = grid.edits().editing();
        String typed = area.getText();
        if (at == null || editing == null || typed.equals(before.text()) || typed.equals(refused)) {
            return at != null && typed.equals(refused);
        }
        boolean no = grid.formats().typed(typed, at.shown(), at.column()) instanceof GridFormatsModel.Typed.Refused;
        if (no) {
            refused = typed;
            grid.formats().stage(editing, at, typed);
        }
        return no;
    }

    private void leave(boolean keep, int down, int right) {
        if (keep && isRefused()) {
            return;
        }
        finish(keep, true);
        if (down != 0 || right != 0) {
            GridSelection at = grid.selection();
            grid.select(at.row() + down, at.column() + right, false);
        }
    }

    /// Closes the field.
    /// @param keep stage what was typed
    void finish(boolean keep) {
        finish(keep, false);
    }

    private void finish(boolean keep, boolean keyboard) {
        GridCurrent at = cell;
        GridEditing editing = grid.edits().editing();
        if (at == null) {
            return;
        }
        cell = null;
        watching.unsubscribe();
        if (keyboard) {
            // Before the field goes: else the keyboard would go to its neighbour.
            grid.requestFocus();
        }
        body.getChildren().remove(area);
        String typed = area.getText();
        if (keep && editing != null && !typed.equals(before.text()) && !typed.equals(refused)) {
            grid.formats().stage(editing, at, before.stored(typed));
        }
        grid.requestLayout();
    }

    // ---- place ----

    /// Puts the field over its cell.
    void place(GridPlaceModel place) {
        if (!isOpen()) {
            return;
        }
        GridFontModel font = grid.font();
        GridColumns columns = grid.columns();
        int position = Math.min(grid.selection().column(), columns.size() - 1);
        double x = Math.round(place.gutterWidth() + columns.x(position, place.left())) - 1;
        double y = Math.round((grid.selection().row() - place.top()) * font.rowHeight()) - 1;
        double padding = 2 * font.padding() + 4;
        double most = Math.max(columns.width(position), Math.min(body.getWidth() - x - 8, font.size() * 40));
        double wide = area.getText().lines().mapToDouble(font::width).max().orElse(0) + padding;
        double width = Math.clamp(wide, columns.width(position), most) + 1;
        long lines = Math.min(MOST_LINES, lines(font, width - padding));
        double line = Math.round(font.size() * 1.4);
        double height = lines == 1 ? font.rowHeight() + 1 : lines * line + font.rowHeight() - line + 3;
        area.resizeRelocate(x, Math.max(-1, Math.min(y, body.getHeight() - height)), width, height);
    }

    /// How many lines the text takes when it is wrapped.
    private long lines(GridFontModel font, double room) {
        return area.getText().chars().filter(c -> c == '\n').count()
                + 1
                + area.getText()
                        .lines()
                        .mapToLong(line -> (long) (font.width(line) / Math.max(1, room)))
                        .sum();
    }
}
