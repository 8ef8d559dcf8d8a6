package studio.rowan.shell;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Counts;
import studio.rowan.schema.Workspace;

/// The centre of the window for one open file: its tabs. It is how the rooms of this file reach each other.
public final class FilePane extends StackPane implements Nav {
    /// What the file's tabs need of the window around them.
    interface Host {
        /// The file changed and its schema was looked at again.
        void changed(FilePane source, boolean outside);

        void notify(Notice notice);

        void inspect(FilePane source, @Nullable Inspected cell);
    }

    private final Workspace workspace;
    private final boolean readOnly;
    private final Rooms rooms;
    private final Host host;
    private final Jobs jobs;
    private final SidebarModel side = new SidebarModel();
    private final CountsModel counts;
    private final ReadOnlyObjectWrapper<FileFacts> facts = new ReadOnlyObjectWrapper<>(FileFacts.UNKNOWN);
    private final Workspace.Listener listener = this::changed;
    private final TabPane tabs = new TabPane();
    private final Button plus;
    private final EmptyState empty;
    private final Map<String, Tab> byKey = new LinkedHashMap<>();
    private final Map<Panel, String> statuses = new HashMap<>();
    private final Map<String, String> views;
    private final ReadOnlyObjectWrapper<@Nullable Place> place = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private @Nullable Panel front;
    private boolean shown;
    private boolean restoring;

    /// @param readOnly the user asked to look only
    /// @param views how the file's tables were looked at before, by key of their place
    FilePane(
            Workspace workspace,
            boolean readOnly,
            Rooms rooms,
            Host host,
            Jobs jobs,
            Clock clock,
            Map<String, String> views) {
        this.jobs = jobs;
        this.counts = new CountsModel(new Counts(workspace, clock), jobs);
        this.workspace = workspace;
        this.readOnly = readOnly;
        this.rooms = rooms;
        this.host = host;
        this.views = new LinkedHashMap<>(views);
        getStyleClass().add("file-pane");
        Fxml.style(this);
        tabs.setId("tabs");
        tabs.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        tabs.getSelectionModel().selectedItemProperty().subscribe(_ -> fronted());
        tabs.addEventFilter(MouseEvent.MOUSE_CLICKED, this::middleClick);
        plus = Controls.iconButton("newSqlTab", Icons.PLUS, Text.of("shell.tab.newSql"), () -> openSql(""));
        plus.setManaged(false);
        empty = new EmptyState(Icons.TABLE, Text.of("shell.noTab"), Text.of("shell.noTab.text"))
                .action("emptyNewSql", Text.of("shell.tab.newSql"), () -> openSql(""));
        empty.visibleProperty()
                .bind(tabs.getSelectionModel().selectedItemProperty().isNull());
        getChildren().addAll(tabs, empty, plus);
        setAlignment(Pos.TOP_LEFT);
        side.schema().set(workspace.schema());
        workspace.addListener(listener);
        readFacts();
    }

    /// Told on a lane's thread.
    private void changed(boolean outside, boolean schemaChanged) {
        jobs.ui(() -> {
            if (schemaChanged) {
                side.schema().set(workspace.schema());
            }
            counts.refresh();
            readFacts();
            host.changed(this, outside);
        });
    }

    private void readFacts() {
        // What cannot be read now is told by the pane that reads next.
        jobs.run(FileFacts.read(workspace), facts::set, _ -> {});
    }

    /// Everything is read again, as if another program had changed it.
    void refresh() {
        counts.refresh();
        readFacts();
    }

    SidebarModel side() {
        return side;
    }

    CountsModel counts() {
        return counts;
    }

    ReadOnlyObjectProperty<FileFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    public Workspace workspace() {
        return workspace;
    }

    boolean readOnly() {
        return readOnly;
    }

    /// What is in front; null without tabs.
    ReadOnlyObjectProperty<@Nullable Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /// What the panel in front says of its position.
    ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    @Nullable
    Panel front() {
        return front;
    }

    /// The file came to the front of the window, or went behind another.
    void setShown(boolean now) {
        if (shown != now) {
            shown = now;
            Panel panel = front;
            if (panel != null) {
                tell(panel, now);
            }
        }
    }

    private static void tell(Panel panel, boolean shown) {
        if (shown) {
            panel.onShown();
        } else {
            panel.onHidden();
        }
    }

    // ---- places ----

    /// A tab and what it stands for. A tab of the last session gets its panel when it first comes to the front.
    private static final class Content {
        private final Place place;
        private String state;
        private @Nullable Panel panel;

        private Content(Place place, String state) {
            this.place = place;
            this.state = state;
        }

        private String state() {
            Panel built = panel;
            if (built != null) {
                state = built.state();
            }
            return state;
        }
    }

    private static Content content(Tab tab) {
        return (Content) tab.getUserData();
    }

    private static Place place(Tab tab) {
        return content(tab).place;
    }

    private static @Nullable Panel panel(Tab tab) {
        return content(tab).panel;
    }

    /// Brings the tab of a place to the front, made where there is none.
    /// @return its panel; empty where there is no such place in this file
    Optional<Panel> open(Place wanted) {
        Tab tab = byKey.get(wanted.key());
        if (tab == null) {
            if (!exists(wanted)) {
                return Optional.empty();
            }
            tab = add(wanted, views.getOrDefault(wanted.key(), ""));
        }
        tabs.getSelectionModel().select(tab);
        return Optional.ofNullable(panel(tab));
    }

    boolean isOpen(Place wanted) {
        return byKey.containsKey(wanted.key());
    }

    private boolean exists(Place wanted) {
        return switch (wanted) {
            case Place.Rows(String name, String _) ->
                workspace.schema().relation(name).isPresent();
            case Place.Structure(String name) ->
                workspace.schema().objects().stream().anyMatch(o -> o.name().equals(name));
            case Place.Sql _ -> true;
            case Place.Room(String id) -> kind(id).isPresent();
        };
    }

    private Optional<PanelKind> kind(String id) {
        return rooms.panels().stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    private Panel make(Place at) {
        return switch (at) {
            case Place.Rows(String name, String where) -> rooms.table(workspace, this, name, where);
            case Place.Structure(String name) -> rooms.structure(workspace, this, name);
            case Place.Sql(int number) -> rooms.sql(workspace, this, number, "");
            case Place.Room(String id) -> kind(id).orElseThrow().make().apply(workspace, this);
        };
    }

    private Tab add(Place at, String state) {
        Tab tab = new Tab();
        tab.setId("tab-" + at.key());
        tab.setUserData(new Content(at, state));
        tab.setContextMenu(menu(tab));
        tab.setOnCloseRequest(event -> {
            if (!mayClose(tab)) {
                event.consume();
            }
        });
        tab.setOnClosed(_ -> closed(tab));
        switch (at) {
            case Place.Rows(String name, String _) -> label(tab, name, Icons.TABLE);
            case Place.Structure(String name) -> label(tab, name, Icons.STRUCTURE);
            case Place.Sql(int number) -> label(tab, Text.of("shell.tab.sql", String.valueOf(number)), Icons.SQL);
            case Place.Room(String id) -> kind(id).ifPresent(kind -> label(tab, kind.title(), kind.icon()));
        }
        byKey.put(at.key(), tab);
        tabs.getTabs().add(tab);
        requestLayout();
        return tab;
    }

    private static void label(Tab tab, String title, Icons icon) {
        tab.setText(title);
        tab.setTooltip(new Tooltip(title));
        tab.setGraphic(icon.node("small"));
    }

    private Panel built(Tab tab) {
        Content content = content(tab);
        Panel panel = content.panel;
        if (panel == null) {
            panel = make(content.place);
            content.panel = panel;
            if (!content.state.isEmpty()) {
                panel.restore(content.state);
            }
            tab.setContent(panel.node());
            label(tab, panel.title(), panel.icon());
        }
        return panel;
    }

    private ContextMenu menu(Tab tab) {
        ContextMenu menu = new ContextMenu(
                item("closeTab", "shell.tab.close", () -> close(tab)),
                item(
                        "closeOtherTabs",
                        "shell.tab.closeOthers",
                        () -> List.copyOf(tabs.getTabs()).stream()
                                .filter(t -> t != tab)
                                .forEach(this::close)),
                item(
                        "closeAllTabs",
                        "shell.tab.closeAll",
                        () -> List.copyOf(tabs.getTabs()).forEach(this::close)));
        return menu;
    }

    private static MenuItem item(String id, String key, Runnable run) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> run.run());
        return item;
    }

    private void middleClick(MouseEvent event) {
        if (event.getButton() != MouseButton.MIDDLE || !(event.getTarget() instanceof Node target)) {
            return;
        }
        for (Node node = target; node != null && node != tabs; node = node.getParent()) {
            String id = node.getId();
            if (node.getStyleClass().contains("tab") && id != null) {
                Tab tab = byKey.get(id.substring("tab-".length()));
                if (tab != null) {
                    close(tab);
                    event.consume();
                }
                return;
            }
        }
    }

    private void close(Tab tab) {
        if (mayClose(tab)) {
            tabs.getTabs().remove(tab);
            closed(tab);
        }
    }

    private boolean mayClose(Tab tab) {
        Panel panel = panel(tab);
        return panel == null || panel.mayClose();
    }

    /// Whether every tab can be closed now; asks the user where something would be lost.
    boolean mayClose() {
        return List.copyOf(byKey.values()).stream().allMatch(this::mayClose);
    }

    private void closed(Tab tab) {
        if (byKey.remove(place(tab).key(), tab)) {
            remember(content(tab));
            Panel panel = panel(tab);
            if (panel != null) {
                statuses.remove(panel);
                panel.close();
            }
        }
    }

    void closeFront() {
        Tab tab = tabs.getSelectionModel().getSelectedItem();
        if (tab != null) {
            close(tab);
        }
    }

    /// @param by 1 for the next tab, -1 for the one before, round and round
    void cycle(int by) {
        int size = tabs.getTabs().size();
        if (size > 0) {
            tabs.getSelectionModel()
                    .select(Math.floorMod(tabs.getSelectionModel().getSelectedIndex() + by, size));
        }
    }

    private void fronted() {
        if (restoring) {
            return;
        }
        Panel before = front;
        Tab tab = tabs.getSelectionModel().getSelectedItem();
        Panel now = tab == null ? null : built(tab);
        if (before == now) {
            return;
        }
        front = now;
        if (before != null && shown) {
            before.onHidden();
        }
        status.set(now == null ? "" : statuses.getOrDefault(now, ""));
        place.set(tab == null ? null : place(tab));
        if (shown) {
            host.inspect(this, null);
            if (now != null) {
                now.onShown();
            }
        }
    }

    // ---- Nav ----

    @Override
    public void openTable(String name, String where) {
        open(new Place.Rows(name, where));
    }

    @Override
    public void openStructure(String name) {
        open(new Place.Structure(name));
    }

    @Override
    public void openSql(String text) {
        int number = 1;
        while (isOpen(new Place.Sql(number))) {
            number++;
        }
        Tab tab = add(new Place.Sql(number), "");
        Panel panel = rooms.sql(workspace, this, number, text);
        content(tab).panel = panel;
        tab.setContent(panel.node());
        changed(panel);
        tabs.getSelectionModel().select(tab);
    }

    /// The SQL tab opened last, or a new one.
    void showSql() {
        byKey.values().stream()
                .filter(tab -> place(tab) instanceof Place.Sql)
                .reduce((_, last) -> last)
                .ifPresentOrElse(tabs.getSelectionModel()::select, () -> openSql(""));
    }

    @Override
    public void openPanel(String id) {
        if (id.equals("sql")) {
            showSql();
        } else {
            open(new Place.Room(id));
        }
    }

    @Override
    public void inspect(@Nullable Inspected cell) {
        if (shown) {
            host.inspect(this, cell);
        }
    }

    @Override
    public void notify(Notice notice) {
        host.notify(notice);
    }

    @Override
    public void status(Panel source, String text) {
        statuses.put(source, text);
        if (source == front) {
            status.set(text);
        }
    }

    @Override
    public void changed(Panel source) {
        for (Tab tab : tabs.getTabs()) {
            if (panel(tab) == source) {
                label(tab, source.title(), source.icon());
            }
        }
    }

    // ---- session ----

    /// The text of a closed SQL tab is the history's business.
    private void remember(Content content) {
        if (!content.state().isEmpty() && !(content.place instanceof Place.Sql)) {
            views.put(content.place.key(), content.state);
        }
    }

    Session.OpenFile snapshot() {
        tabs.getTabs().forEach(tab -> remember(content(tab)));
        Tab selected = tabs.getSelectionModel().getSelectedItem();
        return new Session.OpenFile(
                workspace.file().toString(),
                readOnly,
                tabs.getTabs().stream()
                        .map(tab -> new Session.Tab(place(tab).key(), content(tab).state))
                        .toList(),
                selected == null ? null : place(selected).key(),
                views);
    }

    void restore(Session.OpenFile from) {
        Tab chosen = null;
        restoring = true; // the first tab is selected as it comes; only the chosen one is to be built
        for (Session.Tab tab : from.tabs()) {
            Place at = Place.parse(tab.place()).filter(this::exists).orElse(null);
            if (at != null && !isOpen(at)) {
                Tab added = add(at, tab.state());
                chosen = chosen == null || at.key().equals(from.activeTab()) ? added : chosen;
            }
        }
        if (chosen != null) {
            tabs.getSelectionModel().select(chosen);
        }
        restoring = false;
        fronted();
    }

    /// Ends what the tabs do; the workspace is closed by whoever opened it.
    void closeTabs() {
        for (Tab tab : List.copyOf(byKey.values())) {
            Panel panel = panel(tab);
            if (panel != null) {
                panel.close();
            }
        }
        byKey.clear();
        workspace.removeListener(listener);
        counts.close();
    }

    /// The button stands behind the last tab, as far as there is room.
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        plus.autosize();
        Node headers = tabs.lookup(".headers-region");
        double height = tabs.lookup(".tab-header-area") instanceof Region area ? area.getHeight() : plus.getHeight();
        double right = headers == null || tabs.getTabs().isEmpty()
                ? 4
                : sceneToLocal(headers.localToScene(headers.getLayoutBounds())).getMaxX() + 4;
        plus.relocate(Math.min(right, getWidth() - plus.getWidth() - 4), Math.max(0, (height - plus.getHeight()) / 2));
    }
}
