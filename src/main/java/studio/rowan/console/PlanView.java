package studio.rowan.console;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The steps of a plan as a tree: in plain words, SQLite's own words below them, and a sign at what grows with the
/// table.
final class PlanView extends StackPane {
    PlanView(Plan plan) {
        if (plan.steps().isEmpty()) {
            getChildren().add(new EmptyState(Icons.PLAN, Text.of("console.plan.none"), ""));
            return;
        }
        TreeItem<Plan.Step> root = new TreeItem<>();
        add(root, plan.steps());
        TreeView<Plan.Step> tree = new TreeView<>(root);
        tree.setId("plan");
        tree.getStyleClass().add("plain");
        tree.setShowRoot(false);
        tree.setCellFactory(_ -> new StepCell());
        getChildren().add(tree);
    }

    private static void add(TreeItem<Plan.Step> parent, List<Plan.Step> steps) {
        for (Plan.Step step : steps) {
            TreeItem<Plan.Step> item = new TreeItem<>(step);
            item.setExpanded(true);
            parent.getChildren().add(item);
            add(item, step.steps());
        }
    }

    private static final class StepCell extends TreeCell<Plan.Step> {
        private final Label words = new Label();
        private final Label raw = new Label();
        private final VBox lines = new VBox(words, raw);

        StepCell() {
            raw.getStyleClass().add("plan-raw");
        }

        @Override
        protected void updateItem(Plan.@Nullable Step step, boolean empty) {
            super.updateItem(step, empty);
            setText(null);
            if (empty || step == null) {
                setGraphic(null);
                return;
            }
            words.setText(step.words());
            words.setGraphic(
                    switch (step.cost()) {
                        case LOOKUP -> Icons.CHECK.node("success");
                        case GROWS -> Icons.WARNING.node("warning");
                        case NEUTRAL -> Icons.CHEVRON_RIGHT.node("muted");
                    });
            raw.setText(step.raw());
            setGraphic(lines);
        }
    }
}
