package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.schema.FullTextDdl;

/// Builds a query out of what is asked for: any of these words, none of those, these side by side or close to each
/// other, in these columns.
final class QueryPartsView extends VBox {
    private final QueryModel model;
    private final TextField any = field("searchAny");
    private final TextField none = field("searchNone");
    private final TextField phrase = field("searchPhrase");
    private final TextField near = field("searchNear");
    private final Spinner<Integer> distance = new Spinner<>(0, 100, Query.DISTANCE);
    private final CheckBox prefix = new CheckBox(Text.of("search.parts.prefix"));
    private final List<CheckBox> columns = new ArrayList<>();
    private boolean filling;

    QueryPartsView(QueryModel model) {
        this.model = model;
        setId("searchParts");
        getStyleClass().add("search-parts");
        GridPane grid = new GridPane();
        grid.getStyleClass().add("search-parts-grid");
        row(grid, 0, "search.parts.any", any);
        row(grid, 1, "search.parts.none", none);
        row(grid, 2, "search.parts.phrase", phrase);
        distance.setId("searchDistance");
        distance.setEditable(true);
        distance.getStyleClass().add("search-distance");
        Label within = new Label(Text.of("search.parts.within"));
        within.setLabelFor(distance);
        within.setMinWidth(USE_PREF_SIZE);
        distance.getEditor().setAccessibleText(within.getText());
        HBox nearRow = new HBox(near, within, distance);
        nearRow.getStyleClass().add("search-near");
        HBox.setHgrow(near, Priority.ALWAYS);
        row(grid, 3, "search.parts.near", nearRow);
        Label nearLabel = (Label) grid.getChildren().get(6);
        nearLabel.setLabelFor(near);
        prefix.setId("searchPrefix");
        grid.add(prefix, 1, 4);
        FlowPane boxes = new FlowPane();
        boxes.getStyleClass().add("search-columns");
        SearchIndex index = model.index().get();
        for (SearchIndex.Field field : index == null ? List.<SearchIndex.Field>of() : index.fields()) {
            if (field.indexed()) {
                CheckBox box = new CheckBox(field.name());
                box.setMnemonicParsing(false);
                box.setId("searchColumn-" + field.name());
                columns.add(box);
                boxes.getChildren().add(box);
            }
        }
        row(grid, 5, "search.parts.columns", boxes);
        getChildren().add(grid);
        getChildren()
                .add(Controls.button("searchPartsClear", Icons.REVERT, Text.of("search.parts.clear"), this::clear));
        fill(model.parts().get());
        listen(index);
    }

    private static TextField field(String id) {
        TextField field = new TextField();
        field.setId(id);
        field.setPrefColumnCount(22);
        return field;
    }

    private static void row(GridPane grid, int row, String key, javafx.scene.Node node) {
        Label label = new Label(Text.of(key));
        label.setLabelFor(node);
        label.setMinWidth(USE_PREF_SIZE);
        grid.addRow(row, label, node);
        GridPane.setHgrow(node, Priority.ALWAYS);
        node.setAccessibleText(label.getText());
    }

    private void listen(@Nullable SearchIndex index) {
        List.of(any, none, phrase, near).forEach(field -> field.textProperty().subscribe((_, _) -> take()));
        distance.valueProperty().subscribe((_, _) -> take());
        prefix.selectedProperty().subscribe((_, _) -> take());
        columns.forEach(box -> box.selectedProperty().subscribe((_, _) -> take()));
        boolean full = index == null
                || index.engine() != FullTextDdl.Engine.FTS5
                || index.options().detail() == FullTextDdl.Detail.FULL;
        phrase.setDisable(!full);
        near.setDisable(!full);
        distance.setDisable(!full);
        boolean places = index == null || index.options().detail() != FullTextDdl.Detail.NONE;
        columns.forEach(box -> box.setDisable(!places));
    }

    private void fill(Query query) {
        filling = true;
        any.setText(query.any());
        none.setText(query.none());
        phrase.setText(query.phrase());
        near.setText(query.near());
        distance.getValueFactory().setValue(query.distance());
        prefix.setSelected(query.prefix());
        columns.forEach(box ->
                box.setSelected(query.columns().isEmpty() || query.columns().contains(box.getText())));
        filling = false;
    }

    private void take() {
        if (filling) {
            return;
        }
        List<String> only = columns.stream()
                .filter(CheckBox::isSelected)
                .map(CheckBox::getText)
                .toList();
        Integer apart = distance.getValue();
        model.parts()
                .set(new Query(
                        "",
                        prefix.isSelected(),
                        any.getText(),
                        none.getText(),
                        phrase.getText(),
                        near.getText(),
                        apart == null ? Query.DISTANCE : apart,
                        only.size() == columns.size() ? List.of() : only,
                        false));
    }

    private void clear() {
        fill(Query.typed(""));
        take();
    }
}
