package studio.rowan.grid;

import javafx.scene.Node;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Icons;

/// What hangs below the box that the keyboard is in: what is wrong with its text, or, for `?`, what can be typed.
final class GridFilterHintView {
    private final GridFilterModel filters;
    private final Flyout flyout = new Flyout("filterHint").passive();
    private @Nullable GridFilterView box;
    private @Nullable Object shown;

    GridFilterHintView(GridFilterModel filters) {
        this.filters = filters;
    }

    void focused(GridFilterView at, boolean on) {
        if (on) {
            box = at;
            update();
        } else if (box == at) {
            box = null;
            hide();
        }
    }

    void hide() {
        shown = null;
        flyout.hide();
    }

    void update() {
        GridFilterView at = box;
        if (at == null || at.index() < 0) {
            return;
        }
        GridFiltersModel.Fault fault = filters.fault(at.index());
        Object wanted = fault != null ? fault : at.getText().equals("?") ? "?" : null;
        if (wanted != null && wanted.equals(shown) && flyout.isShowing()) {
            return;
        }
        Node content =
                fault != null ? words(fault) : wanted != null ? filters.room().help() : null;
        hide();
        if (content != null && at.getScene() != null) {
            shown = wanted;
            flyout.show(at, content);
        }
    }

    private static Node words(GridFiltersModel.Fault fault) {
        Label label = new Label(fault.words(), Icons.ERROR.node("danger"));
        label.setId("filterFault");
        label.getStyleClass().addAll("danger", "grid-filter-fault");
        return label;
    }
}
