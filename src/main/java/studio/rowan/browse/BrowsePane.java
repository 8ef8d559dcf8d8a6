package studio.rowan.browse;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.grid.GridColumn;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridDeed;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.BarRows;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// The rows of a table or view: filtered, sorted, looked at, exported.
@SuppressWarnings("NullAway.Init")
public final class BrowsePane extends BorderPane implements Panel {
    private final String name;
    private final String firstWhere;
    private final Nav nav;
    private final Jobs jobs;
    private final EditsModel edits;
    private final BrowseModel model;
    private final GridView grid;
    private final BrowseActionsView bar;
    private final BrowseStatusModel status;
    private final RowsStageView rowsStage;
    private final FreshRowsModel fresh;
    private final FiltersView filters;
    private final ColumnProfilesModel profiles;
    private final RowEditsModel rowEdits;
    private final EditsView editsView;
    private final EditBarView editBar;
    private final FindBarView find;
    private final KeyJumpModel keyJump;
    private final FirstFocusModel firstFocus;
    private final RowInspection inspection = new RowInspection();
    private final RememberedViewModel remembered;
    private @Nullable RelatingView relating;
    private Subscription zoneWatch = Subscription.EMPTY;

    private boolean shown;

    @FXML
    private ToggleButton filterToggle;

    @FXML
    private TextField where;

    @FXML
    private HBox barRow;

    @FXML
    private HBox secondRow;

    @FXML
    private HBox actions;

    @FXML
    private Label whereFault;

    @FXML
    private FlowPane chips;

    @FXML
    private HBox filterActions;

    @FXML
    private VBox conditions;

    @FXML
    private NoticeBar notices;

    @FXML
    private VBox head;

    @FXML
    private StackPane stage;

    @FXML
    private StackPane center;

    /// @param name of the table or view
    /// @param firstWhere a raw condition to begin with, empty for none
    /// @param files which databases are open: an export never replaces one
    /// @param edits of the file, shared by its tabs
    public BrowsePane(
            Workspace workspace,
            String name,
            String firstWhere,
            Nav nav,
            Jobs jobs,
            Dialogs dialogs,
            DbFiles files,
            EditsModel edits) {
        this.edits = edits;
        this.name = name;
        this.firstWhere = firstWhere;
        this.nav = nav;
        this.jobs = jobs;
        model = new BrowseModel(workspace, name, jobs);
        Fxml.load(this);
        grid = new GridView(jobs);
        grid.setId("rows");
        grid.setTableName(name);
        grid.setAccessibleText(name);
        grid.formats().suggest();
        StructurePane structure = new StructurePane(workspace, name, nav, jobs);
        structure.embed();
        bar = new BrowseActionsView(
                model,
                grid,
                new ExportActionModel(model, grid, jobs, dialogs, files, notices),
                this::refresh,
                grid::restore);
        filters = new FiltersView(
                model,
                grid,
                jobs,
                new FiltersView.Parts(filterToggle, filterActions, where, whereFault, conditions, chips));
        remembered = new RememberedViewModel(model, grid, filters, bar);
        status = new BrowseStatusModel(model, grid, edits, filters::status);
        CoverView covers = new CoverView(
                name,
                filters.total(),
                new CoverView.Deeds(
                        model::stop,
                        this::refresh,
                        filters::clear,
                        () -> bar.structure().setSelected(true),
                        this::mayInsert,
                        this::insert));
        profiles = new ColumnProfilesModel(model, grid, jobs);
        rowEdits = new RowEditsModel(edits, model, grid, notices, new EditDeedsModel.Seams(jobs, dialogs));
        editsView = new EditsView(
                edits,
                new EditsView.Parts(head, stage, center, heightProperty()),
                grid,
                new RowJumpModel(model, grid, edits, rowEdits, new RowJumpModel.Seams(nav, jobs, this::leaveStructure)),
                jobs);
        setBottom(editsView.bar());
        editBar = new EditBarView(rowEdits, model, grid, notices);
        actions.getChildren().setAll(bar.nodes());
        actions.getChildren().addAll(1, editBar.nodes());
        BarRows.arrange(this, barRow, secondRow, actions, whereFault.fontProperty());
        rowsStage = new RowsStageView(center, grid, structure, model, covers, jobs);
        find = new FindBarView(
                new FindModel(model, grid, jobs, error -> notices.show(Notice.of(error))), grid, jobs, name);
        head.getChildren().add(head.getChildren().indexOf(notices), find);
        head.getChildren().add(new SortingView(model, nav, jobs));
        listen();
        model.arrivals().subscribe(_ -> editsView.jump());
        keyJump = new KeyJumpModel(model, grid, jobs, notices);
        firstFocus = new FirstFocusModel(this, grid, jobs, () -> shown);
        fresh = new FreshRowsModel(workspace, model, grid, jobs);
    }

    private boolean mayInsert() {
        EditedTable edited = rowEdits.edited();
        return edited != null && edited.reason() == null && edited.insertReason() == null;
    }

    private void insert() {
        rowEdits.run(GridDeed.INSERT);
        grid.requestFocus();
    }

    private void listen() {
        model.window().subscribe(this::showRows);
        model.state().subscribe(_ -> status.update());
        model.pageError().subscribe(error -> {
            if (error != null) {
                notices.show(Notice.of(error));
            }
        });
        model.table().subscribe(bar::show);
        grid.setOnSort(order -> model.sort(Sort.of(order, columnNames())));
        grid.setOnOpen(_ -> inspect());
        grid.setOnError(error -> notices.show(Notice.of(error)));
        grid.setOnMarkedCopy(texts -> notices.show(
                Notice.warning(Text.count("browse.copy.marked", texts)).next(Text.of("browse.copy.marked.next"))));
        grid.setMenuItems(this::menuItems);
        grid.addHeaderItems(profiles::items);
        grid.current().subscribe(_ -> inspect());
        status.text().subscribe(text -> nav.status(this, text));
        bar.structure().selectedProperty().subscribe(rowsStage::showStructure);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        grid.getChildrenUnmodifiable().forEach(node -> {
            if (node instanceof ScrollBar bars) {
                bars.valueProperty().subscribe(_ -> status.update());
            }
        });
    }

    /// The zone in which dates are shown and typed.
    public BrowsePane in(ObservableValue<ZoneId> zone) {
        zoneWatch = zone.subscribe(grid.formats()::setZone);
        return this;
    }

    /// Shows what its rows refer to, and keeps the way from row to row.
    public BrowsePane relating(RelationsModel relations) {
        RelatingView related = new RelatingView(model, relations, grid, keyJump, jobs, notices, firstWhere);
        relating = related;
        head.getChildren().add(head.getChildren().indexOf(notices), related.bar());
        actions.getChildren().add(actions.getChildren().indexOf(bar.structure()), related.nestedToggle(stage));
        model.arrivals().subscribe(_ -> related.arrive());
        addEventFilter(KeyEvent.KEY_PRESSED, related::keyPressed);
        return this;
    }

    // ---- rows ----

    private void showRows(@Nullable RowWindow window) {
        Table table = model.table().get();
        if (window == null || table == null) {
            grid.clear();
            return;
        }
        GridState arranged = remembered.arranged();
        grid.show(window, GridColumn.of(table));
        if (!arranged.columns().isEmpty() && !arranged.equals(grid.state())) {
            grid.restore(arranged);
        }
        filters.showTexts();
        status.update();
    }

    private List<String> columnNames() {
        RowWindow window = model.window().get();
        return window == null ? List.of() : window.source().columns();
    }

    private void inspect() {
        GridCurrent at = grid.current().get();
        Table table = model.table().get();
        RowWindow window = model.window().get();
        if (shown && table != null && window != null) {
            RelatingView around = relating;
            Nav.Inspected.Origin origin = at == null || around == null ? null : around.origin(table, at, edits, nav);
            nav.inspect(at == null ? null : inspection.of(table, window, at, rowEdits, rowEdits::unset, origin));
        }
        status.update();
    }

    List<MenuItem> menuItems(GridCurrent at) {
        List<MenuItem> items = new ArrayList<>(filters.cellItems(at));
        RelatingView related = relating;
        if (related != null) {
            items.addAll(related.items(at));
        }
        return items;
    }

    private void leaveStructure() {
        bar.structure().setSelected(false);
    }

    private void refresh() {
        notices.clear();
        fresh.refresh();
    }

    // ---- keys ----

    /// Both keys, so that each hand finds one; in the condition's field Enter has a meaning of its own.
    private boolean isCommit(KeyEvent event) {
        return (event.getCode() == KeyCode.S && !event.isShiftDown())
                || (event.getCode() == KeyCode.ENTER && event.getTarget() != where);
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() && isCommit(event)) {
            grid.edits().finish();
            edits.commit();
            event.consume();
        }
    }

    // ---- Panel ----

    @Override
    public String id() {
        return "table:" + name + (firstWhere.isEmpty() ? "" : "\n" + firstWhere);
    }

    @Override
    public String title() {
        return name;
    }

    @Override
    public Icons icon() {
        return model.object()
                .map(object -> switch (object.kind()) {
                    case TABLE, SHADOW, INDEX, TRIGGER -> Icons.TABLE;
                    case VIEW -> Icons.VIEW;
                    case FULL_TEXT -> Icons.FULL_TEXT;
                    case VIRTUAL -> Icons.VIRTUAL;
                    case SYSTEM -> Icons.SYSTEM;
                })
                .orElse(Icons.TABLE);
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public Node first() {
        return grid;
    }

    @Override
    public void onShown() {
        shown = true;
        if (!remembered.isOpened()) {
            remembered.open(firstWhere);
            firstFocus.ask();
            fresh.opened();
        } else {
            fresh.inSight(true);
            inspect();
        }
        editsView.setShown(true);
        setRelating(true);
        nav.status(this, status.text().get());
    }

    /// What is being typed is staged first, so that the question knows of it.
    @Override
    public boolean mayClose() {
        grid.edits().finish();
        return true;
    }

    @Override
    public void onHidden() {
        grid.edits().finish();
        shown = false;
        fresh.inSight(false);
        editsView.setShown(false);
        setRelating(false);
    }

    private void setRelating(boolean now) {
        RelatingView related = relating;
        if (related != null) {
            related.setShown(now);
        }
    }

    @Override
    public void goTo(List<Value> key, String column) {
        leaveStructure();
        keyJump.go(key, column);
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of("refresh", Icons.REFRESH, Text.of("browse.refresh"), "F5", this::refresh));
        commands.addAll(find.commands(this::leaveStructure));
        commands.addAll(filters.commands(this::leaveStructure));
        commands.addAll(editBar.commands());
        commands.add(Command.of("goToRow", Icons.DOWN, Text.of("browse.goTo.row"), "Shortcut+G", grid::askGoTo)
                .in(Text.of("browse.menu.find")));
        RelatingView related = relating;
        if (related != null) {
            commands.addAll(related.commands());
        }
        commands.add(Command.of("profileColumn", Icons.HEALTH, Text.of("browse.profile"), null, profiles::openCurrent)
                .when(profiles::isPossible)
                .because(() -> Text.of("browse.why.noCell")));
        commands.addAll(bar.commands());
        commands.addAll(edits.commands());
        return commands;
    }

    @Override
    public String state() {
        return remembered.state();
    }

    @Override
    public void restore(String state) {
        remembered.restore(state);
    }

    @Override
    public void close() {
        fresh.close();
        zoneWatch.unsubscribe();
        editsView.close();
        rowEdits.close();
        filters.close();
        rowsStage.close();
        RelatingView related = relating;
        if (related != null) {
            related.close();
        }
        find.close();
        model.close();
        Job<?> running = bar.exporting();
        if (running != null) {
            running.cancel();
        }
    }
}
