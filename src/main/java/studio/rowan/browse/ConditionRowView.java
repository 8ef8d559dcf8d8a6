package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// One condition: column, comparison and value. What is wrong with the value is said below it, and the condition before
/// stays in force.
final class ConditionRowView extends VBox {
    private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");
    private static final Duration QUIET = Duration.millis(400);

    /// What a row tells.
    /// @param leave hands the keyboard to the rows
    record Deeds(Consumer<Rule> change, Runnable remove, Runnable leave) {}

    /// A comparison or its contrary, as the list offers it.
    private record Choice(boolean not, Operator operator) {
        @Override
        public String toString() {
            return FilterWords.operator(not, operator);
        }
    }

    private final Deeds deeds;
    private final CheckBox on = new CheckBox();
    private final ComboBox<String> column = new ComboBox<>();
    private final ComboBox<Choice> comparison = new ComboBox<>();
    private final TextField value = new TextField();
    private final Label fault = new Label();
    private final Jobs.Debounced pause;
    private Rule rule;

    ConditionRowView(Rule rule, List<String> columns, Jobs jobs, Deeds deeds) {
        this.rule = rule;
        this.deeds = deeds;
        this.pause = jobs.debounce(QUIET, this::tell);
        getStyleClass().add("condition");
        on.setSelected(!rule.off());
        on.setAccessibleText(Text.of("browse.chip.on"));
        on.setTooltip(new Tooltip(Text.of("browse.chip.on")));
        on.selectedProperty().addListener((_, _, now) -> take(this.rule.withOff(!now)));
        HBox line = new HBox(on);
        line.getStyleClass().add("condition-line");
        line.setAlignment(Pos.CENTER_LEFT);
        if (rule.exact().isEmpty()) {
            line.getChildren().addAll(typed(columns));
        } else {
            Label words = new Label(FilterWords.of(rule));
            words.setMaxWidth(Double.MAX_VALUE);
            words.setTooltip(new Tooltip(Text.of("browse.conditions.exact")));
            HBox.setHgrow(words, Priority.ALWAYS);
            line.getChildren().add(words);
        }
        line.getChildren()
                .add(Controls.iconButton("removeCondition", Icons.CLOSE, Text.of("browse.chip.remove"), deeds.remove));
        fault.getStyleClass().addAll("danger", "small");
        fault.setId("conditionFault");
        fault.setWrapText(true);
        getChildren().addAll(line, fault);
        showFault();
    }

    private List<Node> typed(List<String> columns) {
        column.setItems(FXCollections.observableList(columns));
        column.setValue(rule.column());
        column.setId("conditionColumn");
        column.setAccessibleText(Text.of("browse.conditions.column"));
        column.setPrefWidth(150);
        column.setMinWidth(60);
        column.valueProperty().addListener((_, _, _) -> tell());
        List<Choice> choices = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            choices.add(new Choice(false, operator));
            if (operator.sign().isEmpty()) {
                choices.add(new Choice(true, operator));
            }
        }
        comparison.setItems(FXCollections.observableList(choices));
        comparison.setValue(new Choice(rule.not(), rule.operator()));
        comparison.setId("conditionOperator");
        comparison.setAccessibleText(Text.of("browse.conditions.comparison"));
        comparison.setPrefWidth(150);
        comparison.setMinWidth(60);
        comparison.setVisibleRowCount(14);
        comparison.valueProperty().addListener((_, _, now) -> {
            prompt(now.operator);
            tell();
        });
        value.setText(rule.text());
        value.setId("conditionValue");
        value.setAccessibleText(Text.of("browse.conditions.value"));
        value.setMinWidth(70);
        value.textProperty().addListener((_, _, _) -> pause.trigger());
        value.setOnAction(_ -> {
            pause.now();
            if (rule.text().equals(value.getText())) {
                deeds.leave.run();
            }
        });
        value.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                if (value.getText().isEmpty()) {
                    deeds.leave.run();
                } else {
                    value.clear();
                    pause.now();
                }
                event.consume();
            }
        });
        HBox.setHgrow(value, Priority.ALWAYS);
        prompt(rule.operator());
        return List.of(column, comparison, value);
    }

    private void prompt(Operator operator) {
        value.setVisible(operator.takesValue());
        String key = "browse.conditions.prompt." + operator.name();
        value.setPromptText(Text.of(Text.has(key) ? key : "browse.conditions.prompt"));
    }

    void focusValue() {
        value.requestFocus();
    }

    private void tell() {
        Choice chosen = comparison.getValue();
        take(new Rule(column.getValue(), chosen.not, chosen.operator, value.getText(), List.of(), !on.isSelected()));
    }

    private void take(Rule next) {
        pause.cancel();
        boolean sound = next.fault() == null;
        if (sound && !next.equals(rule)) {
            rule = next;
            deeds.change.accept(next);
        }
        fault(next);
    }

    private void showFault() {
        fault(rule);
    }

    private void fault(Rule of) {
        FilterText.Read.Fault found = of.fault();
        fault.setText(found == null ? "" : FilterWords.fault(found));
        fault.setVisible(found != null);
        fault.setManaged(found != null);
        value.pseudoClassStateChanged(FAULTY, found != null);
        value.setAccessibleHelp(found == null ? null : fault.getText());
    }
}
