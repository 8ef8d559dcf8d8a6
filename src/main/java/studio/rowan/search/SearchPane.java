package studio.rowan.search;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
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

    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private final IndexesModel indexes;
    private final QueryModel query;
    private final SearchModel model;
    private final WeightsModel weights;
    private final SearchMenuView menu;
    private final SearchBarView bar;
    private final HitsView hits;
    private final SearchFootView foot;
    private final Jobs.Debounced changed;
    private final Workspace.Listener listener;
    private @Nullable SearchExportView export;
    private boolean front;

    public SearchPane(Workspace workspace, FileRelations relations, KeptWeights kept, Nav nav, Jobs jobs) {
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        indexes = new IndexesModel(workspace, jobs);
        query = new QueryModel(indexes.index());
        model = new SearchModel(workspace, indexes, query, relations, jobs);
        weights = new WeightsModel(query, workspace, kept, nav, jobs);
        menu = new SearchMenuView(this, workspace, nav, jobs);
        hits = new HitsView(model, query, workspace, nav, jobs, this::toField);
        bar = new SearchBarView(indexes, query, jobs, hits::enter, new WeightsButtonView(query, weights), menu);
        foot = new SearchFootView(model);
        changed = jobs.debounce(Duration.millis(400), () -> {
            if (front) {
                indexes.load();
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
        setTop(bar);
        setCenter(hits);
        setBottom(foot);
        setRight(new FacetsView(query, model));
        model.state().subscribe(_ -> tell());
        model.count().subscribe(_ -> tell());
        hits.selected().subscribe(_ -> status());
        indexes.load();
    }

    /// What the button of a file without an index does; without it there is none.
    public SearchPane offering(Runnable make) {
        hits.offering(make);
        return this;
    }

    /// With these a table can be made searchable from here.
    public SearchPane with(SearchTools tools) {
        menu.with(tools);
        SearchExportView view =
                new SearchExportView(model, new SearchExportModel(query, model, workspace, tools, nav), jobs);
        export = view;
        foot.getChildren().add(view);
        return offering(() -> menu.make(null));
    }

    private void toField() {
        bar.focusField();
    }

    private void tell() {
        SearchModel.State state = model.state().get();
        bar.tell(state);
        hits.tell(state);
        foot.tell(state);
        status();
    }

    /// The status bar says where one is and how long it took.
    private void status() {
        SearchModel.Count count = model.count().get();
        int at = hits.selected().get();
        boolean found = model.state().get() instanceof SearchModel.State.Found;
        String took = Format.duration(java.time.Duration.ofMillis(model.millis()));
        nav.status(
                this,
                !found
                        ? ""
                        : at >= 0 && count != null && count.all()
                                ? Text.of("search.status.at", at + 1, count.rows(), took)
                                : Text.of("search.status", model.hits().size(), took));
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
        indexes.load();
        bar.begin();
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
        return bar.text();
    }

    @Override
    public void restore(String state) {
        bar.text(state);
    }

    @Override
    public void choose(String object) {
        indexes.want(object);
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
        bar.close();
        changed.cancel();
        weights.close();
        model.close();
    }
}
