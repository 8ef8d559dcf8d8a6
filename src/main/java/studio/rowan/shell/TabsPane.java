package studio.rowan.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
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
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;

/// Tabs, each for a [Place]. A tab of the last session gets its panel when it first comes to the front.
final class TabsPane extends StackPane {
    /// Where the panels come from.
    interface Source {
        Panel make(Place place);

        /// What a tab says while its panel is not built.
        Label label(Place place);

        void newSql();
    }

    record Label(String title, Icons icon) {}

    private static final int MOST_VISITED = 100;

    private final Source source;
    private final BiConsumer<@Nullable Panel, @Nullable Panel> onFront;
    private final TabPane tabs = new TabPane();
    private final Button plus;
    private final Map<String, Tab> byKey = new LinkedHashMap<>();
    private final Map<String, String> views;
    private final Deque<String> visited = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<@Nullable Place> place = new ReadOnlyObjectWrapper<>();
    private @Nullable Panel front;
    private @Nullable Node headers;
    private boolean restoring;
    private boolean goingBack;

    /// @param views how places were looked at before, by their keys
    /// @param onFront told which panel was in front and which is now
    TabsPane(Source source, Map<String, String> views, BiConsumer<@Nullable Panel, @Nullable Panel> onFront) {
        this.source = source;
        this.views = new LinkedHashMap<>(views);
        this.onFront = onFront;
        getStyleClass().add("tabs-pane");
        Fxml.style(this);
        tabs.setId("tabs");
        tabs.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        tabs.getSelectionModel().selectedItemProperty().subscribe(_ -> fronted());
        tabs.addEventFilter(MouseEvent.MOUSE_CLICKED, this::middleClick);
        plus = Controls.iconButton("newSqlTab", Icons.PLUS, Text.of("shell.tab.newSql"), source::newSql);
        plus.setManaged(false);
        EmptyState empty = new EmptyState(Icons.TABLE, Text.of("shell.noTab"), Text.of("shell.noTab.text"))
                .action("emptyNewSql", Text.of("shell.tab.newSql"), source::newSql);
        empty.visibleProperty()
                .bind(tabs.getSelectionModel().selectedItemProperty().isNull());
        getChildren().addAll(tabs, empty, plus);
        setAlignment(Pos.TOP_LEFT);
    }

    /// What a tab stands for, and its panel once it is built.
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

    /// What is in front; null without tabs.
    ReadOnlyObjectProperty<@Nullable Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    @Nullable
    Panel front() {
        return front;
    }

    boolean isOpen(Place wanted) {
        return byKey.containsKey(wanted.key());
    }

    /// Brings the tab of a place to the front, made where there is none.
    void open(Place wanted) {
        Tab tab = byKey.get(wanted.key());
        tabs.getSelectionModel().select(tab != null ? tab : add(wanted, views.getOrDefault(wanted.key(), "")));
    }

    /// Opens a tab for a panel that is made already.
    void open(Place wanted, Panel panel) {
        restoring = true; // the first tab is selected as it comes, and would build a panel of its own
        Tab tab = add(wanted, "");
        content(tab).panel = panel;
        fill(tab, panel);
        label(tab, panel.title(), panel.icon());
        restoring = false;
        tabs.getSelectionModel().select(tab);
        fronted();
    }

    /// Brings the SQL tab opened last to the front.
    /// @return false where there is none
    boolean showLastSql() {
        Tab last = null;
        for (Tab tab : byKey.values()) {
            last = content(tab).place instanceof Place.Sql ? tab : last;
        }
        if (last != null) {
            tabs.getSelectionModel().select(last);
        }
        return last != null;
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
        Label label = source.label(at);
        label(tab, label.title, label.icon);
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

    /// The tab pane would take the keyboard at each press that nobody in the panel consumes, as on a header of rows.
    private static void fill(Tab tab, Panel panel) {
        panel.node().addEventHandler(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
        tab.setContent(panel.node());
    }

    private Panel built(Tab tab) {
        Content content = content(tab);
        Panel panel = content.panel;
        if (panel == null) {
            panel = source.make(content.place);
            content.panel = panel;
            if (!content.state.isEmpty()) {
                panel.restore(content.state);
            }
            fill(tab, panel);
            label(tab, panel.title(), panel.icon());
        }
        return panel;
    }

    /// The title or icon of a panel changed.
    void changed(Panel panel) {
        for (Tab tab : tabs.getTabs()) {
            if (content(tab).panel == panel) {
                label(tab, panel.title(), panel.icon());
            }
        }
    }

    private void fronted() {
        Tab tab = tabs.getSelectionModel().getSelectedItem();
        if (restoring || (tab != null && content(tab).panel != null && content(tab).panel == front)) {
            return;
        }
        Panel before = front;
        Panel now = tab == null ? null : built(tab);
        if (before == now) {
            return;
        }
        Place left = place.get();
        if (left != null && !goingBack) {
            visited.addLast(left.key());
            if (visited.size() > MOST_VISITED) {
                visited.removeFirst();
            }
        }
        front = now;
        place.set(tab == null ? null : content(tab).place);
        onFront.accept(before, now);
    }

    // ---- moving ----

    /// Back to the tab that was in front before this one, as far as it is still open.
    void back() {
        while (!visited.isEmpty()) {
            Tab tab = byKey.get(visited.removeLast());
            if (tab != null && !tab.isSelected()) {
                goingBack = true;
                tabs.getSelectionModel().select(tab);
                goingBack = false;
                return;
            }
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

    // ---- closing ----

    private ContextMenu menu(Tab tab) {
        return new ContextMenu(
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

    void closeFront() {
        Tab tab = tabs.getSelectionModel().getSelectedItem();
        if (tab != null) {
            close(tab);
        }
    }

    private void close(Tab tab) {
        if (mayClose(tab)) {
            tabs.getTabs().remove(tab);
            closed(tab);
        }
    }

    private static boolean mayClose(Tab tab) {
        Panel panel = content(tab).panel;
        return panel == null || panel.mayClose();
    }

    /// Whether every tab can be closed now; asks the user where something would be lost.
    boolean mayClose() {
        return List.copyOf(byKey.values()).stream().allMatch(TabsPane::mayClose);
    }

    private void closed(Tab tab) {
        if (byKey.remove(content(tab).place.key(), tab)) {
            remember(content(tab));
            Panel panel = content(tab).panel;
            if (panel != null) {
                panel.close();
            }
        }
    }

    /// Ends what the tabs do.
    void closeAll() {
        for (Tab tab : List.copyOf(byKey.values())) {
            Panel panel = content(tab).panel;
            if (panel != null) {
                panel.close();
            }
        }
        byKey.clear();
    }

    // ---- session ----

    /// The text of a closed SQL tab is the history's business.
    private void remember(Content content) {
        if (content.place instanceof Place.Sql) {
            return;
        }
        if (!content.state().isEmpty()) {
            views.put(content.place.key(), content.state);
        } else if (content.panel != null) {
            views.remove(content.place.key()); // what was saved or given up must not come back
        }
    }

    /// The tabs in their order, the key of the one in front, and how each place was looked at.
    Session.OpenFile snapshot(String path, boolean readOnly) {
        tabs.getTabs().forEach(tab -> remember(content(tab)));
        Tab selected = tabs.getSelectionModel().getSelectedItem();
        return new Session.OpenFile(
                path,
                readOnly,
                tabs.getTabs().stream()
                        .map(tab -> new Session.Tab(content(tab).place.key(), content(tab).state))
                        .toList(),
                selected == null ? null : content(selected).place.key(),
                views);
    }

    /// @param from tabs for places that exist
    void restore(List<Session.Tab> from, @Nullable String active) {
        Tab chosen = null;
        restoring = true; // the first tab is selected as it comes; only the chosen one is to be built
        for (Session.Tab tab : from) {
            Place at = Place.parse(tab.place()).orElse(null);
            if (at != null && !isOpen(at)) {
                Tab added = add(at, tab.state());
                chosen = chosen == null || at.key().equals(active) ? added : chosen;
            }
        }
        if (chosen != null) {
            tabs.getSelectionModel().select(chosen);
        }
        restoring = false;
        fronted();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (headers == null && tabs.lookup(".headers-region") instanceof Node found) {
            headers = found;
            // The skin lays its tabs out after this pane. A listener to invalidation alone would hear of the first
            // time.
            found.boundsInParentProperty().subscribe(_ -> placePlus());
        }
        placePlus();
    }

    /// The button stands behind the last tab, as far as there is room.
    private void placePlus() {
        plus.autosize();
        Node last = headers;
        double height = tabs.lookup(".tab-header-area") instanceof Region area ? area.getHeight() : plus.getHeight();
        double right = last == null || tabs.getTabs().isEmpty()
                ? 4
                : sceneToLocal(last.localToScene(last.getLayoutBounds())).getMaxX() + 4;
        plus.relocate(Math.min(right, getWidth() - plus.getWidth() - 4), Math.max(0, (height - plus.getHeight()) / 2));
    }
}
