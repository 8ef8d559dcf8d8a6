package studio.rowan.search;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.schema.FullTextDdl;

/// What a full-text index is made of, and how large it is.
final class IndexFactsView extends GridPane {
    IndexFactsView() {
        setId("facts");
        getStyleClass().add("facts");
    }

    /// @param figures null until they were read
    void show(SearchIndex index, FtsCare.@Nullable Figures figures) {
        getChildren().clear();
        fact("search.care.fact.engine", index.engine().name());
        fact(
                "search.care.fact.content",
                switch (index.content()) {
                    case FullTextDdl.Content.Own _ -> Text.of("search.care.content.own");
                    case FullTextDdl.Content.External(String table, String _) ->
                        Text.of("search.care.content.external", table);
                    case FullTextDdl.Content.None _ -> Text.of("search.care.content.none");
                });
        fact(
                "search.care.fact.columns",
                index.fields().stream().map(SearchIndex.Field::name).collect(Collectors.joining(", ")));
        List<String> words = index.options().tokenizer();
        fact("search.care.fact.tokenizer", words.isEmpty() ? index.tokenizerName() : String.join(" ", words));
        if (!index.isOld()) {
            fact(
                    "search.care.fact.detail",
                    index.options().detail().name().toLowerCase(Locale.ROOT)
                            + (index.options().prefixes().isEmpty()
                                    ? ""
                                    : Text.of(
                                            "search.care.fact.prefixes",
                                            index.options().prefixes().stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(" ")))));
        }
        if (figures != null) {
            if (figures.documents() >= 0) {
                fact("search.care.fact.documents", Format.count(figures.documents()));
            }
            if (figures.rows() >= 0) {
                fact("search.care.fact.rows", Format.count(figures.rows()));
            }
            fact("search.care.fact.size", Format.bytes(figures.bytes()));
        }
    }

    private void fact(String key, String value) {
        Label name = new Label(Text.of(key));
        name.getStyleClass().add("muted");
        name.setMinWidth(USE_PREF_SIZE);
        Label shown = new Label(value);
        shown.setWrapText(true);
        shown.setMinHeight(USE_PREF_SIZE);
        addRow(getRowCount(), name, shown);
    }
}
