package studio.rowan.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.grid.Aggregate;
import studio.rowan.grid.GridColumn;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.grid.ListRows;
import studio.rowan.grid.RowOrder;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;

/// The rows of one statement. What was not read is said below them.
final class ResultView extends BorderPane {
    private final Nav.Inspected.Deeds deeds;
    private final Jobs jobs;
    private final Nav nav;
    private final GridView grid;
    private final List<GridColumn> columns;
    private ListRows rows;
    private RowWindow window;
    private int orders;

    /// @param status is told the figures of the selected cells, empty where one cell is selected
    ResultView(Outcome.Rows result, Db db, Jobs jobs, Nav nav, Consumer<String> status) {
        this.deeds = new ResultDeeds(db);
        this.jobs = jobs;
        this.nav = nav;
        columns = result.columns().stream()
                .map(c -> GridColumn.of(c.name(), c.declaredType() == null ? "" : c.declaredType()))
                .toList();
        rows = RowSource.of(columns.stream().map(GridColumn::name).toList(), result.rows());
        window = RowWindow.of(rows);
        grid = new GridView(jobs);
        grid.setId("grid");
        grid.setTableName(tableOf(result.columns()));
        grid.setOnSort(this::sort);
        grid.setOnError(error -> nav.notify(Notice.of(error)));
        grid.setOnMarkedCopy(texts -> nav.notify(
                Notice.warning(Text.count("browse.copy.marked", texts)).next(Text.of("browse.copy.marked.next"))));
        grid.show(window, columns);
        grid.current().subscribe(this::inspect);
        grid.aggregate().subscribe(figures -> status.accept(words(figures)));
        setCenter(grid);
        if (result.cut()) {
            Label cut = new Label(Text.of("console.rows.cut", result.rows().size()), Icons.WARNING.node("warning"));
            cut.setId("cut");
            cut.setWrapText(true);
            cut.setMaxWidth(Double.MAX_VALUE);
            cut.getStyleClass().add("result-cut");
            setBottom(cut);
        }
    }

    /// The table that all columns come from; copied INSERT statements name it.
    private static String tableOf(List<Access.Shape> columns) {
        List<String> tables = new ArrayList<>();
        for (Access.Shape column : columns) {
            String table = column.table();
            if (table != null && !tables.contains(table)) {
                tables.add(table);
            }
        }
        return tables.size() == 1 ? tables.getFirst() : "result";
    }

    /// A hundred thousand rows take a moment to sort: elsewhere, and the newest wish wins.
    private void sort(@Nullable RowOrder order) {
        int mine = ++orders;
        ListRows before = rows;
        jobs.background(
                () -> before.orderedBy(order),
                sorted -> {
                    if (mine == orders) {
                        RowWindow old = window;
                        rows = sorted;
                        window = RowWindow.of(sorted);
                        grid.show(window, columns);
                        old.close();
                    }
                },
                e -> {
                    throw new IllegalStateException(e);
                });
    }

    /// The tab of this result came to the front.
    void inFront() {
        inspect(grid.current().get());
    }

    private void inspect(@Nullable GridCurrent cell) {
        if (!isInFront()) {
            return;
        }
        if (cell == null) {
            nav.inspect(null);
            return;
        }
        List<Nav.Inspected.Cell> cells = IntStream.range(0, columns.size())
                .mapToObj(i -> new Nav.Inspected.Cell(
                        columns.get(i).name(),
                        columns.get(i).typeLine(),
                        cell.row().row().get(i),
                        deeds))
                .toList();
        nav.inspect(new Nav.Inspected(
                Text.of("console.inspected"),
                Text.of("console.inspected.row", cell.ordinal() + 1),
                cells,
                cell.column()));
    }

    /// The results behind other tabs keep quiet.
    private boolean isInFront() {
        for (Node node = this; node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return getScene() != null;
    }

    private static String words(Aggregate figures) {
        if (figures.cells() < 2) {
            return "";
        }
        String selected = Text.of("console.selected", figures.cells());
        return figures.numbers() == 0
                ? selected
                : Text.of("console.time", selected, Text.of("console.sum", figures.sum()));
    }

    void close() {
        window.close();
    }
}
