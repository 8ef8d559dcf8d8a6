package studio.rowan.browse;

import java.time.Duration;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import studio.rowan.grid.Aggregate;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowCount;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// The words of the status bar: `rows 1–32 of 2,000 · 3 selected · sum 42 · 12 ms`.
final class BrowseStatusModel {
    private final BrowseModel model;
    private final GridView grid;
    private final EditsModel edits;
    private final Supplier<String> filtered;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");

    /// @param filtered what is to be said of the filter
    BrowseStatusModel(BrowseModel model, GridView grid, EditsModel edits, Supplier<String> filtered) {
        this.model = model;
        this.filtered = filtered;
        this.edits = edits;
        this.grid = grid;
        grid.range().subscribe(_ -> update());
        grid.aggregate().subscribe(_ -> update());
        model.arrivals().subscribe(_ -> update());
        model.took().subscribe(_ -> update());
    }

    ReadOnlyStringProperty text() {
        return text.getReadOnlyProperty();
    }

    void update() {
        RowWindow window = model.window().get();
        if (window == null || !(model.state().get() instanceof BrowseState.Rows)) {
            boolean none = model.state().get() instanceof BrowseState.Empty
                    || model.state().get() instanceof BrowseState.NoMatch;
            text.set(none ? Text.of("browse.status.none") + fresh() + filtered.get() : "");
            return;
        }
        // New rows are not among those of the file.
        long most = window.count().rows();
        StringBuilder out = new StringBuilder(Text.of(
                "browse.status.rows",
                Format.count(Math.min(most, grid.firstVisible() + 1)),
                Format.count(Math.min(most, grid.lastVisible() + 1)),
                count(window.count())));
        out.append(fresh()).append(filtered.get());
        Aggregate selected = grid.aggregate().get();
        if (selected.cells() > 1) {
            out.append(" · ").append(Text.of("browse.status.selected", selected.cells()));
            if (selected.numbers() > 0) {
                out.append(" · ").append(Text.of("browse.status.sum", selected.sum()));
            }
            if (!selected.complete()) {
                out.append(" …");
            }
        }
        String stored = grid.formats().storedAtCurrent();
        if (!stored.isEmpty()) {
            out.append(" · ").append(stored);
        }
        Duration took = model.took().get();
        if (!took.isZero()) {
            out.append(" · ").append(Format.duration(took));
        }
        text.set(out.toString());
    }

    private String fresh() {
        long fresh = edits.changes().get().inserts(model.name()).size();
        return fresh == 0 ? "" : " " + Text.of("browse.status.new", fresh);
    }

    static String count(RowCount count) {
        return switch (count) {
            case RowCount.Exact(long rows) -> Text.of("browse.status.count.exact", rows);
            case RowCount.AtLeast(long rows) -> Text.of("browse.status.count.more", rows);
            case RowCount.Estimated(long rows) -> Text.of("browse.status.count.about", rows);
        };
    }
}
