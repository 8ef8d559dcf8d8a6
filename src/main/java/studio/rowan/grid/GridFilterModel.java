package studio.rowan.grid;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Jobs;

/// What stands in the boxes over the columns, and what is wrong with it.
public final class GridFilterModel {
    private final GridView grid;
    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, GridFiltersModel.Fault> faults = new HashMap<>();
    private final Set<Integer> typed = new LinkedHashSet<>();
    private final Jobs.Debounced pause;
    private final GridFilterHintView hint = new GridFilterHintView(this);
    private Set<Integer> filtered = Set.of();
    private boolean row;
    private GridFiltersModel room = (_, _) -> {};

    GridFilterModel(GridView grid, Jobs jobs) {
        this.grid = grid;
        this.pause = jobs.debounce(Duration.millis(300), this::tell);
    }

    /// Shows the boxes, or hides them.
    public void setRow(boolean shown) {
        row = shown;
        grid.requestLayout();
    }

    boolean isRow() {
        return row;
    }

    /// Puts the keyboard into the box over the current column; false where there is none.
    public boolean focus() {
        return focus(grid.selection().column());
    }

    boolean focus(int position) {
        if (position < 0 || position >= grid.columns().size()) {
            return false;
        }
        grid.place().reveal(grid.firstVisible(), position);
        GridHeaderCell cell = grid.header(position);
        if (cell != null) {
            cell.filter().requestFocus();
        }
        return cell != null;
    }

    /// Who is told what the boxes say.
    public void setRoom(GridFiltersModel filters) {
        room = filters;
    }

    GridFiltersModel room() {
        return room;
    }

    GridFilterHintView hint() {
        return hint;
    }

    /// Other columns came.
    void clear() {
        texts.clear();
        faults.clear();
        typed.clear();
        filtered = Set.of();
        hint.hide();
    }

    String text(int index) {
        return texts.getOrDefault(index, "");
    }

    GridFiltersModel.@Nullable Fault fault(int index) {
        return faults.get(index);
    }

    /// A text that is in force; what a user is typing over it stays.
    public void set(int index, String text) {
        if (!typed.contains(index)
                && !(faults.containsKey(index) && !text(index).isEmpty())) {
            texts.put(index, text);
            grid.requestLayout();
        }
    }

    /// Empties the boxes whose text could not be used.
    public void reset() {
        typed.clear();
        faults.keySet().forEach(texts::remove);
        faults.clear();
        pause.cancel();
    }

    boolean isFiltered(int index) {
        return filtered.contains(index);
    }

    /// Marks the columns that rows are filtered by.
    public void setFiltered(Set<Integer> indexes) {
        filtered = Set.copyOf(indexes);
        grid.requestLayout();
    }

    void typed(int index, String text) {
        texts.put(index, text);
        faults.remove(index);
        typed.add(index);
        pause.trigger();
        grid.requestLayout();
    }

    /// @return what is wrong with the text of the column
    GridFiltersModel.@Nullable Fault now(int index) {
        pause.now();
        return fault(index);
    }

    private void tell() {
        List<Integer> changed = List.copyOf(typed);
        typed.clear();
        for (int index : changed) {
            GridFiltersModel.Fault fault = room.fault(text(index));
            if (fault == null) {
                room.filter(index, text(index));
            } else {
                faults.put(index, fault);
            }
        }
        hint.update();
        grid.requestLayout();
    }
}
