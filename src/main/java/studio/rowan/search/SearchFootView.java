package studio.rowan.search;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Text;

/// Says how many were found and in which order they are, and offers a better order.
final class SearchFootView extends HBox {
    private final SearchModel model;
    private final ProgressIndicator busy = new ProgressIndicator();
    private final Label words = new Label();
    private final Button deed = new Button();

    SearchFootView(SearchModel model) {
        this.model = model;
        words.setId("searchWords");
        words.setMaxWidth(Double.MAX_VALUE);
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        busy.setId("searchBusy");
        busy.getStyleClass().add("search-busy");
        busy.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        deed.setId("searchDeed");
        deed.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("search-foot");
        getChildren().addAll(busy, words, deed);
    }

    void tell(SearchModel.State state) {
        words.setText(words(state));
        Controls.show(
                busy,
                state instanceof SearchModel.State.Running
                        || state instanceof SearchModel.State.Found(SearchModel.Order order)
                                && order == SearchModel.Order.FIRST);
        deed(state);
    }

    private void deed(SearchModel.State state) {
        SearchModel.Order order = state instanceof SearchModel.State.Found found ? found.order() : null;
        boolean offers = order == SearchModel.Order.READY || order == SearchModel.Order.ASKS;
        Controls.show(deed, offers);
        if (offers) {
            boolean ready = order == SearchModel.Order.READY;
            deed.setText(Text.of(ready ? "search.ready.show" : "search.asks.rank"));
            deed.setOnAction(_ -> {
                if (ready) {
                    model.showReady();
                } else {
                    model.rankAll();
                }
            });
        }
    }

    private String words(SearchModel.State state) {
        SearchModel.Count count = model.count().get();
        String matches = count == null
                ? ""
                : count.all()
                        ? Text.count("search.matches", count.rows())
                        : Text.of("search.matches.more", count.rows());
        return switch (state) {
            case SearchModel.State.Loading _ -> Text.of("search.loading");
            case SearchModel.State.NoIndex _, SearchModel.State.Idle _ -> "";
            case SearchModel.State.Running _ -> Text.of("search.running");
            case SearchModel.State.Nothing _ -> remarked(Text.of("search.none"));
            case SearchModel.State.Wrong(MatchTrouble trouble) -> place(trouble);
            case SearchModel.State.Failed(var error) -> Text.error(error).sentence();
            case SearchModel.State.Found(SearchModel.Order order) ->
                remarked(
                        switch (order) {
                            case EXACT -> matches.isEmpty() ? Text.of("search.exact") : matches;
                            case FIRST -> join(Text.of("search.first"), matches);
                            case READY -> join(Text.of("search.ready"), matches);
                            case ASKS -> join(Text.of("search.asks"), matches);
                        });
        };
    }

    /// With what was looked for in another way than it was asked.
    private String remarked(String said) {
        return join(said, model.isNearInParts() ? Text.of("search.nearInParts") : "");
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + " · " + second;
    }

    /// What is wrong, and where in what was typed.
    static String place(MatchTrouble trouble) {
        return trouble.offset() < 0
                ? trouble.sentence()
                : trouble.sentence() + " " + Text.of("search.wrong.place", trouble.offset() + 1);
    }
}
