package studio.rowan.browse;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The content of a cell as text, laid out JSON or hex dump, in pages that the controls can bear.
final class CellBodyView extends VBox {
    private static final int TEXT_PAGE = 20_000;
    private static final int JSON_PAGE = 200_000;
    private static final int LONGEST_LINE = 500;
    private static final int HEX_LINES = 4096;
    private static final int HEX_NARROW = 8;
    private static final int HEX_WIDE = 16;
    private static final double HEX_WIDE_FROM = 580;

    private final StackPane body = new StackPane();
    private final Label pageLabel = new Label();
    private final Button before;
    private final Button after;
    private final HBox pager;
    private boolean wrap = true;
    private int page;
    private int pages = 1;
    private Function<Integer, Node> render = _ -> new StackPane();

    CellBodyView() {
        setSpacing(8);
        before = Controls.iconButton(
                "valuePageBefore", Icons.CHEVRON_LEFT, Text.of("inspector.pageBefore"), () -> turn(-1));
        after = Controls.iconButton(
                "valuePageAfter", Icons.CHEVRON_RIGHT, Text.of("inspector.pageAfter"), () -> turn(1));
        pageLabel.getStyleClass().addAll("muted", "small");
        pager = new HBox(before, pageLabel, after);
        pager.getStyleClass().add("cell-bar");
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(body, pager);
        show(new StackPane());
    }

    /// Anything that has one page, such as a picture.
    void show(Node node) {
        show(1, _ -> node);
    }

    void showText(String text) {
        Pages cut = new Pages(text, TEXT_PAGE);
        show(cut.count(), index -> area(cut.page(index)));
    }

    private TextArea area(String text) {
        TextArea area = new TextArea(text);
        area.setId("valueText");
        area.setEditable(false);
        area.setWrapText(wrap);
        area.getStyleClass().add("mono");
        area.setAccessibleText(Text.of("inspector.value"));
        return area;
    }

    void wrap(boolean on) {
        wrap = on;
        body.getChildren().forEach(node -> {
            if (node instanceof TextArea area) {
                area.setWrapText(on);
            }
        });
    }

    /// @param pretty one token after the other on lines of their own, as [Json#pretty] makes it
    void showJson(String pretty) {
        Pages cut = new Pages(pretty, JSON_PAGE);
        show(cut.count(), index -> {
            ListView<String> lines = lines("valueJson", jsonLines(cut.page(index)));
            lines.setCellFactory(_ -> new LineCell<>(line -> Json.parts(line).stream()
                    .map(part -> words(part.text(), "json-" + part.kind().name().toLowerCase(Locale.ROOT)))
                    .toList()));
            return lines;
        });
    }

    /// A line longer than the eye can follow is shown up to there; the text view has it whole.
    private static List<String> jsonLines(String page) {
        return page.lines()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .toList();
    }

    void showHex(byte[] bytes) {
        HexDump dump = new HexDump(bytes, getWidth() >= HEX_WIDE_FROM ? HEX_WIDE : HEX_NARROW);
        show(Math.max(1, (dump.lines() + HEX_LINES - 1) / HEX_LINES), index -> {
            int first = index * HEX_LINES;
            ListView<Integer> lines = lines("valueHex", numbers(first, Math.min(HEX_LINES, dump.lines() - first)));
            lines.setCellFactory(_ -> new LineCell<>(number -> {
                HexDump.Line line = dump.line(number);
                return List.of(
                        words(line.offset() + "  ", "hex-offset"),
                        words(line.hex() + "  ", "hex-bytes"),
                        words(line.ascii(), "hex-ascii"));
            }));
            return lines;
        });
    }

    private static List<Integer> numbers(int first, int count) {
        return new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return first + Objects.checkIndex(index, count);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    private static <T> ListView<T> lines(String id, List<T> lines) {
        ListView<T> view = new ListView<>(FXCollections.observableList(lines));
        view.setId(id);
        view.setAccessibleText(Text.of("inspector.value"));
        return view;
    }

    private static javafx.scene.text.Text words(String words, String styleClass) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }

    private void show(int count, Function<Integer, Node> renderer) {
        pages = count;
        render = renderer;
        page = 0;
        turn(0);
    }

    private void turn(int by) {
        page = Math.clamp(page + (long) by, 0, pages - 1);
        body.getChildren().setAll(render.apply(page));
        pageLabel.setText(Text.of("inspector.page", page + 1, pages));
        before.setDisable(page == 0);
        after.setDisable(page == pages - 1);
        pager.setVisible(pages > 1);
        pager.setManaged(pages > 1);
    }

    /// One line of coloured words.
    private static final class LineCell<T> extends ListCell<T> {
        private final Function<T, List<javafx.scene.text.Text>> words;
        private final TextFlow flow = new TextFlow();

        LineCell(Function<T, List<javafx.scene.text.Text>> words) {
            this.words = words;
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void updateItem(@Nullable T item, boolean isEmpty) {
            super.updateItem(item, isEmpty);
            if (isEmpty || item == null) {
                setGraphic(null);
                return;
            }
            List<javafx.scene.text.Text> line = new ArrayList<>(words.apply(item));
            flow.getChildren().setAll(line);
            StringBuilder spoken = new StringBuilder();
            line.forEach(text -> spoken.append(text.getText()));
            setAccessibleText(spoken.toString());
            setGraphic(flow);
        }
    }
}
