package studio.rowan.browse;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// The columns of a table, each to be shown or hidden; found by typing.
final class ColumnsView extends VBox {
    private final Map<String, BooleanProperty> shown = new HashMap<>();

    /// @param hidden the columns hidden now
    /// @param change told of a column and whether it is shown from now on
    ColumnsView(List<String> columns, Set<String> hidden, BiConsumer<String, Boolean> change) {
        getStyleClass().add("columns-list");
        for (String column : columns) {
            BooleanProperty property = new SimpleBooleanProperty(!hidden.contains(column));
            property.addListener((_, _, now) -> change.accept(column, now));
            shown.put(column, property);
        }
        FilteredList<String> list = new FilteredList<>(FXCollections.observableList(columns));
        TextField filter = new TextField();
        filter.setId("columnsFilter");
        filter.setPromptText(Text.of("browse.columns.filter"));
        filter.setAccessibleText(Text.of("browse.columns.filter"));
        filter.textProperty().subscribe(text -> {
            String sought = text.toLowerCase(Locale.ROOT);
            list.setPredicate(name -> name.toLowerCase(Locale.ROOT).contains(sought));
        });
        ListView<String> view = new ListView<>(list);
        view.setId("columnsList");
        view.getStyleClass().add("plain");
        view.setCellFactory(_ -> new Choice());
        Button all = new Button(Text.of("browse.columns.all"));
        all.setId("columnsAll");
        all.setOnAction(_ -> shown.values().forEach(property -> property.set(true)));
        getChildren().addAll(filter, view, all);
    }

    /// The whole line toggles, not the small box alone.
    private final class Choice extends ListCell<String> {
        private final CheckBox box = new CheckBox();
        private @Nullable BooleanProperty bound;

        Choice() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            box.setMaxWidth(Double.MAX_VALUE);
            box.setMnemonicParsing(false);
        }

        @Override
        protected void updateItem(@Nullable String name, boolean isEmpty) {
            super.updateItem(name, isEmpty);
            BooleanProperty before = bound;
            if (before != null) {
                box.selectedProperty().unbindBidirectional(before);
            }
            bound = isEmpty || name == null ? null : shown.get(name);
            BooleanProperty now = bound;
            if (now == null || name == null) {
                setGraphic(null);
                return;
            }
            box.setText(name);
            box.selectedProperty().bindBidirectional(now);
            setGraphic(box);
        }
    }
}
