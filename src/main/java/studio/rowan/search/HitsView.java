package studio.rowan.search;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// What was found, or why there is nothing. A hit that is chosen opens in its table.
final class HitsView extends StackPane {
    private final SearchModel model;
    private final QueryModel query;
    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private final Runnable leave;
    private final ListView<Hit> list = new ListView<>();
    private @Nullable Runnable makeSearchable;

    /// @param leave goes back to where one types
    HitsView(SearchModel model, QueryModel query, Workspace workspace, Nav nav, Jobs jobs, Runnable leave) {
        this.model = model;
        this.query = query;
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        this.leave = leave;
        fillList();
        getChildren().setAll(list);
    }

    /// What the button of a file without an index does; without it there is none.
    void offering(Runnable make) {
        makeSearchable = make;
    }

    /// Which of the hits the user looks at; -1 for none.
    ReadOnlyIntegerProperty selected() {
        return list.getSelectionModel().selectedIndexProperty();
    }

    /// Goes to the hit that was looked at last, or to the first.
    /// @return whether there is one
    boolean enter() {
        if (list.getItems().isEmpty()) {
            return false;
        }
        list.getSelectionModel().select(Math.max(0, list.getSelectionModel().getSelectedIndex()));
        list.requestFocus();
        return true;
    }

    void tell(SearchModel.State state) {
        Node empty = empty(state);
        getChildren().setAll(empty == null ? List.of(list) : List.of(empty));
    }

    private void fillList() {
        list.setId("searchHits");
        list.getStyleClass().add("search-hits");
        list.setItems(model.hits());
        list.setCellFactory(_ -> new HitCell());
        list.setAccessibleText(Text.of("search.hits"));
        list.getSelectionModel().selectedItemProperty().subscribe(model::chosen);
        model.onReplacing(this::replacing);
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open(list.getSelectionModel().getSelectedItem());
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE
                    || event.getCode() == KeyCode.UP && list.getSelectionModel().getSelectedIndex() <= 0) {
                leave.run();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open(list.getSelectionModel().getSelectedItem());
            }
        });
        list.setOnScroll(_ -> atEnd());
        list.getSelectionModel().selectedIndexProperty().subscribe(at -> {
            if (at.intValue() >= list.getItems().size() - 5) {
                model.loadMore();
            }
        });
    }

    /// The hit that is selected stays selected, and where it is seen.
    private void replacing(Runnable replace) {
        Hit before = list.getSelectionModel().getSelectedItem();
        int from = list.getSelectionModel().getSelectedIndex();
        int first = list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow && flow.getFirstVisibleCell() != null
                ? flow.getFirstVisibleCell().getIndex()
                : 0;
        replace.run();
        if (before == null) {
            list.scrollTo(0);
            return;
        }
        for (int i = 0; i < list.getItems().size(); i++) {
            if (list.getItems().get(i).rowid() == before.rowid()) {
                list.getSelectionModel().select(i);
                list.scrollTo(Math.max(0, i - (from - first)));
                return;
            }
        }
        list.getSelectionModel().clearSelection();
        list.scrollTo(0);
    }

    private void atEnd() {
        if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getLastVisibleCell() != null
                && flow.getLastVisibleCell().getIndex() >= list.getItems().size() - 5) {
            model.loadMore();
        }
    }

    private void open(@Nullable Hit hit) {
        SearchIndex index = query.index().get();
        if (hit == null || index == null) {
            return;
        }
        jobs.run(
                workspace
                        .db()
                        .read(
                                Text.of("search.job.open"),
                                access -> HitPlace.of(access, workspace.schema(), index, hit)),
                place -> go(place, hit, index),
                error -> nav.notify(Notice.of(error)));
    }

    private void go(Optional<HitPlace> found, Hit hit, SearchIndex index) {
        if (found.isEmpty()) {
            nav.notify(Notice.warning(Text.of("search.hit.gone", hit.rowid(), index.rowsOf())));
            return;
        }
        HitPlace place = found.get();
        if (place.key().isEmpty()) {
            nav.openTable(place.table(), place.where());
        } else {
            nav.openRow(place.table(), place.key(), place.column());
        }
    }

    private @Nullable Node empty(SearchModel.State state) {
        return switch (state) {
            case SearchModel.State.Loading _, SearchModel.State.Running _ -> list;
            case SearchModel.State.Found _ -> null;
            case SearchModel.State.NoIndex _ -> {
                EmptyState none =
                        new EmptyState(Icons.FULL_TEXT, Text.of("search.noIndex"), Text.of("search.noIndex.text"));
                Runnable make = makeSearchable;
                yield make == null ? none : none.action("searchMake", Text.of("search.make"), make);
            }
            case SearchModel.State.Idle _ ->
                new EmptyState(Icons.SEARCH, Text.of("search.idle"), Text.of("search.idle.text"));
            case SearchModel.State.Nothing(boolean wordless) ->
                wordless
                        ? new EmptyState(Icons.SEARCH, Text.of("search.wordless"), Text.of("search.wordless.text"))
                        : new EmptyState(Icons.SEARCH, Text.of("search.none"), noneText());
            case SearchModel.State.Wrong(MatchTrouble trouble) ->
                new EmptyState(Icons.WARNING, Text.of("search.wrong"), SearchFootView.place(trouble));
            case SearchModel.State.Failed(var error) ->
                new EmptyState(
                        Icons.ERROR,
                        Text.error(error).sentence(),
                        Text.error(error).nextStep());
        };
    }

    private String noneText() {
        SearchIndex index = query.index().get();
        return Text.of(index != null && index.isTrigram() ? "search.none.trigram" : "search.none.text");
    }
}
