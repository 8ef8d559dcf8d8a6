package studio.rowan.search;

import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// What can be done beside searching an index: search a table without one, give it one, look after those there are.
/// The first two are pages that stand in the place of the search until one goes back.
final class SearchMenuView extends MenuButton {
    private final BorderPane host;
    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private @Nullable SearchTools tools;
    private @Nullable LikeSearchPane like;
    private @Nullable MakeSearchablePane making;
    private @Nullable Node top;
    private @Nullable Node center;
    private @Nullable Node bottom;

    SearchMenuView(BorderPane host, Workspace workspace, Nav nav, Jobs jobs) {
        this.host = host;
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        setId("searchMenu");
        setText(Text.of("search.menu"));
        setGraphic(Icons.MORE.node());
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setTooltip(new Tooltip(Text.of("search.menu")));
        setAccessibleText(Text.of("search.menu"));
        setMinWidth(Region.USE_PREF_SIZE);
        getItems()
                .setAll(
                        item("searchTables", "search.like.menu", this::searchTable),
                        item("searchWorkbench", "search.care.menu", () -> nav.openPanel(FtsWorkbenchPane.ID)));
    }

    /// With these a table can be made searchable from here.
    void with(SearchTools given) {
        tools = given;
        getItems().add(1, item("searchMake", "search.care.make", () -> make(null)));
    }

    private static MenuItem item(String id, String key, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    /// Searches a table row by row.
    void searchTable() {
        LikeSearchPane page = new LikeSearchPane(workspace, nav, jobs, this::back, this::make);
        show(page);
        like = page;
        page.focusField();
    }

    /// Gives a table an index; null lets the user choose which.
    void make(@Nullable String table) {
        SearchTools with = tools;
        if (with == null) {
            nav.openPanel(FtsWorkbenchPane.ID);
        } else {
            MakeSearchablePane page = new MakeSearchablePane(workspace, with, table, this::back);
            show(page);
            making = page;
        }
    }

    private void show(Node page) {
        if (like == null && making == null) {
            top = host.getTop();
            center = host.getCenter();
            bottom = host.getBottom();
        }
        close();
        host.setTop(null);
        host.setBottom(null);
        host.setCenter(page);
    }

    private void back() {
        if (mayClose()) {
            close();
            host.setTop(top);
            host.setCenter(center);
            host.setBottom(bottom);
        }
    }

    boolean mayClose() {
        MakeSearchablePane page = making;
        return page == null || page.mayClose();
    }

    /// Ends what the pages run.
    void close() {
        LikeSearchPane search = like;
        if (search != null) {
            search.close();
        }
        MakeSearchablePane page = making;
        if (page != null) {
            page.close();
        }
        like = null;
        making = null;
    }
}
