package studio.rowan.search;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// What the rows that were found have in common, with counts; one that is chosen narrows the search.
final class FacetsView extends ScrollPane {
    private final QueryModel query;
    private final SearchModel model;
    private final VBox groups = new VBox();

    FacetsView(QueryModel query, SearchModel model) {
        this.query = query;
        this.model = model;
        setId("searchFacets");
        getStyleClass().add("search-facets");
        groups.getStyleClass().add("search-facet-groups");
        setContent(groups);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        model.facets().addListener((ListChangeListener<Facet.Count>) _ -> fill());
        query.only().subscribe(_ -> fill());
        fill();
    }

    private void fill() {
        groups.getChildren().clear();
        List<Facet> facets =
                model.facets().stream().map(Facet.Count::facet).distinct().toList();
        for (Facet facet : facets) {
            VBox group = new VBox();
            group.getStyleClass().add("search-facet");
            Label name = new Label(facet.name());
            name.getStyleClass().add("strong");
            group.getChildren().add(name);
            for (Facet.Count count : model.facets()) {
                if (count.facet().equals(facet)) {
                    group.getChildren().add(line(count));
                }
            }
            groups.getChildren().add(group);
        }
        boolean some = !facets.isEmpty();
        setVisible(some);
        setManaged(some);
    }

    private ToggleButton line(Facet.Count count) {
        ToggleButton line = new ToggleButton();
        Label label = new Label(count.label());
        label.setMinWidth(0);
        Label rows = new Label(Format.count(count.rows()));
        rows.getStyleClass().add("muted");
        rows.setMinWidth(USE_PREF_SIZE);
        HBox content = new HBox(label, Controls.spacer(), rows);
        content.getStyleClass().add("search-facet-line");
        line.setGraphic(content);
        content.prefWidthProperty().bind(groups.widthProperty().subtract(48));
        line.setId("facet-" + count.facet().name() + "-" + count.label());
        line.getStyleClass().add("flat");
        line.setSelected(query.only().get().stream().anyMatch(count::isSameValue));
        line.setAccessibleText(Text.of("search.facet", count.facet().name(), count.label(), count.rows()));
        line.setOnAction(_ -> query.toggle(count));
        return line;
    }
}
