package studio.rowan.search;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// A few rows, each cell with the words that the index would find it by.
final class MakePreviewView extends VBox {
    private static final int SHOWN_WORDS = 40;
    private static final int SHOWN_TEXT = 160;

    MakePreviewView() {
        getStyleClass().add("preview-rows");
        setId("makePreview");
    }

    void show(MakeSearchableModel.@Nullable Preview preview) {
        getChildren().clear();
        if (preview == null) {
            return;
        }
        if (preview.rows().isEmpty()) {
            getChildren().add(muted(Text.of("search.make.preview.empty")));
        }
        for (int i = 0; i < preview.rows().size(); i++) {
            TokenPreview.Sample row = preview.rows().get(i);
            VBox box = new VBox();
            box.getStyleClass().add("preview-row");
            for (int c = 0; c < row.cells().size(); c++) {
                String name = preview.draft().columns().get(c);
                box.getChildren().add(muted(Text.of("search.make.preview.cell", Sql.literal(row.key()), name)));
                box.getChildren()
                        .addAll(cell(row.cells().get(c), preview.words().get(i).get(c)));
            }
            getChildren().add(box);
        }
    }

    private static List<Node> cell(Value value, List<String> words) {
        if (value.isNull()) {
            return List.of(muted(Text.of("search.make.preview.null")));
        }
        FlowPane flow = new FlowPane();
        flow.getStyleClass().add("words");
        for (String word : words.subList(0, Math.min(SHOWN_WORDS, words.size()))) {
            Label label = new Label(word);
            label.getStyleClass().add("word");
            flow.getChildren().add(label);
        }
        if (words.isEmpty()) {
            flow.getChildren().add(muted(Text.of("search.make.preview.none")));
        } else if (words.size() > SHOWN_WORDS) {
            flow.getChildren().add(muted(Text.of("search.make.preview.more", words.size() - SHOWN_WORDS)));
        }
        Label text = new Label(beginning(value));
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return List.of(text, flow);
    }

    private static String beginning(Value value) {
        String text =
                value instanceof Value.Blob ? Text.of("search.make.preview.blob") : String.valueOf(value.asText());
        String line = text.replaceAll("\\s+", " ");
        return line.length() > SHOWN_TEXT ? line.substring(0, SHOWN_TEXT) + "…" : line;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
