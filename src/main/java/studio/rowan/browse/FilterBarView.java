package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// What says which rows are shown: the field of the raw condition, checked while it is typed and applied by Enter; what
/// is wrong with it; and a chip for each filter in force.
final class FilterBarView {
    private static final Duration QUIET = Duration.millis(300);

    private final BrowseModel model;
    private final TextField where;
    private final Label fault;
    private final Pane chips;
    private final Jobs.Debounced check;
    private boolean updating;

    FilterBarView(BrowseModel model, Jobs jobs, TextField where, Label fault, Pane chips) {
        this.model = model;
        this.where = where;
        this.fault = fault;
        this.chips = chips;
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
        List<Node> shown = new ArrayList<>();
        for (Filter.Term term : filter.terms()) {
            shown.add(chip("chip-" + term.column(), FilterWords.chip(term), f -> f.with(term.column(), "")));
        }
        if (!filter.where().isBlank()) {
            shown.add(chip("chipWhere", Text.of("browse.chip.where", filter.where()), f -> f.withWhere("")));
        }
        if (!shown.isEmpty()) {
            Button clear = new Button(Text.of("browse.clearAll"));
            clear.setId("clearFilters");
            clear.getStyleClass().addAll("flat", "small");
            clear.setOnAction(_ -> model.filter(Filter.NONE));
            shown.add(clear);
        }
        chips.getChildren().setAll(shown);
        chips.setVisible(!shown.isEmpty());
        chips.setManaged(!shown.isEmpty());
    }

    private Node chip(String id, String text, UnaryOperator<Filter> without) {
        return Controls.chip(
                id,
                text,
                Text.of("browse.chip.remove"),
                () -> model.filter(without.apply(model.filter().get())));
    }
}
