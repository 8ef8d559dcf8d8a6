package studio.rowan.search;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Opens the weights of the columns, and says how many of them were changed. Not there for an index without any.
final class WeightsButtonView extends Button {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

    private final QueryModel query;
    private final WeightsModel model;

    WeightsButtonView(QueryModel query, WeightsModel model) {
        this.query = query;
        this.model = model;
        setId("searchWeights");
        setGraphic(Icons.WEIGHTS.node());
        setMinWidth(Region.USE_PREF_SIZE);
        setTooltip(new Tooltip());
        setOnAction(_ -> open());
        model.weights().subscribe(_ -> tell());
    }

    private void tell() {
        boolean there = !model.weights().get().isEmpty();
        int changes = model.changes();
        setVisible(there);
        setManaged(there);
        pseudoClassStateChanged(ON, changes > 0);
        setText(changes == 0 ? "" : Integer.toString(changes));
        String words = changes == 0 ? Text.of("search.weights") : Text.count("search.weights.changed", changes);
        setAccessibleText(words);
        getTooltip().setText(words);
    }

    private void open() {
        SearchIndex index = query.index().get();
        if (index != null) {
            new Flyout("searchWeightsFlyout").show(this, new WeightsView(model, index));
        }
    }
}
