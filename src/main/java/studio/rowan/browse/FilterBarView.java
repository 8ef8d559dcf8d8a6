package studio.rowan.browse;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Jobs;

/// The field of the raw condition, checked while it is typed and applied by Enter, and what is wrong with it.
final class FilterBarView {
    private static final Duration QUIET = Duration.millis(300);

    private final BrowseModel model;
    private final TextField where;
    private final Label fault;
    private final Jobs.Debounced check;
    private boolean updating;

    /// @param leave hands the keyboard to the rows
    FilterBarView(BrowseModel model, Jobs jobs, TextField where, Label fault, Runnable leave) {
        this.model = model;
        this.where = where;
        this.fault = fault;
        this.check = jobs.debounce(QUIET, () -> model.check(where.getText(), () -> {}, _ -> {}));
        where.textProperty().subscribe(_ -> {
            if (!updating) {
                check.trigger();
            }
        });
        where.setOnAction(_ -> apply());
        where.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE
                    && !where.getText().equals(model.filter().get().where())) {
                where.setText(model.filter().get().where());
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ESCAPE) {
                leave.run();
                event.consume();
            }
        });
        model.whereFault().subscribe(this::showFault);
        model.filter().subscribe(this::showFilter);
    }

    /// A condition with a fault is not applied: its place is selected in the field instead.
    private void apply() {
        check.cancel();
        String text = where.getText().strip();
        model.check(text, () -> model.filter(model.filter().get().withWhere(text)), found -> {
            if (found.offset() >= 0 && where.getText().equals(text)) {
                where.selectRange(found.offset(), RawWhere.tokenEnd(text, found.offset()));
            }
        });
    }

    private void showFault(RawWhere.@Nullable Fault found) {
        fault.setVisible(found != null);
        fault.setManaged(found != null);
        where.getStyleClass().remove("faulty");
        if (found != null) {
            where.getStyleClass().add("faulty");
            fault.setText(FilterWords.fault(found));
            where.setAccessibleHelp(fault.getText());
        } else {
            where.setAccessibleHelp(null);
        }
    }

    private void showFilter(Filter filter) {
        updating = true;
        if (!where.getText().strip().equals(filter.where())) {
            where.setText(filter.where());
            model.check(filter.where(), () -> {}, _ -> {});
        }
        updating = false;
    }
}
