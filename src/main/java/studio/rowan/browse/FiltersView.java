package studio.rowan.browse;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridFiltersModel;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// All that filters the rows of a table: the boxes over the columns, the conditions, the raw condition, the values of a
/// column, and the filters that have a name.
final class FiltersView implements GridFiltersModel, AutoCloseable {
    /// Where it stands in the pane.
    record Parts(ToggleButton boxes, Pane actions, TextField where, Label whereFault, Pane conditions, Pane chips) {}

    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final Parts parts;
    private final TotalModel total;
    private final ConditionsView conditions;
    private final SavedFiltersView saved;
    private final CellFiltersModel cells;
    private final Button savedButton;
    private @Nullable FacetsModel facets;
    private boolean boxWanted;

    FiltersView(BrowseModel model, GridView grid, Jobs jobs, Parts parts) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        this.parts = parts;
        total = new TotalModel(model, jobs);
        conditions = new ConditionsView(model, jobs, parts.conditions, this::currentColumn, grid::requestFocus);
        saved = new SavedFiltersView(model);
        cells = new CellFiltersModel(model, grid, this::clear);
        savedButton = Controls.iconButton("savedFiltersButton", Icons.SAVE, Text.of("browse.saved"), this::showSaved);
        Button add = Controls.iconButton(
                "conditionsButton", Icons.PRAGMAS, Text.of("browse.conditions"), this::toggleConditions);
        parts.actions.getChildren().setAll(add, savedButton);
        new FilterBarView(model, jobs, parts.where, parts.whereFault, grid::requestFocus);
        new FilterChipsView(model, total, parts.chips, this::clear, conditions::open);
        parts.boxes.setGraphic(Icons.FILTER.node());
        parts.boxes.setTooltip(new Tooltip(Text.of("browse.filterRow")));
        parts.boxes.setAccessibleText(Text.of("browse.filterRow"));
        parts.boxes.selectedProperty().subscribe(grid.filters()::setRow);
        grid.filters().setRoom(this);
        grid.addHeaderItems(this::headerItems);
        model.filter().subscribe(_ -> showTexts());
    }

    // ---- the boxes over the columns ----

    @Override
    public void filter(int index, String text) {
        String column = columnNames().get(index);
        // A question is no filter.
        if (!text.equals("?") && !model.filter().get().text(column).equals(text)) {
            model.filter(model.filter().get().with(column, text));
        }
    }

    @Override
    public @Nullable Fault fault(String text) {
        return FilterText.read(text) instanceof FilterText.Read.Fault fault
                ? new Fault(FilterWords.fault(fault), fault.offset())
                : null;
    }

    @Override
    public Node help() {
        return new FilterHelpView();
    }

    /// Puts what is in force into the boxes and marks their columns; to be called when other rows are shown.
    void showTexts() {
        Filter filter = model.filter().get();
        List<String> names = columnNames();
        Set<Integer> filtered = new HashSet<>();
        Set<String> about = filter.columns();
        for (int i = 0; i < names.size(); i++) {
            grid.filters().set(i, filter.text(names.get(i)));
            if (about.contains(names.get(i))) {
                filtered.add(i);
            }
        }
        grid.filters().setFiltered(filtered);
        if (!filter.terms().isEmpty()) {
            parts.boxes.setSelected(true);
        }
        if (boxWanted && !names.isEmpty()) {
            focusBox();
        }
    }

    /// Shows the boxes and puts the keyboard into that of the current column.
    void focusBox() {
        parts.boxes.setSelected(true);
        boxWanted = !grid.filters().focus();
    }

    private List<String> columnNames() {
        RowWindow window = model.window().get();
        return window == null ? List.of() : window.source().columns();
    }

    private String currentColumn() {
        GridCurrent at = grid.current().get();
        List<Integer> selected = grid.selectedColumns();
        int index = at != null ? at.column() : selected.isEmpty() ? 0 : selected.getFirst();
        List<String> names = columnNames();
        return index < names.size() ? names.get(index) : "";
    }

    // ---- conditions, saved ones ----

    private void toggleConditions() {
        if (conditions.isOpen()) {
            conditions.close();
        } else if (model.filter().get().groups().isEmpty()) {
            conditions.add(false);
        } else {
            conditions.open();
        }
    }

    private void showSaved() {
        saved.show(savedButton);
    }

    List<SavedFilter> saved() {
        return saved.saved();
    }

    boolean hasBoxes() {
        return parts.boxes.isSelected();
    }

    void restore(ViewState state) {
        saved.restore(state.saved());
        parts.boxes.setSelected(state.filterRow());
    }

    void clear() {
        grid.filters().reset();
        model.filter(Filter.NONE);
        showTexts();
    }

    /// What the status bar says beside the rows.
    String status() {
        return model.filter().get().isEmpty() ? "" : " · " + FilterChipsView.words(model, total);
    }

    // ---- values of a column ----

    List<MenuItem> cellItems(GridCurrent at) {
        return cells.items(at, columnNames().get(at.column()), () -> values(at.column(), anchor(at.column())));
    }

    private List<MenuItem> headerItems(int index) {
        MenuItem values = new MenuItem(Text.of("browse.facets"), Icons.FILTER.node("muted"));
        values.setId("columnValues");
        values.setOnAction(_ -> values(index, anchor(index)));
        return List.of(values);
    }

    private Node anchor(int index) {
        String id = "header-" + columnNames().get(index);
        return grid.lookupAll(".grid-header-cell").stream()
                .filter(node -> id.equals(node.getId()) && node.isVisible())
                .findFirst()
                .orElse(grid);
    }

    @Override
    public void values(int index, Node below) {
        Table table = model.table().get();
        if (table == null) {
            return;
        }
        close(facets);
        String column = columnNames().get(index);
        Filter others = model.filter().get().withoutList(column);
        FacetsModel counting = new FacetsModel(
                model.workspace().db(), table, new Facets(table.name(), column, others.conditions(table)), jobs);
        facets = counting;
        Flyout flyout = new Flyout("facets").onHidden(counting::close);
        ColumnFacetsView view = new ColumnFacetsView(column, counting, chosen(column), (values, not) -> {
            flyout.hide();
            Filter rest = model.filter().get().withoutList(column);
            model.filter(values.isEmpty() ? rest : rest.plus(Rule.exact(column, not, Operator.IN, values)));
            grid.requestFocus();
        });
        flyout.show(below, view);
        view.focus();
        counting.start();
    }

    private List<Value> chosen(String column) {
        return model.filter().get().groups().stream()
                .filter(group -> !group.any())
                .flatMap(group -> group.rules().stream())
                .filter(rule -> Filter.isList(rule, column))
                .flatMap(rule -> rule.exact().stream())
                .toList();
    }

    // ---- keys ----

    /// @param toRows brings the rows to the front, where something else stands in their place
    List<Command> commands(Runnable toRows) {
        return commands().stream()
                .map(c -> c.in(Text.of("browse.menu.filter")).doing(() -> {
                    toRows.run();
                    c.run().run();
                }))
                .toList();
    }

    private List<Command> commands() {
        return List.of(
                Command.of("filter", Icons.FILTER, Text.of("browse.filterCommand"), "Shortcut+Shift+L", this::focusBox),
                Command.of("conditions", Icons.PRAGMAS, Text.of("browse.conditions"), null, this::toggleConditions),
                Command.of("columnValues", Icons.FILTER, Text.of("browse.facets"), "Shortcut+Shift+E", this::showValues)
                        .when(() -> !columnNames().isEmpty())
                        .because(() -> Text.of("browse.why.noRows")),
                Command.of("savedFilters", Icons.SAVE, Text.of("browse.saved"), null, this::showSaved),
                Command.of("clearFilters", Icons.CLOSE, Text.of("browse.clearFilters"), "Shortcut+Shift+X", this::clear)
                        .when(() -> !model.filter().get().equals(Filter.NONE))
                        .because(() -> Text.of("browse.why.noFilter")));
    }

    private void showValues() {
        int index = columnNames().indexOf(currentColumn());
        if (index >= 0) {
            values(index, anchor(index));
        }
    }

    private static void close(@Nullable AutoCloseable open) {
        if (open instanceof FacetsModel model) {
            model.close();
        }
    }

    /// How many rows there are without any filter; -1 while that is not known.
    ReadOnlyLongProperty total() {
        return total.rows();
    }

    @Override
    public void close() {
        close(facets);
        total.close();
    }
}
