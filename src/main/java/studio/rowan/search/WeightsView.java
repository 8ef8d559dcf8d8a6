package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Lets the user say how much each column of the index counts.
final class WeightsView extends VBox {
    /// More are scrolled.
    private static final int SEEN = 8;

    private final WeightsModel model;
    private final GridPane grid = new GridPane();
    private final List<Runnable> resets = new ArrayList<>();

    WeightsView(WeightsModel model, SearchIndex index) {
        this.model = model;
        setId("searchWeightsView");
        getStyleClass().add("search-weights");
        grid.getStyleClass().add("search-weights-grid");
        List<Double> usual = model.usual();
        for (int i = 0; i < index.fields().size(); i++) {
            if (index.fields().get(i).indexed()) {
                row(i, index.fields().get(i).name(), usual.get(i));
            }
        }
        Label hint = new Label(Text.of("search.weights.hint"));
        hint.getStyleClass().add("text-muted");
        hint.setWrapText(true);
        getChildren()
                .addAll(
                        grid.getRowCount() > SEEN ? scrolled() : grid,
                        hint,
                        Controls.button(
                                "searchWeightsReset", Icons.REVERT, Text.of("search.weights.reset"), this::reset));
    }

    private ScrollPane scrolled() {
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("search-weights-scroll");
        return scroll;
    }

    private void row(int column, String name, double usual) {
        Label label = new Label(name);
        label.getStyleClass().add("search-weights-name");
        double now = model.weights().get().get(column);
        Slider slider = new Slider(0, Math.max(ColumnWeights.MOST, Math.max(usual, now)), now);
        slider.setId("searchWeight-" + name);
        slider.setBlockIncrement(ColumnWeights.STEP);
        slider.setAccessibleText(Text.of("search.weights.of", name));
        label.setLabelFor(slider);
        Label value = new Label(shown(now));
        value.getStyleClass().add("search-weights-value");
        slider.valueProperty().subscribe((_, to) -> {
            double stepped = to.doubleValue() == usual
                    ? usual
                    : Math.round(to.doubleValue() / ColumnWeights.STEP) * ColumnWeights.STEP;
            value.setText(shown(stepped));
            model.set(column, stepped);
        });
        resets.add(() -> slider.setValue(usual));
        grid.addRow(grid.getRowCount(), label, slider, value);
    }

    private void reset() {
        resets.forEach(Runnable::run);
        model.reset();
    }

    private static String shown(double weight) {
        return weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight);
    }
}
