package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.MenuReason;
import studio.rowan.kit.Text;

/// The menu of a header: sorting, freezing, widths, hiding.
final class GridHeaderMenuView {
    private static final int MOST_LISTED = 40;

    private final GridView grid;
    private final List<IntFunction<List<MenuItem>>> more = new ArrayList<>();

    GridHeaderMenuView(GridView grid) {
        this.grid = grid;
    }

    void add(IntFunction<List<MenuItem>> items) {
        more.add(items);
    }

    ContextMenu of(int position) {
        int index = grid.columns().index(position);
        List<MenuItem> items = new ArrayList<>();
        if (grid.arrangement().isSortable()) {
            sorting(items, index);
            items.add(new SeparatorMenuItem());
        }
        List<MenuItem> own =
                more.stream().flatMap(each -> each.apply(index).stream()).toList();
        if (!own.isEmpty()) {
            items.addAll(own);
            items.add(new SeparatorMenuItem());
        }
        items.add(new GridFormatMenuView(grid, index).menu());
        items.add(new SeparatorMenuItem());
        freezing(items, position);
        hiding(items, position);
        items.add(new SeparatorMenuItem());
        items.add(item("fit-column", "grid.fit", () -> grid.arrangement().fit(index)));
        items.add(item("fit-all", "grid.fitAll", grid.arrangement()::fitAll));
        items.add(item("reset-columns", "grid.resetColumns", grid.arrangement()::reset));
        items.add(new SeparatorMenuItem());
        items.add(item("copy-name", "grid.copyName", () -> GridCopyModel.put(name(index))));
        return GridMenuView.menu(items);
    }

    private String name(int index) {
        return grid.columns().all().get(index).name();
    }

    private void sorting(List<MenuItem> items, int index) {
        GridArrangementModel arrangement = grid.arrangement();
        RowOrder order = arrangement.order();
        items.add(item("sort-up", "grid.sortUp", () -> arrangement.sortBy(new RowOrder(index, false))));
        items.add(item("sort-down", "grid.sortDown", () -> arrangement.sortBy(new RowOrder(index, true))));
        if (order != null) {
            sortingAlso(items, index, order);
            items.add(item("sort-none", "grid.sortNone", () -> arrangement.sortBy(null)));
        }
    }

    private void sortingAlso(List<MenuItem> items, int index, RowOrder order) {
        GridArrangementModel arrangement = grid.arrangement();
        RowOrder.@Nullable Part part = order.part(index);
        if (part == null) {
            items.add(item("sort-also-up", "grid.sortAlsoUp", () -> arrangement.sortAlso(index, false)));
            items.add(item("sort-also-down", "grid.sortAlsoDown", () -> arrangement.sortAlso(index, true)));
        } else if (order.parts().size() > 1) {
            items.add(item("sort-turn", "grid.sortTurn", () -> arrangement.sortAlso(index, !part.descending())));
            items.add(item("sort-without", "grid.sortWithout", () -> arrangement.sortBy(order.without(index))));
        }
    }

    private void freezing(List<MenuItem> items, int position) {
        GridColumns columns = grid.columns();
        boolean isLast = columns.isFrozen(position) && !columns.isFrozen(position + 1);
        if (!isLast) {
            items.add(item(
                    "freeze-columns", "grid.freeze", () -> grid.arrangement().freeze(position)));
        }
        if (columns.hasFrozen()) {
            items.add(item(
                    "unfreeze-columns",
                    "grid.unfreeze",
                    () -> grid.arrangement().freeze(-1)));
        }
    }

    private void hiding(List<MenuItem> items, int position) {
        GridColumns columns = grid.columns();
        MenuItem hide =
                item("hide-column", "grid.hide", () -> grid.arrangement().hide(position));
        MenuReason.set(hide, columns.size() == 1 ? Text.of("grid.hide.last") : null);
        items.add(hide);
        List<Integer> hidden = columns.hidden();
        if (hidden.isEmpty()) {
            return;
        }
        Menu show = new Menu(Text.of("grid.show"));
        show.setId("show-column");
        for (int one : hidden.subList(0, Math.min(MOST_LISTED, hidden.size()))) {
            String name = name(one);
            show.getItems()
                    .add(GridMenuView.item(
                            "show-" + name, name, "", () -> grid.arrangement().show(one)));
        }
        items.add(show);
        items.add(item("show-all", "grid.showAll", grid.arrangement()::showAll));
    }

    private static MenuItem item(String id, String key, Runnable action) {
        return GridMenuView.item(id, Text.of(key), "", action);
    }
}
