package studio.rowan.browse;

import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.relate.Level;
import studio.rowan.relate.Nested;

/// Nested rows as a table whose rows open: below each row the tables of what belongs to it, with headings of their own.
final class NestedRowsView extends TreeView<NestedRowsView.Line> {
    /// A line of the table.
    sealed interface Line {
        /// The names of the columns below.
        /// @param widths of the columns, in characters
        record Head(List<String> columns, List<Integer> widths) implements Line {}

        record Row(Level level, Nested.Node node, List<Integer> widths) implements Line {}

        /// What belongs to a row by one of its relations.
        record Branch(String name, Level level, Nested rows) implements Line {}

        /// There are more rows than are shown, or none.
        record Words(String text) implements Line {}
    }

    /// The letters of headings beside those of cells, as the style sheet has it.
    private static final double HEAD_SIZE = 0.923;

    private static final double EM_OF_CHAR = 0.62;
    private static final int MEASURED = 50;
    private static final int NARROWEST = 7;
    private static final int WIDEST = 36;

    NestedRowsView() {
        setId("nestedRows");
        setAccessibleText(Text.of("nested.table"));
        setShowRoot(false);
        getStyleClass().addAll("plain", "nested-rows");
        setCellFactory(_ -> new LineCell());
    }

    void show(Level level, Nested rows) {
        setRoot(new Item(new Line.Branch("", level, rows)));
        getRoot().setExpanded(true);
        // The first line is a heading.
        getSelectionModel().select(1);
    }

    /// Its children are made when it is opened.
    private static final class Item extends TreeItem<Line> {
        private boolean filled;

        Item(Line line) {
            super(line);
        }

        @Override
        public boolean isLeaf() {
            return switch (getValue()) {
                case Line.Row row -> row.level().with().isEmpty();
                case Line.Branch branch -> branch.rows().rows().isEmpty();
                case Line.Head _, Line.Words _ -> true;
            };
        }

        @Override
        public ObservableList<TreeItem<Line>> getChildren() {
            if (!filled) {
                filled = true;
                super.getChildren()
                        .setAll(lines(getValue()).stream().map(Item::new).toList());
                // One branch below a row needs no further click.
                if (getValue() instanceof Line.Row) {
                    super.getChildren().forEach(child -> child.setExpanded(true));
                }
            }
            return super.getChildren();
        }

        private static List<Line> lines(Line line) {
            return switch (line) {
                case Line.Row(Level level, Nested.Node node, List<Integer> widths) -> {
                    List<Line> lines = new java.util.ArrayList<>();
                    for (int i = 0; i < level.with().size(); i++) {
                        Level.Branch branch = level.with().get(i);
                        lines.add(new Line.Branch(
                                branch.name(), branch.level(), node.with().get(i)));
                    }
                    yield lines;
                }
                case Line.Branch(String _, Level level, Nested rows) -> {
                    List<Line> lines = new java.util.ArrayList<>();
                    List<Integer> widths = widths(level, rows);
                    lines.add(new Line.Head(level.columns(), widths));
                    rows.rows().forEach(node -> lines.add(new Line.Row(level, node, widths)));
                    if (rows.rows().isEmpty()) {
                        lines.add(new Line.Words(Text.of("related.empty")));
                    } else if (rows.more()) {
                        lines.add(new Line.Words(Text.of("nested.more")));
                    }
                    yield lines;
                }
                case Line.Head _, Line.Words _ -> List.of();
            };
        }

        /// As wide as the names and the first values need, within bounds.
        private static List<Integer> widths(Level level, Nested rows) {
            return IntStream.range(0, level.columns().size())
                    .map(i -> rows.rows().stream()
                            .limit(MEASURED)
                            .mapToInt(node ->
                                    ValueText.shown(node.cells().get(i), WIDEST).length())
                            .reduce(level.columns().get(i).length(), Math::max))
                    .map(chars -> Math.clamp(chars, NARROWEST, WIDEST))
                    .boxed()
                    .toList();
        }
    }

    private static final class LineCell extends TreeCell<Line> {
        @Override
        protected void updateItem(@Nullable Line line, boolean isEmpty) {
            super.updateItem(line, isEmpty);
            setText(null);
            if (isEmpty || line == null) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            HBox box = new HBox();
            switch (line) {
                case Line.Head(List<String> columns, List<Integer> widths) -> {
                    for (int i = 0; i < columns.size(); i++) {
                        box.getChildren().add(sized(cell(columns.get(i), "nested-head"), widths.get(i) / HEAD_SIZE));
                    }
                }
                case Line.Row(Level level, Nested.Node node, List<Integer> widths) -> {
                    for (int i = 0; i < level.columns().size(); i++) {
                        box.getChildren().add(sized(cell(node.cells().get(i)), widths.get(i)));
                    }
                }
                case Line.Branch(String name, Level _, Nested rows) -> {
                    Label label = new Label(name);
                    label.getStyleClass().add("strong");
                    Label count = new Label(Format.count(rows.rows().size()) + (rows.more() ? "+" : ""));
                    count.getStyleClass().addAll("muted", "small");
                    box.setSpacing(8);
                    box.getChildren().addAll(label, count);
                }
                case Line.Words(String text) -> box.getChildren().add(cell(text, "muted"));
            }
            StringBuilder spoken = new StringBuilder();
            box.getChildren()
                    .forEach(node -> spoken.append(((Label) node).getText()).append(' '));
            setAccessibleText(spoken.toString().strip());
            setGraphic(box);
        }

        private static Label sized(Label label, double chars) {
            label.setStyle("-fx-pref-width: %1$sem; -fx-min-width: %1$sem;".formatted(chars * EM_OF_CHAR));
            return label;
        }

        private static Label cell(String text, String styleClass) {
            Label label = new Label(text.replace('\n', ' '));
            label.getStyleClass().addAll("nested-cell", styleClass);
            return label;
        }

        private static Label cell(Value value) {
            return cell(ValueText.shown(value, 80), ValueText.styleClass(value));
        }
    }
}
