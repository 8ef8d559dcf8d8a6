package studio.rowan.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Value;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Counts;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// One open file in the window: its tabs, and how the rooms of this file reach each other.
public final class FilePane extends StackPane implements Nav, TabsPane.Source {
    /// What the file needs of the window around it.
    interface Host {
        /// The file changed and its schema was looked at again.
        void changed(FilePane source, boolean outside);

        void notify(Notice notice);

        void replace(Notice shown, @Nullable Notice now);

        void inspect(FilePane source, @Nullable Inspected row);

        void open(OpenFlow.Request request);
    }

    private final Workspace workspace;
    private final boolean readOnly;
    private final Rooms rooms;
    private final Host host;
    private final Jobs jobs;
    private final SidebarModel side = new SidebarModel();
    private final CountsModel counts;
    private final TabsPane tabs;
    private final PanelFocus focus;
    private final Workspace.Listener listener = this::changed;
    private final Runnable unattend;
    private final Map<Panel, String> statuses = new WeakHashMap<>();
    private final ReadOnlyObjectWrapper<FileFacts> facts = new ReadOnlyObjectWrapper<>(FileFacts.UNKNOWN);
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private boolean shown;

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
        this.workspace = workspace;
        this.readOnly = readOnly;
        this.rooms = rooms;
        this.host = host;
        this.jobs = jobs;
        this.counts = new CountsModel(new Counts(workspace, clock), jobs);
        this.tabs = new TabsPane(this, views, this::fronted);
        this.focus = new PanelFocus(tabs, jobs);
        getChildren().add(tabs);
        side.schema().set(workspace.schema());
        workspace.addListener(listener);
        unattend = rooms.attend(workspace, this);
        readFacts();
    }

    /// Told on a lane's thread.
    private void changed(boolean outside, boolean schemaChanged) {
        jobs.ui(() -> {
            if (schemaChanged) {
                side.schema().set(workspace.schema());
            }
            refresh();
            host.changed(this, outside);
        });
    }

    private void readFacts() {
        // What cannot be read now is told by the pane that reads next.
        jobs.run(FileFacts.read(workspace), facts::set, _ -> {});
    }

    /// What the window shows of the file is read again.
    void refresh() {
        counts.refresh();
        readFacts();
    }

    public Workspace workspace() {
        return workspace;
    }

    SidebarModel side() {
        return side;
    }

    CountsModel counts() {
        return counts;
    }

    TabsPane tabs() {
        return tabs;
    }

    ReadOnlyObjectProperty<FileFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /// What is in front; null without tabs.
    ReadOnlyObjectProperty<@Nullable Place> placeProperty() {
        return tabs.placeProperty();
    }

    /// What the panel in front says of its position.
    ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    @Nullable
    Panel front() {
        return tabs.front();
    }

    /// The file came to the front of the window, or went behind another.
    void setShown(boolean now) {
        if (shown != now) {
            shown = now;
            Panel panel = tabs.front();
            if (panel != null && now) {
                panel.onShown();
                focus.fronted(panel);
            } else if (panel != null) {
                panel.onHidden();
            }
        }
    }

    private void fronted(@Nullable Panel before, @Nullable Panel now) {
        if (before != null && shown) {
            before.onHidden();
        }
        status.set(now == null ? "" : statuses.getOrDefault(now, ""));
        if (shown) {
            host.inspect(this, null);
            if (now != null) {
                now.onShown();
            }
            focus.fronted(now);
        }
    }

    // ---- places ----

    /// Goes to a place, if there is such a place in this file.
    void open(Place wanted) {
        if (exists(wanted)) {
            tabs.open(wanted);
        }
    }

    boolean isOpen(Place wanted) {
        return tabs.isOpen(wanted);
    }

    private boolean exists(Place wanted) {
        return switch (wanted) {
            case Place.Rows(String name, String _) ->
                workspace.schema().relation(name).isPresent();
            case Place.Structure(String name) -> object(name).isPresent();
            case Place.Sql _ -> true;
            case Place.Room(String id) ->
                kind(id).filter(kind -> kind.fits().test(workspace.schema())).isPresent();
        };
    }

    private Optional<SchemaObject> object(String name) {
        return workspace.schema().objects().stream()
                .filter(o -> o.name().equals(name))
                .findFirst();
    }

    private Optional<PanelKind> kind(String id) {
        return rooms.panels().stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    @Override
    public Panel make(Place at) {
        return switch (at) {
            case Place.Rows(String name, String where) -> rooms.table(workspace, this, name, where);
            case Place.Structure(String name) -> rooms.structure(workspace, this, name);
            case Place.Sql(int number) -> rooms.sql(workspace, this, number, "");
            case Place.Room(String id) -> kind(id).orElseThrow().make().apply(workspace, this);
        };
    }

    @Override
    public TabsPane.Label label(Place at) {
        return switch (at) {
            case Place.Rows(String name, String _) -> new TabsPane.Label(name, Icons.TABLE);
            case Place.Structure(String name) -> new TabsPane.Label(name, Icons.STRUCTURE);
            case Place.Sql(int number) ->
                new TabsPane.Label(Text.of("shell.tab.sql", String.valueOf(number)), Icons.SQL);
            case Place.Room(String id) ->
                kind(id).map(kind -> new TabsPane.Label(kind.title(), kind.icon()))
                        .orElseThrow();
        };
    }

    @Override
    public void newSql() {
        openSql("");
    }

    // ---- Nav ----

    @Override
    public void openTable(String name, String where) {
        open(new Place.Rows(name, where));
    }

    @Override
    public void openRow(String table, List<Value> key, String column) {
        openTable(table);
        Panel panel = tabs.front();
        if (panel != null) {
            panel.goTo(key, column);
        }
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
        tabs.open(new Place.Sql(number), rooms.sql(workspace, this, number, text));
    }

    /// The SQL tab opened last, or a new one.
    void showSql() {
        if (!tabs.showLastSql()) {
            openSql("");
        }
    }

    @Override
    public void openPanel(String id) {
        if (id.equals("sql")) {
            showSql();
        } else {
            open(new Place.Room(id));
        }
    }

    /// Opens a panel that is typed into: one that is in front already takes the keyboard again.
    void openToType(String id) {
        Panel before = tabs.front();
        openPanel(id);
        if (before != null && before == tabs.front() && before.id().equals(id)) {
            before.onShown();
        }
    }

    /// Opens a panel and turns it to an object of the file.
    void openPanel(String id, String object) {
        openPanel(id);
        Panel front = tabs.front();
        if (front != null && front.id().equals(id)) {
            front.choose(object);
        }
    }

    @Override
    public void openFile(Path file, boolean readOnly) {
        host.open(new OpenFlow.Request(file, readOnly));
    }

    @Override
    public void inspect(@Nullable Inspected row) {
        if (shown) {
            host.inspect(this, row);
        }
    }

    @Override
    public void notify(Notice notice) {
        host.notify(notice);
    }

    @Override
    public void replace(Notice shown, @Nullable Notice now) {
        host.replace(shown, now);
    }

    @Override
    public void status(Panel source, String text) {
        statuses.put(source, text);
        if (source == tabs.front()) {
            status.set(text);
        }
    }

    @Override
    public void changed(Panel source) {
        tabs.changed(source);
    }

    // ---- session ----

    Session.OpenFile snapshot() {
        return tabs.snapshot(workspace.file().toString(), readOnly);
    }

    void restore(Session.OpenFile from) {
        tabs.restore(
                from.tabs().stream()
                        .filter(tab ->
                                Place.parse(tab.place()).filter(this::exists).isPresent())
                        .toList(),
                from.activeTab());
    }

    /// @param again closes after all, where something had to be finished first
    boolean mayClose(Runnable again) {
        return tabs.mayClose() && rooms.mayClose(workspace, again);
    }

    /// Ends what the tabs do; the workspace is closed by whoever opened it.
    void closeTabs() {
        tabs.closeAll();
        unattend.run();
        workspace.removeListener(listener);
        counts.close();
    }
}
