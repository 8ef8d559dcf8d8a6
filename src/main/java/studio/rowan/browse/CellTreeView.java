package studio.rowan.browse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javafx.collections.ObservableList;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// A JSON document as a tree: what is not opened is not read, and everything stands as it is written.
final class CellTreeView extends TreeView<CellTreeView.Line> {
    /// A line of the tree: a value, or that there are more than are shown.
    record Line(@Nullable JsonNode node, String more) {}

    private static final int MOST = 10_000;
    private static final int OPENED_AT_ONCE = 2_000;

    CellTreeView() {
        setId("valueTree");
        getStyleClass().add("cell-tree");
        setAccessibleText(Text.of("inspector.way.TREE"));
        setCellFactory(_ -> new LineCell());
    }

    void show(String document) {
        TreeItem<Line> root = new Item(JsonNode.of(document));
        setRoot(root);
        root.setExpanded(true);
        // What fits the eye is open from the start.
        if (root.getChildren().size() <= 30) {
            open(60);
        }
        getSelectionModel().select(0);
    }

    void openAll() {
        open(OPENED_AT_ONCE);
    }

    /// Level by level, so that the upper ones are all open where there are too many.
    private void open(int most) {
        Deque<TreeItem<Line>> next = new ArrayDeque<>(List.of(getRoot()));
        int left = most;
        while (left > 0 && !next.isEmpty()) {
            TreeItem<Line> item = next.poll();
            if (!item.isLeaf() && item.getChildren().size() <= left) {
                item.setExpanded(true);
                left -= item.getChildren().size();
                next.addAll(item.getChildren());
            }
        }
    }

    void closeAll() {
        getRoot().getChildren().forEach(CellTreeView::close);
        getSelectionModel().select(0);
        scrollTo(0);
    }

    private static void close(TreeItem<Line> item) {
        if (item.isExpanded()) {
            item.getChildren().forEach(CellTreeView::close);
            item.setExpanded(false);
        }
    }

    /// The chosen value as written.
    @Nullable
    String chosen() {
        TreeItem<Line> item = getSelectionModel().getSelectedItem();
        JsonNode node = item == null ? null : item.getValue().node();
        return node == null ? null : node.whole();
    }

    private static final class Item extends TreeItem<Line> {
        private final JsonNode node;
        private boolean filled;

        Item(JsonNode node) {
            super(new Line(node, ""));
            this.node = node;
        }

        @Override
        public boolean isLeaf() {
            return node.isEmpty();
        }

        @Override
        public ObservableList<TreeItem<Line>> getChildren() {
            if (!filled) {
                filled = true;
                List<JsonNode> children = node.children(MOST + 1);
                List<TreeItem<Line>> items = new java.util.ArrayList<>();
                children.stream().limit(MOST).forEach(child -> items.add(new Item(child)));
                if (children.size() > MOST) {
                    items.add(new TreeItem<>(new Line(null, Text.of("inspector.tree.more", Format.count(MOST)))));
                }
                super.getChildren().setAll(items);
            }
            return super.getChildren();
        }
    }

    private static final class LineCell extends TreeCell<Line> {
        private final TextFlow flow = new TextFlow();

        LineCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean isEmpty) {
            super.updateItem(line, isEmpty);
            if (isEmpty || line == null) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            flow.getChildren().clear();
            JsonNode node = line.node();
            if (node == null) {
                add(line.more(), "json-punctuation");
            } else {
                fill(node);
            }
            StringBuilder spoken = new StringBuilder();
            flow.getChildren().forEach(text -> spoken.append(((javafx.scene.text.Text) text).getText()));
            setAccessibleText(spoken.toString());
            setGraphic(flow);
        }

        private void fill(JsonNode node) {
            boolean isRoot = getTreeItem() == null || getTreeItem().getParent() == null;
            if (node.key() != null) {
                add(node.key(), "json-key");
                add(": ", "json-punctuation");
            } else if (!isRoot) {
                add(node.index() + ": ", "json-index");
            }
            switch (node.type()) {
                case OBJECT, ARRAY -> {
                    int count = node.count(MOST + 1);
                    String many = count > MOST ? Format.count(MOST) + "+" : Format.count(count);
                    add(node.type() == JsonNode.Type.OBJECT ? "{" + many + "}" : "[" + many + "]", "json-punctuation");
                    add("  " + type(node), "json-type");
                }
                case STRING -> add(node.written(), "json-string");
                case NUMBER -> add(node.written(), "json-number");
                case BOOLEAN, NULL -> add(node.written(), "json-word");
            }
            if (!node.isContainer()) {
                add("  " + type(node), "json-type");
            }
        }

        private static String type(JsonNode node) {
            return Text.of("inspector.tree." + node.type().name().toLowerCase(Locale.ROOT));
        }

        private void add(String words, String styleClass) {
            javafx.scene.text.Text text = new javafx.scene.text.Text(words);
            text.getStyleClass().add(styleClass);
            flow.getChildren().add(text);
        }
    }
}
