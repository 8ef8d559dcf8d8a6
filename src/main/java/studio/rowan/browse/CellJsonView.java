package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// A JSON document laid out and coloured, in pages that the list can bear.
final class CellJsonView extends VBox {
    private static final int PAGE = 200_000;
    private static final int LONGEST_LINE = 500;

    private final ListView<String> list = new ListView<>();
    private final Label pageLabel = new Label();
    private final Button before;
    private final Button after;
    private final HBox pager;
    private String pretty = "";
    private int page;
    private int pages = 1;

    CellJsonView() {
        getStyleClass().add("cell-pages");
        list.setId("valueJson");
        list.setAccessibleText(Text.of("inspector.way.JSON"));
        list.setCellFactory(_ -> new LineCell());
        VBox.setVgrow(list, Priority.ALWAYS);
        before = Controls.iconButton(
                "valueJsonBefore", Icons.CHEVRON_LEFT, Text.of("inspector.pageBefore"), () -> turn(page - 1));
        after = Controls.iconButton(
                "valueJsonAfter", Icons.CHEVRON_RIGHT, Text.of("inspector.pageAfter"), () -> turn(page + 1));
        pageLabel.getStyleClass().addAll("muted", "small");
        pager = new HBox(before, pageLabel, after);
        pager.getStyleClass().add("cell-pager");
        getChildren().addAll(list, pager);
    }

    /// @param document valid JSON
    void show(String document) {
        String laidOut = Json.pretty(document);
        pretty = laidOut == null ? document : laidOut;
        pages = Math.max(1, (pretty.length() + PAGE - 1) / PAGE);
        turn(0);
    }

    /// All of it, laid out.
    String pretty() {
        return pretty;
    }

    private void turn(int to) {
        page = Math.clamp(to, 0, pages - 1);
        list.setItems(FXCollections.observableArrayList(
                lines(pretty.substring(cut(page * (long) PAGE), cut((page + 1) * (long) PAGE)))));
        pageLabel.setText(Text.of("inspector.page", page + 1, pages));
        before.setDisable(page == 0);
        after.setDisable(page == pages - 1);
        pager.setVisible(pages > 1);
        pager.setManaged(pages > 1);
    }

    private int cut(long near) {
        if (near <= 0 || near >= pretty.length()) {
            return (int) Math.clamp(near, 0, pretty.length());
        }
        int line = pretty.lastIndexOf('\n', (int) near - 1) + 1;
        return line > near - PAGE ? line : (int) near;
    }

    /// A line longer than the eye can follow is shown up to there; the text view has it whole.
    private static List<String> lines(String page) {
        return page.lines()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .toList();
    }

    /// One line of coloured words.
    private static final class LineCell extends ListCell<String> {
        private final TextFlow flow = new TextFlow();

        LineCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void updateItem(@Nullable String line, boolean isEmpty) {
            super.updateItem(line, isEmpty);
            if (isEmpty || line == null) {
                setGraphic(null);
                return;
            }
            List<Node> words = new ArrayList<>();
            for (Json.Part part : Json.parts(line)) {
                javafx.scene.text.Text text = new javafx.scene.text.Text(part.text());
                text.getStyleClass().add("json-" + part.kind().name().toLowerCase(Locale.ROOT));
                words.add(text);
            }
            flow.getChildren().setAll(words);
            setAccessibleText(line);
            setGraphic(flow);
        }
    }
}
