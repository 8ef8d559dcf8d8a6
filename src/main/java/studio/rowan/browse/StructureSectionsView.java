package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Index;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// The tables of the structure page, each under a heading with its count.
final class StructureSectionsView {
    private static final int MOST_ROWS = 25;
    private static final double SHORTEST = 96;

    private final Schema schema;
    private final Nav nav;

    StructureSectionsView(Schema schema, Nav nav) {
        this.schema = schema;
        this.nav = nav;
    }

    List<Node> relation(Table table) {
        List<Node> sections = new ArrayList<>();
        sections.add(columns(table));
        if (!table.foreignKeys().isEmpty()) {
            sections.add(foreignKeys(table.foreignKeys()));
        }
        if (!table.indexes().isEmpty()) {
            sections.add(indexes(table.indexes()));
        }
        List<SchemaObject> triggers = schema.belongingTo(table.name(), SchemaObject.Kind.TRIGGER);
        if (!triggers.isEmpty()) {
            sections.add(triggers(triggers));
        }
        return sections;
    }

    /// What no column of the table has takes no room.
    private Node columns(Table table) {
        List<Column> all = table.columns();
        TableView<Column> view = view("structureColumns", all, null);
        column(view, "name", 180, Column::name, "name");
        column(
                view,
                "type",
                130,
                c -> c.declaredType().isEmpty() ? Text.of("structure.none") : c.declaredType(),
                "type");
        column(view, "affinity", 90, c -> c.affinity().name(), "quiet");
        column(view, "key", 64, c -> c.isKey() ? Text.of("structure.keyPosition", c.keyPosition()) : "", "name");
        column(view, "notNull", 84, c -> mark(c.notNull()), "");
        if (all.stream().anyMatch(Column::unique)) {
            column(view, "unique", 76, c -> mark(c.unique()), "");
        }
        if (all.stream().anyMatch(c -> c.defaultSql() != null)) {
            column(view, "default", 150, c -> c.defaultSql() == null ? "" : c.defaultSql(), "sql");
        }
        if (!table.foreignKeys().isEmpty()) {
            column(view, "references", 150, c -> references(table, c), "");
        }
        if (all.stream().anyMatch(c -> c.hidden() != Column.Hidden.NO)) {
            column(view, "generated", 100, c -> generated(c.hidden()), "quiet");
        }
        return section(Text.of("structure.columns"), table.columns().size(), view);
    }

    private static String references(Table table, Column column) {
        return table.foreignKeyOf(column.name())
                .map(ForeignKey::parent)
                .map(p -> "→ " + p)
                .orElse("");
    }

    private static String generated(Column.Hidden hidden) {
        return hidden == Column.Hidden.NO ? "" : Text.of("structure.hidden." + hidden);
    }

    private Node foreignKeys(List<ForeignKey> keys) {
        TableView<ForeignKey> view = view("structureForeignKeys", keys, key -> nav.openStructure(key.parent()));
        column(view, "columns", 220, key -> String.join(", ", key.columns()), "name");
        column(view, "references", 260, StructureSectionsView::target, "");
        column(view, "onUpdate", 120, ForeignKey::onUpdate, "quiet");
        column(view, "onDelete", 120, ForeignKey::onDelete, "quiet");
        return section(Text.of("structure.foreignKeys"), keys.size(), view);
    }

    private static String target(ForeignKey key) {
        List<String> to = key.to();
        return to == null
                ? key.parent() + " " + Text.of("structure.itsKey")
                : key.parent() + " (" + String.join(", ", to) + ")";
    }

    private Node indexes(List<Index> indexes) {
        TableView<Index> view = view("structureIndexes", indexes, index -> nav.openStructure(index.name()));
        column(view, "name", 260, Index::name, "name");
        column(view, "parts", 260, StructureSectionsView::partsOf, "");
        column(view, "unique", 70, index -> mark(index.unique()), "");
        column(view, "partial", 70, index -> mark(index.partial()), "");
        column(view, "origin", 160, index -> origin(index.origin()), "quiet");
        return section(Text.of("structure.indexes"), indexes.size(), view);
    }

    private static String partsOf(Index index) {
        return index.parts().stream().map(StructureSectionsView::part).collect(Collectors.joining(", "));
    }

    private static String part(Index.Part part) {
        String name = part.column() == null ? Text.of("structure.expression") : part.column();
        return part.descending() ? name + " DESC" : name;
    }

    private static String origin(String origin) {
        return switch (origin) {
            case "u" -> Text.of("structure.origin.unique");
            case "pk" -> Text.of("structure.origin.key");
            default -> Text.of("structure.origin.index");
        };
    }

    /// The parts of one index.
    Node parts(Index index) {
        TableView<Index.Part> view = view("structureParts", index.parts(), null);
        column(
                view,
                "name",
                220,
                part -> part.column() == null ? Text.of("structure.expression") : part.column(),
                "name");
        column(
                view,
                "order",
                120,
                part -> Text.of(part.descending() ? "structure.descending" : "structure.ascending"),
                "");
        column(view, "collation", 120, Index.Part::collation, "quiet");
        String flags = Text.of(index.unique() ? "structure.uniqueIndex" : "structure.plainIndex")
                + (index.partial() ? Text.of("structure.partialIndex") : "");
        return section(flags, index.parts().size(), view);
    }

    private Node triggers(List<SchemaObject> triggers) {
        TableView<SchemaObject> view = view("structureTriggers", triggers, t -> nav.openStructure(t.name()));
        column(view, "name", 260, SchemaObject::name, "name");
        column(view, "fires", 260, trigger -> trigger.sql() == null ? "" : Ddl.event(trigger.sql()), "quiet");
        return section(Text.of("structure.triggers"), triggers.size(), view);
    }

    private static String mark(boolean on) {
        return on ? "✓" : "";
    }

    static Label heading(String text) {
        Label heading = new Label(text);
        heading.getStyleClass().add("heading");
        return heading;
    }

    private static Node section(String title, int count, TableView<?> view) {
        StackPane frame = new StackPane(view);
        frame.getStyleClass().add("structure-frame");
        VBox section = new VBox(heading(Text.of("structure.section", title, count)), frame);
        section.getStyleClass().add("structure-section");
        return section;
    }

    /// As high as its rows, at most some; the page scrolls around it.
    private static <T> TableView<T> view(String id, List<T> rows, @Nullable Consumer<T> open) {
        TableView<T> view = new TableView<>(FXCollections.observableList(rows));
        view.setId(id);
        view.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        // Header 2.3 em, rows 2.077 em each.
        view.setStyle(String.format(
                Locale.ROOT,
                "-fx-pref-height: %.2fem; -fx-min-height: 4.6em;",
                2.5 + 2.08 * Math.min(rows.size(), MOST_ROWS)));
        if (open != null) {
            view.setRowFactory(_ -> {
                TableRow<T> row = new TableRow<>();
                row.setOnMouseClicked(event -> {
                    if (event.getButton() == MouseButton.PRIMARY
                            && event.getClickCount() == 2
                            && row.getItem() != null) {
                        open.accept(row.getItem());
                    }
                });
                return row;
            });
            view.setOnKeyPressed(event -> {
                T selected = view.getSelectionModel().getSelectedItem();
                if (event.getCode() == KeyCode.ENTER && selected != null) {
                    open.accept(selected);
                }
            });
        }
        return view;
    }

    private static <T> void column(
            TableView<T> view, String key, double width, Function<T, String> text, String style) {
        TableColumn<T, String> column = new TableColumn<>(Text.of("structure.column." + key));
        column.setId(view.getId() + "-" + key);
        column.setPrefWidth(width);
        // The shortest ones are never cut, so that their headers can be read; the page scrolls where they do not fit.
        column.setMinWidth(Math.min(width, SHORTEST));
        view.setMinWidth(
                view.getColumns().stream().mapToDouble(TableColumn::getMinWidth).sum() + column.getMinWidth());
        column.setReorderable(false);
        column.setSortable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        column.setCellFactory(_ -> new TableCell<>() {
            {
                if (!style.isEmpty()) {
                    getStyleClass().add(style);
                }
            }

            @Override
            protected void updateItem(@Nullable String item, boolean empty) {
                super.updateItem(item, empty);
                String shown = empty || item == null ? "" : item;
                setText(shown.length() > 500 ? shown.substring(0, 500) + "…" : shown);
                setTooltip(shown.length() > 24 ? new Tooltip(shown) : null);
            }
        });
        view.getColumns().add(column);
    }
}
