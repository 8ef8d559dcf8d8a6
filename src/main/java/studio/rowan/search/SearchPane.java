package studio.rowan.search;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Focus;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.relate.FileRelations;
import studio.rowan.schema.Workspace;

/// Searches the full-text indexes of the file as one types; a hit that is chosen opens in its table.
public final class SearchPane extends BorderPane implements Panel {
    /// How the window knows it.
    public static final String ID = "search";

    private static final String SHEET = Objects.requireNonNull(SearchPane.class.getResource("SearchPane.css"))
            .toExternalForm();
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final Duration PAUSE = Duration.millis(60);

    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private final SearchModel model;
    private final TextField field = new TextField();
    private final ComboBox<SearchIndex> chooser = new ComboBox<>();
    private final ToggleButton raw = new ToggleButton("MATCH");
    private final Button parts;
    private final ListView<Hit> list = new ListView<>();
    private final StackPane center = new StackPane(list);
    private final Label words = new Label();
    private final ProgressIndicator busy = new ProgressIndicator();
    private final Button deed = new Button();
    private final HBox foot = new HBox(busy, words, deed);
    private final Jobs.Debounced typed;
    private final Jobs.Debounced changed;
    private final Workspace.Listener listener;
    private final SearchMenuView menu;
    private final WeightsModel weights;
    private @Nullable Runnable makeSearchable;
    private @Nullable SearchExportView export;
    private boolean front;

    public SearchPane(Workspace workspace, FileRelations relations, KeptWeights kept, Nav nav, Jobs jobs) {
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        model = new SearchModel(workspace, relations, jobs);
        parts = Controls.button("searchBuild", Icons.PRAGMAS, Text.of("search.build"), this::build);
        weights = new WeightsModel(model, workspace, kept, nav, jobs);
        menu = new SearchMenuView(this, workspace, nav, jobs);
        typed = jobs.debounce(PAUSE, () -> model.text().set(field.getText()));
        changed = jobs.debounce(Duration.millis(400), () -> {
            if (front) {
                model.load();
            }
        });
        listener = (_, schemaChanged) -> {
            if (schemaChanged) {
                jobs.ui(changed::trigger);
            }
        };
        workspace.addListener(listener);
        setId("search");
        getStyleClass().add("search");
        getStylesheets().add(SHEET);
        fillBar();
        fillList();
        fillFoot();
        setCenter(center);
        setRight(new FacetsView(model));
        model.state().subscribe(_ -> tell());
        model.count().subscribe(_ -> tell());
        model.load();
    }

    /// What the button of a file without an index does; without it there is none.
    public SearchPane offering(Runnable make) {
        makeSearchable = make;
        return this;
    }

    /// With these a table can be made searchable from here.
    public SearchPane with(SearchTools tools) {
        menu.with(tools);
        SearchExportView view = new SearchExportView(model, new SearchExportModel(model, workspace, tools, nav), jobs);
        export = view;
        foot.getChildren().add(view);
        return offering(() -> menu.make(null));
    }

    // ---- what is asked ----

    private void fillBar() {
        field.setId("searchField");
        field.setPromptText(Text.of("search.prompt"));
        field.setAccessibleText(Text.of("search.field"));
        field.textProperty().subscribe((_, _) -> typed.trigger());
        field.setOnAction(_ -> typed.now());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setMinWidth(90);
        chooser.setId("searchIndex");
        chooser.setItems(model.indexes());
        chooser.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable SearchIndex index) {
                return index == null ? "" : index.name();
            }

            @Override
            public @Nullable SearchIndex fromString(String name) {
                return null;
            }
        });
        chooser.valueProperty().bindBidirectional(model.index());
        chooser.setAccessibleText(Text.of("search.index"));
        chooser.setTooltip(new Tooltip(Text.of("search.index")));
        raw.setId("searchRaw");
        raw.setTooltip(new Tooltip(Text.of("search.raw")));
        raw.setAccessibleText(Text.of("search.raw"));
        raw.setMinWidth(USE_PREF_SIZE);
        raw.selectedProperty().bindBidirectional(model.raw());
        raw.selectedProperty().subscribe(on -> {
            parts.setDisable(on);
            field.setPromptText(Text.of(on ? "search.raw.prompt" : "search.prompt"));
        });
        parts.setTooltip(new Tooltip(Text.of("search.build.tip")));
        model.parts().subscribe(now -> parts.pseudoClassStateChanged(ON, !now.equals(Query.typed(""))));
        HBox bar = new HBox(field, parts, raw, chooser, new WeightsButtonView(model, weights), menu);
        bar.getStyleClass().addAll("pane-bar", "search-bar");
        setTop(bar);
    }

    private void fieldKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN && !list.getItems().isEmpty()) {
            typed.now();
            list.getSelectionModel().select(Math.max(0, list.getSelectionModel().getSelectedIndex()));
            list.requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
            field.clear();
            typed.now();
            event.consume();
        }
    }

    private void build() {
        new Flyout("searchPartsFlyout").show(parts, new QueryPartsView(model));
    }

    // ---- what is found ----

    private void fillList() {
        list.setId("searchHits");
        list.getStyleClass().add("search-hits");
        list.setItems(model.hits());
        list.setCellFactory(_ -> new HitCell());
        list.setAccessibleText(Text.of("search.hits"));
        list.getSelectionModel().selectedItemProperty().subscribe(model::chosen);
        model.onReplacing(this::replacing);
        list.getSelectionModel().selectedIndexProperty().subscribe(_ -> status());
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open(list.getSelectionModel().getSelectedItem());
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE
                    || event.getCode() == KeyCode.UP && list.getSelectionModel().getSelectedIndex() <= 0) {
                field.requestFocus();
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
        SearchIndex index = model.index().get();
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

    // ---- what is said ----

    private void fillFoot() {
        words.setId("searchWords");
        words.setMaxWidth(Double.MAX_VALUE);
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        busy.setId("searchBusy");
        busy.getStyleClass().add("search-busy");
        busy.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        deed.setId("searchDeed");
        deed.setMinWidth(USE_PREF_SIZE);
        foot.getStyleClass().add("search-foot");
        setBottom(foot);
    }

    private void tell() {
        SearchModel.State state = model.state().get();
        words.setText(words(state));
        show(
                busy,
                state instanceof SearchModel.State.Running
                        || state instanceof SearchModel.State.Found(SearchModel.Order order)
                                && order == SearchModel.Order.FIRST);
        field.pseudoClassStateChanged(WRONG, state instanceof SearchModel.State.Wrong);
        deed(state);
        Node empty = empty(state);
        center.getChildren().setAll(empty == null ? List.of(list) : List.of(empty));
        boolean none = state instanceof SearchModel.State.NoIndex;
        List.of(field, parts, raw, chooser).forEach(node -> node.setDisable(none));
        parts.setDisable(none || raw.isSelected());
        status();
    }

    /// The status bar says where one is and how long it took.
    private void status() {
        SearchModel.Count count = model.count().get();
        int at = list.getSelectionModel().getSelectedIndex();
        boolean found = model.state().get() instanceof SearchModel.State.Found;
        String took = Format.duration(java.time.Duration.ofMillis(model.millis()));
        nav.status(
                this,
                !found
                        ? ""
                        : at >= 0 && count != null && count.all()
                                ? Text.of("search.status.at", at + 1, count.rows(), took)
                                : Text.of("search.status", list.getItems().size(), took));
    }

    private void deed(SearchModel.State state) {
        SearchModel.Order order = state instanceof SearchModel.State.Found found ? found.order() : null;
        boolean offers = order == SearchModel.Order.READY || order == SearchModel.Order.ASKS;
        show(deed, offers);
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
                new EmptyState(Icons.WARNING, Text.of("search.wrong"), place(trouble));
            case SearchModel.State.Failed(var error) ->
                new EmptyState(
                        Icons.ERROR,
                        Text.error(error).sentence(),
                        Text.error(error).nextStep());
        };
    }

    private String noneText() {
        SearchIndex index = model.index().get();
        return Text.of(index != null && index.isTrigram() ? "search.none.trigram" : "search.none.text");
    }

    private String place(MatchTrouble trouble) {
        return trouble.offset() < 0
                ? trouble.sentence()
                : trouble.sentence() + " " + Text.of("search.wrong.place", trouble.offset() + 1);
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
            case SearchModel.State.Nothing _ -> Text.of("search.none");
            case SearchModel.State.Wrong(MatchTrouble trouble) -> place(trouble);
            case SearchModel.State.Failed(var error) -> Text.error(error).sentence();
            case SearchModel.State.Found(SearchModel.Order order) ->
                switch (order) {
                    case EXACT -> matches.isEmpty() ? Text.of("search.exact") : matches;
                    case FIRST -> join(Text.of("search.first"), matches);
                    case READY -> join(Text.of("search.ready"), matches);
                    case ASKS -> join(Text.of("search.asks"), matches);
                };
        };
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + " · " + second;
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    // ---- Panel ----

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Text.of("search.title");
    }

    @Override
    public Icons icon() {
        return Icons.SEARCH;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        front = true;
        model.load();
        Focus.give(field, jobs, field::selectAll);
    }

    @Override
    public void onHidden() {
        front = false;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("refresh", Icons.REFRESH, Text.of("search.again"), null, model::search));
    }

    @Override
    public String state() {
        return field.getText();
    }

    @Override
    public void restore(String state) {
        field.setText(state);
        typed.now();
    }

    @Override
    public void choose(String object) {
        model.want(object);
    }

    @Override
    public boolean mayClose() {
        return menu.mayClose();
    }

    @Override
    public void close() {
        menu.close();
        SearchExportView view = export;
        if (view != null) {
            view.close();
        }
        workspace.removeListener(listener);
        typed.cancel();
        changed.cancel();
        weights.close();
        model.close();
    }
}
