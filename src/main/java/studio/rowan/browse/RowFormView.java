package studio.rowan.browse;

import java.time.ZoneId;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Text;

/// One row as a form: a field under the other, only those in sight exist.
final class RowFormView extends StackPane implements InspectorSectionView {
    private static final int MOST_CHARACTERS = 400;

    private final InspectorModel model;
    private final ObservableValue<ZoneId> zone;
    private final ListView<Integer> fields = new ListView<>();
    private @Nullable List<Inspected.Cell> listed;
    private boolean active;
    private boolean updating;

    /// @param open shows the current cell in full
    RowFormView(InspectorModel model, ObservableValue<ZoneId> zone, Runnable open) {
        this.model = model;
        this.zone = zone;
        fields.setId("inspectorFields");
        fields.setAccessibleText(Text.of("inspector.row"));
        fields.getStyleClass().addAll("plain", "inspector-form");
        fields.setCellFactory(_ -> new Field());
        fields.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open.run();
            }
        });
        fields.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open.run();
                event.consume();
            }
        });
        fields.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            if (!updating) {
                model.select(index.intValue());
            }
        });
        getChildren().add(fields);
        model.shown().subscribe(_ -> update());
        zone.subscribe(_ -> fields.refresh());
    }

    @Override
    public String buttonId() {
        return "inspectorRow";
    }

    @Override
    public String title() {
        return Text.of("inspector.row");
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void active(boolean now) {
        active = now;
        update();
    }

    private void update() {
        if (!active) {
            return;
        }
        InspectorModel.Shown shown = model.shown().get();
        updating = true;
        if (listed == null || listed.size() != shown.cells().size()) {
            fields.setItems(FXCollections.observableList(numbers(shown.cells().size())));
        } else if (listed != shown.cells()) {
            fields.refresh();
        }
        boolean moved = fields.getSelectionModel().getSelectedIndex() != shown.current();
        listed = shown.cells();
        fields.getSelectionModel().select(shown.current());
        updating = false;
        if (moved && shown.current() >= 0) {
            fields.scrollTo(Math.max(0, shown.current() - 1));
        }
    }

    private static List<Integer> numbers(int count) {
        return new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return Objects.checkIndex(index, count);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    private final class Field extends ListCell<Integer> {
        private final Label name = new Label();
        private final Label type = new Label();
        private final Label value = new Label();
        private final Label moment = new Label();
        private final VBox box = new VBox(new HBox(8, name, type), value, moment);

        Field() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            box.getStyleClass().add("inspector-field");
            name.getStyleClass().add("field-name");
            type.getStyleClass().add("field-type");
            type.setMinWidth(0);
            value.setWrapText(true);
            value.setMinHeight(Region.USE_PREF_SIZE);
            moment.getStyleClass().add("field-moment");
            moment.setWrapText(true);
            // Labels wrap at the width of the list, not at that of their text.
            box.prefWidthProperty().bind(fields.widthProperty().subtract(14));
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Integer index, boolean isEmpty) {
            super.updateItem(index, isEmpty);
            List<Inspected.Cell> cells = model.shown().get().cells();
            if (isEmpty || index == null || index >= cells.size()) {
                setGraphic(null);
                return;
            }
            Inspected.Cell cell = cells.get(index);
            Value shown = model.shown().get().value(index);
            name.setText(cell.column());
            type.setText(typeLine(cell, shown));
            String unset = cell.unset();
            value.setText(unset == null ? ValueText.shown(shown, MOST_CHARACTERS) : unset);
            value.getStyleClass().setAll("label", "field-value", ValueText.styleClass(shown));
            String read = Moments.of(shown, cell.column(), cell.declaredType(), zone.getValue()).stream()
                    .map(ValueText::moment)
                    .collect(Collectors.joining("\n"));
            moment.setText(read);
            moment.setVisible(!read.isEmpty());
            moment.setManaged(!read.isEmpty());
            setAccessibleText(cell.column() + ": " + value.getText());
            setGraphic(box);
        }

        /// The declared type, and the storage class where it is another one.
        private static String typeLine(Inspected.Cell cell, Value value) {
            String stored = value.type().name();
            if (cell.declaredType().isEmpty()) {
                return value.isNull() ? "" : stored;
            }
            boolean same = value.isNull() || cell.declaredType().equalsIgnoreCase(stored);
            return same ? cell.declaredType() : cell.declaredType() + " · " + stored;
        }
    }
}
