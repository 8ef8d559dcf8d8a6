package studio.rowan.grid;

import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// The box over a column: says which of its values are shown. Enter goes to the rows, Esc empties it, Alt+Down offers
/// the values that there are, Tab goes to the next box.
final class GridFilterView extends TextField {
    private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");

    private final GridView grid;
    private int index = -1;
    private boolean filling;

    GridFilterView(GridView grid) {
        this.grid = grid;
        getStyleClass().add("grid-filter");
        setPromptText(Text.of("grid.filter"));
        textProperty().subscribe(text -> {
            if (!filling && index >= 0) {
                grid.filters().typed(index, text);
                grid.filters().hint().update();
            }
        });
        focusedProperty().subscribe(on -> grid.filters().hint().focused(this, on));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    int index() {
        return index;
    }

    void show(int newIndex) {
        boolean moved = newIndex != index;
        index = newIndex;
        String wanted = grid.filters().text(newIndex);
        if (!getText().equals(wanted)) {
            filling = true;
            setText(wanted);
            filling = false;
        }
        GridFiltersModel.Fault fault = grid.filters().fault(newIndex);
        pseudoClassStateChanged(FAULTY, fault != null);
        setAccessibleHelp(fault == null ? Text.of("grid.filter.help") : fault.words());
        if (moved && isFocused()) {
            grid.filters().hint().update();
        }
    }

    private void pressed(KeyEvent e) {
        switch (e.getCode()) {
            case ENTER -> {
                if (!e.isShortcutDown()) {
                    enter(grid.filters().now(index));
                    e.consume();
                }
            }
            case ESCAPE -> {
                if (getText().isEmpty()) {
                    grid.requestFocus();
                } else {
                    clear();
                    grid.filters().now(index);
                }
                e.consume();
            }
            case DOWN, KP_DOWN -> {
                if (e.isAltDown()) {
                    grid.filters().room().values(index, this);
                } else {
                    grid.requestFocus();
                }
                e.consume();
            }
            case TAB -> {
                if (grid.filters().focus(grid.columns().position(index) + (e.isShiftDown() ? -1 : 1))) {
                    e.consume();
                }
            }
            default -> {
                // typing
            }
        }
    }

    /// What is wrong is selected, so that the next key mends it.
    private void enter(GridFiltersModel.@Nullable Fault fault) {
        if (fault == null) {
            grid.requestFocus();
        } else if (fault.offset() >= 0) {
            int from = Math.min(fault.offset(), Math.max(0, getLength() - 1));
            selectRange(from, Math.min(getLength(), from + 1));
        }
    }
}
