package studio.rowan.browse;

import org.jspecify.annotations.Nullable;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;

/// How a table was looked at when it was last open, until it is opened again, and how it is looked at now.
final class RememberedViewModel {
    private final BrowseModel model;
    private final GridView grid;
    private final FiltersView filters;
    private final BrowseActionsView bar;
    private ViewState remembered = ViewState.DEFAULT;
    private @Nullable GridState wanted;
    private boolean opened;

    RememberedViewModel(BrowseModel model, GridView grid, FiltersView filters, BrowseActionsView bar) {
        this.model = model;
        this.grid = grid;
        this.filters = filters;
        this.bar = bar;
    }

    boolean isOpened() {
        return opened;
    }

    /// @param firstWhere a raw condition in place of the remembered filter, empty for none
    void open(String firstWhere) {
        opened = true;
        Filter filter = firstWhere.isEmpty() ? remembered.filter() : Filter.NONE.withWhere(firstWhere);
        wanted = remembered.columns();
        filters.restore(remembered);
        bar.structure().setSelected(remembered.structure());
        model.open(filter, remembered.sort());
    }

    /// In which order and widths the columns are to stand, asked once they are known.
    GridState arranged() {
        GridState arranged = wanted != null ? wanted : grid.state();
        wanted = null;
        return arranged;
    }

    void restore(String state) {
        remembered = ViewState.read(state);
    }

    String state() {
        if (!opened) {
            return remembered.equals(ViewState.DEFAULT) ? "" : remembered.write();
        }
        GridState columns = wanted != null ? wanted : grid.state();
        ViewState now = new ViewState(
                columns,
                model.filter().get(),
                model.sort().get(),
                filters.hasBoxes(),
                bar.structure().isSelected(),
                filters.saved());
        return now.write();
    }
}
