package studio.rowan.browse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridRange;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Filters by the value of a cell, as the file has it and in exactly its class; by a list where several cells of one
/// column are selected.
final class CellFiltersModel {
    private static final int MOST = 1_000;

    private final BrowseModel model;
    private final GridView grid;
    private final Runnable clear;

    CellFiltersModel(BrowseModel model, GridView grid, Runnable clear) {
        this.model = model;
        this.grid = grid;
        this.clear = clear;
    }

    /// @param values offers all values of the column
    List<MenuItem> items(GridCurrent at, String column, Runnable values) {
        Menu menu = new Menu(Text.of("browse.by"), Icons.FILTER.node("muted"));
        menu.setId("filterByValue");
        Value value = at.value();
        List<Value> several = selected(at.column());
        if (several.size() > 1) {
            menu.getItems()
                    .addAll(
                            item(
                                    "byList",
                                    Text.of("browse.by.list", column, several.size()),
                                    () -> add(column, false, Operator.IN, several)),
                            item(
                                    "byNotList",
                                    Text.of("browse.by.notList", column, several.size()),
                                    () -> add(column, true, Operator.IN, several)),
                            new SeparatorMenuItem());
        }
        if (!value.isNull() && !(value instanceof Value.Large) && !at.isFresh()) {
            menu.getItems().addAll(compared(column, value));
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems()
                .addAll(
                        item(
                                "byNull",
                                column + " " + Text.of("browse.op.NULL"),
                                () -> add(column, false, Operator.NULL, List.of())),
                        item(
                                "byNotNull",
                                column + " " + Text.of("browse.op.not.NULL"),
                                () -> add(column, true, Operator.NULL, List.of())),
                        new SeparatorMenuItem(),
                        item("byValues", Text.of("browse.facets.title", column) + "…", values));
        if (!model.filter().get().equals(Filter.NONE)) {
            menu.getItems().add(item("byNothing", Text.of("browse.noMatch.clear"), clear));
        }
        return List.of(menu);
    }

    private List<MenuItem> compared(String column, Value value) {
        List<MenuItem> items = new ArrayList<>();
        items.add(one("onlyThisValue", column, false, Operator.EQUALS, value));
        items.add(one("notThisValue", column, true, Operator.EQUALS, value));
        items.add(one("byLess", column, false, Operator.LESS, value));
        items.add(one("byGreater", column, false, Operator.GREATER, value));
        boolean words = value instanceof Value.Int || (value instanceof Value.Text text && text.raw() == null);
        if (words && !"".equals(value.asText())) {
            items.add(one("byContains", column, false, Operator.CONTAINS, value));
            items.add(one("byNotContains", column, true, Operator.CONTAINS, value));
        }
        return items;
    }

    private MenuItem one(String id, String column, boolean not, Operator operator, Value value) {
        String text = column + " " + FilterWords.operator(not, operator) + " " + FilterWords.value(value);
        return item(id, text, () -> add(column, not, operator, List.of(value)));
    }

    private static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void add(String column, boolean not, Operator operator, List<Value> values) {
        model.filter(model.filter().get().plus(Rule.exact(column, not, operator, values)));
    }

    /// The different values of the selected cells of a column; empty where not all of them are known.
    private List<Value> selected(int column) {
        GridRange range = grid.range().get();
        if (range.lastRow() - range.firstRow() >= MOST) {
            return List.of();
        }
        Set<Value> values = new LinkedHashSet<>();
        for (long ordinal = range.firstRow(); ordinal <= range.lastRow(); ordinal++) {
            Value value = value(grid.edits().row(ordinal), column);
            if (value == null) {
                return List.of();
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    private static @Nullable Value value(@Nullable KeyedRow row, int column) {
        Value value = row == null || column >= row.row().size() ? null : row.get(column);
        return value instanceof Value.Large ? null : value;
    }
}
