package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import studio.rowan.kit.Text;

/// The menus of cells and headers.
final class GridMenuView {
    private static final int MOST_LISTED = 40;

    private final GridView grid;

    GridMenuView(GridView grid) {
        this.grid = grid;
    }

    /// @param more items of the room the grid stands in
    ContextMenu cells(List<MenuItem> more) {
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
        if (!more.isEmpty()) {
            items.add(new SeparatorMenuItem());
            items.addAll(more);
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
            if (deed == GridDeed.UNDO || deed == GridDeed.INSERT || deed == GridDeed.REVERT_CELLS) {
                items.add(new SeparatorMenuItem());
            }
            MenuItem item = item(deed.id(), Text.of("grid.deed." + deed.id()), deed.keys(), () -> grid.run(deed));
            item.setDisable(!editing.can(deed));
            items.add(item);
        }
    }

    ContextMenu header(int position) {
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
        items.add(new SeparatorMenuItem());
        items.add(item(
                "copy-name",
                Text.of("grid.copyName"),
                "",
                () -> GridCopyModel.put(columns.all().get(index).name())));
        return menu(items);
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
