package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.MenuReason;
import studio.rowan.kit.Text;

/// The menus of cells and headers.
final class GridMenuView {
    private final GridView grid;
    private final GridHeaderMenuView headers;
    private Function<GridCurrent, List<MenuItem>> more = _ -> List.of();
    private @Nullable ContextMenu open;

    GridMenuView(GridView grid) {
        this.grid = grid;
        headers = new GridHeaderMenuView(grid);
    }

    /// Items of the room the grid stands in.
    void setMore(Function<GridCurrent, List<MenuItem>> items) {
        more = items;
    }

    /// Items of the room for the header of the column with an index.
    void addToHeader(IntFunction<List<MenuItem>> items) {
        headers.add(items);
    }

    // ---- showing ----

    void show(double screenX, double screenY) {
        GridCurrent at = grid.current().get();
        opened(cells(at == null ? List.of() : more.apply(at))).show(grid, screenX, screenY);
    }

    void showAtCurrent() {
        Node cell = grid.currentCell();
        Bounds bounds =
                cell == null ? grid.localToScreen(grid.getLayoutBounds()) : cell.localToScreen(cell.getLayoutBounds());
        show(bounds.getMinX(), bounds.getMaxY());
    }

    void showHeader(int position, Node owner, double screenX, double screenY) {
        opened(headers.of(position)).show(owner, screenX, screenY);
    }

    /// Below the header of the column that the keyboard is at.
    void showHeaderAtCurrent(@Nullable Node header) {
        if (header != null) {
            Bounds bounds = header.localToScreen(header.getLayoutBounds());
            showHeader(grid.selection().column(), header, bounds.getMinX(), bounds.getMaxY());
        }
    }

    boolean isOpen() {
        ContextMenu menu = open;
        return menu != null && menu.isShowing();
    }

    /// One at a time.
    private ContextMenu opened(ContextMenu next) {
        ContextMenu before = open;
        if (before != null) {
            before.hide();
        }
        open = next;
        return next;
    }

    // ---- items ----

    private ContextMenu cells(List<MenuItem> moreItems) {
        Menu as = new Menu(Text.of("grid.copyAs"));
        as.setId("copy-as");
        for (CopyFormat format : CopyFormat.values()) {
            String key = "grid.copyAs." + format.name().toLowerCase(java.util.Locale.ROOT);
            as.getItems()
                    .add(item(
                            "copy-" + format.name().toLowerCase(java.util.Locale.ROOT),
                            Text.of(key),
                            "",
                            () -> grid.copy(format, true)));
        }
        List<MenuItem> items = new ArrayList<>(List.of(
                item("copy", Text.of("grid.copy"), "Shortcut+C", () -> grid.copy(CopyFormat.TSV, false)),
                item(
                        "copy-headers",
                        Text.of("grid.copyHeaders"),
                        "Shortcut+Shift+C",
                        () -> grid.copy(CopyFormat.TSV, true)),
                as,
                shown(),
                new SeparatorMenuItem(),
                item("open-cell", Text.of("grid.open"), "F4", grid.selecting()::open)));
        deeds(items);
        if (!moreItems.isEmpty()) {
            items.add(new SeparatorMenuItem());
            items.addAll(moreItems);
        }
        items.add(new SeparatorMenuItem());
        items.add(item("select-row", Text.of("grid.selectRow"), "Shift+Space", grid.selecting()::wholeRows));
        items.add(
                item("select-column", Text.of("grid.selectColumn"), "Shortcut+Space", grid.selecting()::wholeColumns));
        items.add(item("select-all", Text.of("grid.selectAll"), "Shortcut+A", grid::selectAll));
        items.add(item("go-to-row", Text.of("grid.goTo"), "Shortcut+G", grid::askGoTo));
        return menu(items);
    }

    private MenuItem shown() {
        MenuItem item = item("copy-shown", Text.of("grid.copyShown"), "", grid::copyShown);
        item.setVisible(
                grid.selectedColumns().stream().anyMatch(index -> grid.formats().of(index) != DisplayFormat.RAW));
        return item;
    }

    private void deeds(List<MenuItem> items) {
        GridEditing editing = grid.edits().editing();
        if (editing == null) {
            return;
        }
        items.add(new SeparatorMenuItem());
        items.add(item(
                "editCell",
                Text.of("grid.deed.editCell"),
                "F2",
                () -> grid.editor().open(null)));
        for (GridDeed deed : GridDeed.values()) {
            if (deed == GridDeed.UNDO || deed == GridDeed.REDO) {
                // Not of this cell: the window's Edit menu has them.
                continue;
            }
            if (deed == GridDeed.INSERT || deed == GridDeed.REVERT_CELLS) {
                items.add(new SeparatorMenuItem());
            }
            MenuItem item = item(deed.id(), Text.of("grid.deed." + deed.id()), deed.keys(), () -> grid.run(deed));
            MenuReason.set(item, editing.can(deed) ? null : editing.whyNot(deed));
            items.add(item);
        }
    }

    static ContextMenu menu(List<MenuItem> items) {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(items);
        menu.setAutoHide(true);
        return menu;
    }

    static MenuItem item(String id, String text, String keys, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setMnemonicParsing(false);
        if (!keys.isEmpty()) {
            item.setAccelerator(KeyCombination.valueOf(keys));
        }
        item.setOnAction(_ -> action.run());
        return item;
    }
}
