package studio.rowan.health;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// The tables of a file with their rows, sizes and newest rows; a double click or Enter opens one.
final class TableLinesView extends TableView<TableLine> {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    private final ObservableValue<Font> font;

    /// @param zone in which moments are shown
    /// @param font widths grow with it
    /// @param open told the name of a table
    TableLinesView(HealthModel model, ObservableValue<ZoneId> zone, ObservableValue<Font> font, Consumer<String> open) {
        this.font = font;
        setId("tables");
        getStyleClass().add("tables");
        setAccessibleText(Text.of("health.tables"));
        setPlaceholder(new Label(Text.of("health.tables.none")));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        column("name", 13.5, TableLine::name, Comparator.comparing(TableLine::name, String.CASE_INSENSITIVE_ORDER));
        column("rows", 4.5, TableLinesView::rows, Comparator.comparingLong(TableLine::rows));
        column(
                "size",
                5,
                line -> line.bytes() < 0 ? "" : Format.bytes(line.bytes()),
                Comparator.comparingLong(TableLine::bytes));
        column(
                "created",
                10.5,
                line -> moment(zone.getValue(), line.lastCreated()),
                Comparator.comparing(TableLine::lastCreated, Comparator.nullsFirst(Comparator.naturalOrder())));
        SortedList<TableLine> sorted = new SortedList<>(model.tables());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        zone.subscribe(_ -> refresh());
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                openSelected(open);
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openSelected(open);
                event.consume();
            }
        });
    }

    private void column(String name, double ems, Function<TableLine, String> text, Comparator<TableLine> order) {
        TableColumn<TableLine, TableLine> column = new TableColumn<>(Text.of("health.tables." + name));
        column.setId(name + "Column");
        column.setCellValueFactory(line -> new ReadOnlyObjectWrapper<>(line.getValue()));
        column.setCellFactory(_ -> new TableLineCell(text));
        column.setComparator(order);
        if (name.equals("rows") || name.equals("size")) {
            column.getStyleClass().add("number");
        }
        getColumns().add(column);
        font.subscribe(now -> column.setPrefWidth(ems * now.getSize()));
    }

    private void openSelected(Consumer<String> open) {
        TableLine line = getSelectionModel().getSelectedItem();
        if (line != null) {
            open.accept(line.name());
        }
    }

    static String rows(TableLine line) {
        return line.rows() < 0 ? "" : (line.exact() ? "" : ">") + Format.count(line.rows());
    }

    static String moment(ZoneId zone, @Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at.atZone(zone));
    }
}
