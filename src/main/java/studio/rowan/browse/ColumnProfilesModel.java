package studio.rowan.browse;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.GridColumn;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowCount;
import studio.rowan.grid.RowWindow;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// Offers the profile of a column from the menu of its header.
final class ColumnProfilesModel {
    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;

    ColumnProfilesModel(BrowseModel model, GridView grid, Jobs jobs) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
    }

    /// For the menu of the header of a column.
    List<MenuItem> items(int index) {
        MenuItem item = new MenuItem(Text.of("browse.profile"), Icons.HEALTH.node("muted"));
        item.setId("profile-column");
        item.setOnAction(_ -> open(index));
        return List.of(item);
    }

    boolean isPossible() {
        return model.source() != null && grid.current().get() != null;
    }

    /// The profile of the column that the keyboard is at.
    void openCurrent() {
        GridCurrent at = grid.current().get();
        if (at != null) {
            open(at.column());
        }
    }

    private void open(int index) {
        Table table = model.table().get();
        SqlRows source = model.source();
        if (table == null || source == null) {
            return;
        }
        GridColumn column = GridColumn.of(table).get(index);
        ColumnScan scan = new ColumnScan(table.name(), column.name(), source.where());
        ColumnProfileModel profile = new ColumnProfileModel(
                jobs,
                model.workspace().db(),
                table,
                scan,
                expected(model.window().get()));
        Node header = grid.showColumn(index);
        new ColumnProfileView(
                        profile,
                        column.typeLine(),
                        !source.where().isEmpty(),
                        value -> grid.formats().formatted(value, index),
                        value -> filter(column.name(), value))
                .open(header == null ? grid : header);
    }

    private void filter(String column, Value value) {
        Rule rule = Rule.exact(column, false, Operator.EQUALS, List.of(value));
        model.filter(model.filter().get().plus(rule));
    }

    private static long expected(@Nullable RowWindow window) {
        return window != null && window.count() instanceof RowCount.Exact(long rows) ? rows : -1;
    }
}
