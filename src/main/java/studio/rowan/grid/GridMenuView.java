package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// The menus of cells and headers.
final class GridMenuView {
    private static final int MOST_LISTED = 40;

    private final GridView grid;
    private Function<GridCurrent, List<MenuItem>> more = _ -> List.of();
    private @Nullable ContextMenu open;

    GridMenuView(GridView grid) {
        this.grid = grid;
    }

    /// Items of the room the grid stands in.
    void setMore(Function<GridCurrent, List<MenuItem>> items) {
        more = items;
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
        opened(header(position)).show(owner, screenX, screenY);
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
            item.setDisable(!editing.can(deed));
            items.add(item);
        }
    }

    private ContextMenu header(int position) {
        GridColumns columns = grid.columns();
        int index = columns.index(position);
        List<MenuItem> items = new ArrayList<>();
        if (grid.arrangement().isSortable()) {
            items.add(item(
                    "sort-up",
                    Text.of("grid.sortUp"),
                    "",
                    () -> grid.arrangement().sortBy(new RowOrder(index, false))));
            items.add(item(
                    "sort-down",
                    Text.of("grid.sortDown"),
                    "",
                    () -> grid.arrangement().sortBy(new RowOrder(index, true))));
            items.add(item(
                    "sort-none",
                    Text.of("grid.sortNone"),
                    "",
                    () -> grid.arrangement().sortBy(null)));
            items.add(new SeparatorMenuItem());
        }
        freezing(items, position);
        items.add(item(
                "fit-column", Text.of("grid.fit"), "", () -> grid.arrangement().fit(index)));
        items.add(item("fit-all", Text.of("grid.fitAll"), "", grid.arrangement()::fitAll));
        MenuItem hide = item(
                "hide-column",
                Text.of("grid.hide"),
                "",
                () -> grid.arrangement().hide(position));
        hide.setDisable(columns.size() == 1);
        items.add(hide);
        List<Integer> hidden = columns.hidden();
        if (!hidden.isEmpty()) {
            Menu show = new Menu(Text.of("grid.show"));
            show.setId("show-column");
            for (int one : hidden.subList(0, Math.min(MOST_LISTED, hidden.size()))) {
                String name = columns.all().get(one).name();
                show.getItems()
                        .add(item(
                                "show-" + name,
                                name,
                                "",
                                () -> grid.arrangement().show(one)));
            }
            items.add(show);
            items.add(item("show-all", Text.of("grid.showAll"), "", grid.arrangement()::showAll));
        }
        items.add(item("reset-columns", Text.of("grid.resetColumns"), "", grid.arrangement()::reset));
        items.add(new SeparatorMenuItem());
        items.add(item(
                "copy-name",
                Text.of("grid.copyName"),
                "",
                () -> GridCopyModel.put(columns.all().get(index).name())));
        return menu(items);
    }

    private void freezing(List<MenuItem> items, int position) {
        GridColumns columns = grid.columns();
        boolean last = columns.isFrozen(position) && !columns.isFrozen(position + 1);
        if (!last) {
            items.add(item(
                    "freeze-columns",
                    Text.of("grid.freeze"),
                    "",
                    () -> grid.arrangement().freeze(position)));
        }
        if (columns.hasFrozen()) {
            items.add(item(
                    "unfreeze-columns",
                    Text.of("grid.unfreeze"),
                    "",
                    () -> grid.arrangement().freeze(-1)));
        }
    }

    private static ContextMenu menu(List<MenuItem> items) {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(items);
        menu.setAutoHide(true);
        return menu;
    }

    private static MenuItem item(String id, String text, String keys, Runnable action) {
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
