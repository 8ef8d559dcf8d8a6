package studio.rowan.grid;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// The grid: shows the rows of a [RowWindow], however many, with keyboard, selection, copies, and columns that can be
/// sized, moved and hidden. Only the cells in sight exist as nodes.
///
/// Give it rows with [#show], hear of the current cell by [#current], of sorting by [#setOnSort], of filters by
/// [#setOnFilter], of the wish to see a cell in full by [#setOnOpen]. Whoever made the window closes it.
public final class GridView extends Region {
    private static final String SHEET =
            Objects.requireNonNull(GridView.class.getResource("GridView.css")).toExternalForm();

    /// Rows whose content decides how wide a column is at first.
    private static final int FITTED_ROWS = 60;

    private static final double WIDEST_FIRST = 320;

    private final Jobs jobs;
    private final GridColumns columns = new GridColumns();
    private final GridSelection selection = new GridSelection();
    private final GridFontModel font = new GridFontModel(this::fontChanged);
    private final GridHeaderView header = new GridHeaderView(this);
    private final GridBodyView body = new GridBodyView(this, font);
    private final GridCopyModel copies;
    private final GridMenuView menus = new GridMenuView(this);
    private final GridGoToView goTo = new GridGoToView(row -> select(row - 1, selection.column(), false));
    private final ScrollBar vertical = new ScrollBar();
    private final ScrollBar horizontal = new ScrollBar();
    private final StackPane placeholder = new StackPane();
    private final ReadOnlyObjectWrapper<@Nullable GridCurrent> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<GridRange> range = new ReadOnlyObjectWrapper<>(selection.range());
    private final Map<Integer, String> filters = new HashMap<>();
    private final Set<Integer> typed = new LinkedHashSet<>();
    private final Jobs.Debounced filtering;
    private final AtomicBoolean syncAsked = new AtomicBoolean();
    private final RowWindow.Listener listener = new RowWindow.Listener() {
        @Override
        public void arrived() {
            askSync();
        }

        @Override
        public void moved(long by) {
            askSync();
        }
    };
    private @Nullable RowWindow window;
    private @Nullable RowKey anchorKey;
    private @Nullable ContextMenu menu;
    private @Nullable Node ownPlaceholder;
    private @Nullable Object placeholderFor;
    private Consumer<@Nullable RowOrder> onSort = _ -> {};
    private BiConsumer<Integer, String> onFilter = (_, _) -> {};
    private Consumer<GridCurrent> onOpen = _ -> {};
    private Consumer<DbError> onError = _ -> {};
    private Runnable onStateChanged = () -> {};
    private Function<GridCurrent, List<MenuItem>> moreItems = _ -> List.of();
    private boolean sortable;
    private boolean filterRow;
    private boolean fitted;
    private boolean toEnd;
    private boolean placing;
    private long movesSeen;
    private double top;
    private double left;
    private double gutterWidth;
    private String tableName = "";

    public GridView(Jobs jobs) {
        this.jobs = jobs;
        this.copies = new GridCopyModel(this, jobs);
        this.filtering = jobs.debounce(Duration.millis(300), this::tellFilters);
        getStyleClass().add("grid-view");
        getStylesheets().add(SHEET);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        vertical.setOrientation(Orientation.VERTICAL);
        vertical.setId("grid-vertical");
        horizontal.setId("grid-horizontal");
        placeholder.getStyleClass().add("grid-placeholder");
        placeholder.setMouseTransparent(false);
        getChildren().addAll(font.probe(), body, header, vertical, horizontal, placeholder);
        vertical.valueProperty().subscribe(value -> barMoved(() -> scrollTop(value.doubleValue())));
        horizontal.valueProperty().subscribe(value -> barMoved(() -> left = Math.round(value.doubleValue())));
        new GridMouseModel(this, body);
        addEventHandler(KeyEvent.KEY_PRESSED, new GridKeysModel(this)::pressed);
        focusedProperty().subscribe(_ -> requestLayout());
    }

    // ---- what is shown ----

    /// Shows rows. Where the columns are the same as before, their arrangement stays; the place stays where the window
    /// was told to keep one ([RowWindow#reload]), else it is the first row. Opens the window where nobody has.
    public void show(RowWindow rows, List<GridColumn> newColumns) {
        detach();
        window = rows;
        movesSeen = 0;
        boolean sameColumns = columns.all().equals(newColumns);
        if (!sameColumns) {
            columns.set(newColumns);
            filters.clear();
            fitted = false;
            left = 0;
        }
        if (!sameColumns || !rows.isKeeping()) {
            top = 0;
            selection.shift(-selection.row());
            selection.to(0, sameColumns ? selection.column() : 0, false);
            anchorKey = null;
        }
        toEnd = false;
        current.set(null);
        rows.addListener(listener);
        if (!rows.isStarted()) {
            rows.open();
        }
        sync();
    }

    /// Shows nothing.
    public void clear() {
        detach();
        current.set(null);
        columns.set(List.of());
        requestLayout();
    }

    private void detach() {
        RowWindow before = window;
        if (before != null) {
            before.removeListener(listener);
        }
        window = null;
    }

    /// Reads again, and stays at the current row, by its key.
    public void reload() {
        RowWindow rows = window;
        if (rows != null) {
            rows.reload(keep());
        }
    }

    /// The row to hold on to when rows are read again; `null` at the very start.
    public RowWindow.@Nullable Keep keep() {
        RowWindow rows = window;
        GridCurrent at = current.get();
        if (rows == null) {
            return null;
        }
        long first = (long) top;
        KeyedRow shown = rows.row(first);
        boolean currentInSight = at != null && at.ordinal() >= first && at.ordinal() <= first + pageRows();
        if (at != null && (currentInSight || shown == null)) {
            return new RowWindow.Keep(at.ordinal(), at.row());
        }
        return shown == null ? null : new RowWindow.Keep(first, shown);
    }

    /// The cell that the keyboard is at; `null` while its row is not there.
    public ReadOnlyObjectProperty<@Nullable GridCurrent> current() {
        return current.getReadOnlyProperty();
    }

    /// The selected cells; columns are positions among the shown ones.
    public ReadOnlyObjectProperty<GridRange> range() {
        return range.getReadOnlyProperty();
    }

    /// Count and sum of the selected cells; made in the background where they are many.
    public ReadOnlyObjectProperty<Aggregate> aggregate() {
        return copies.aggregate();
    }

    /// Indexes of the selected columns, in the order shown.
    public List<Integer> selectedColumns() {
        GridRange selected = selection.range();
        return columns.indexes(selected.firstColumn(), selected.lastColumn());
    }

    /// Ordinals of the first and last row in sight.
    public long firstVisible() {
        return (long) top;
    }

    public long lastVisible() {
        return Math.max(0, Math.min(rows(), (long) Math.ceil(top + visibleRows())) - 1);
    }

    // ---- callbacks ----

    /// Called when the user asks for another order; the receiver shows a window in that order. Without it headers do
    /// not sort.
    public void setOnSort(Consumer<@Nullable RowOrder> receiver) {
        onSort = receiver;
        sortable = true;
    }

    /// Called a moment after the last key in a filter field, with the index of the column and the text.
    public void setOnFilter(BiConsumer<Integer, String> receiver) {
        onFilter = receiver;
    }

    /// Called for Enter, F4, Shift+Enter and double clicks.
    public void setOnOpen(Consumer<GridCurrent> receiver) {
        onOpen = receiver;
    }

    /// Told when a copy could not be made.
    public void setOnError(Consumer<DbError> receiver) {
        onError = receiver;
    }

    /// Told when the user changed widths, order or visibility of columns.
    public void setOnStateChanged(Runnable receiver) {
        onStateChanged = receiver;
    }

    /// More items for the menu of a cell.
    public void setMenuItems(Function<GridCurrent, List<MenuItem>> items) {
        moreItems = items;
    }

    /// The table that copied INSERT statements name.
    public void setTableName(String name) {
        tableName = name;
    }

    /// A node to show in place of the grid's own word on why there are no rows; `null` for the grid's own.
    public void setPlaceholder(@Nullable Node node) {
        ownPlaceholder = node;
        placeholderFor = null;
        sync();
    }

    // ---- columns ----

    public GridState state() {
        return columns.state();
    }

    /// Arranges the columns as they were; to be called after [#show].
    public void restore(GridState state) {
        columns.restore(state);
        fitted = false;
        sync();
    }

    public void setFilterRow(boolean shown) {
        filterRow = shown;
        requestLayout();
    }

    public boolean isFilterRow() {
        return filterRow;
    }

    /// Sets the text of a filter field without telling [#setOnFilter].
    public void setFilterText(int index, String text) {
        filters.put(index, text);
        requestLayout();
    }

    String filterText(int index) {
        return filters.getOrDefault(index, "");
    }

    void filterTyped(int index, String text) {
        filters.put(index, text);
        typed.add(index);
        filtering.trigger();
        requestLayout();
    }

    private void tellFilters() {
        List<Integer> changed = List.copyOf(typed);
        typed.clear();
        changed.forEach(index -> onFilter.accept(index, filterText(index)));
    }

    void resizeColumn(int index, double width) {
        columns.resize(index, width, true);
        arranged();
    }

    void fitColumn(int index) {
        columns.resize(index, fitting(index), true);
        arranged();
    }

    void fitAll() {
        for (int position = 0; position < columns.size(); position++) {
            columns.resize(columns.index(position), fitting(columns.index(position)), true);
        }
        arranged();
    }

    void moveColumn(int from, int to) {
        if (to != from && to != from + 1) {
            columns.move(from, to);
            arranged();
        }
    }

    void hideColumn(int position) {
        columns.hide(position);
        arranged();
    }

    void showColumn(int index) {
        columns.show(index);
        arranged();
    }

    void showAllColumns() {
        columns.showAll();
        arranged();
    }

    private void arranged() {
        onStateChanged.run();
        sync();
    }

    /// As wide as the header and the rows in sight.
    private double fitting(int index) {
        double width = GridHeaderCell.natural(columns.all().get(index), font);
        RowWindow rows = window;
        for (long ordinal = (long) top; rows != null && ordinal < top + FITTED_ROWS; ordinal++) {
            KeyedRow row = rows.row(ordinal);
            if (row != null && index < row.row().size()) {
                double cell = font.width(CellText.of(row.get(index)).text()) + 2 * font.padding() + 2;
                width = Math.max(width, cell);
            }
        }
        return Math.min(width, 900);
    }

    private void fitFirst() {
        if (fitted || window == null || window.row((long) top) == null) {
            return;
        }
        fitted = true;
        double most = WIDEST_FIRST * font.size() / 12.5;
        for (int index = 0; index < columns.all().size(); index++) {
            if (!columns.isSized(index)) {
                columns.resize(index, Math.min(most, fitting(index)), false);
            }
        }
    }

    private void fontChanged() {
        fitted = false;
        requestLayout();
    }

    boolean isSortable() {
        return sortable;
    }

    void sortClicked(int index) {
        RowOrder order = window == null ? null : window.source().order();
        if (order == null || order.column() != index) {
            sortBy(new RowOrder(index, false));
        } else {
            sortBy(order.descending() ? null : new RowOrder(index, true));
        }
    }

    void sortBy(@Nullable RowOrder order) {
        if (sortable) {
            onSort.accept(order);
        }
    }

    // ---- selection ----

    /// Makes a cell the current one and brings it into sight.
    /// @param position of the column among the shown ones
    /// @param extend selects all from the anchor to it
    public void select(long row, int position, boolean extend) {
        toEnd = false;
        selection.to(row, position, extend);
        selected(!extend);
    }

    void selectRow(long row, boolean extend) {
        toEnd = false;
        selection.rows(row, extend);
        selected(!extend);
    }

    void selectRows() {
        selection.wholeRows();
        selected(false);
    }

    void selectColumns() {
        selection.wholeColumns();
        selected(false);
    }

    public void selectAll() {
        selection.all();
        sync();
        copies.changed();
    }

    boolean collapseSelection() {
        boolean many = !selection.isOneCell();
        selection.collapse();
        selected(true);
        return many;
    }

    /// Goes to the last cell, also where nobody has counted yet.
    void selectEnd(boolean extend) {
        selectLast(columns.size() - 1, extend);
    }

    void selectLast(int position, boolean extend) {
        RowWindow rows = window;
        if (rows == null) {
            return;
        }
        if (!rows.count().isExact()) {
            rows.assumeEnd();
            selection.bounds(rows.count().rows(), columns.size());
        }
        select(rows.count().rows() - 1, position, extend);
        toEnd = !rows.count().isExact();
    }

    private void selected(boolean anchor) {
        RowWindow rows = window;
        if (anchor && rows != null) {
            KeyedRow row = rows.row(selection.anchorRow());
            anchorKey = row == null ? null : row.key();
        }
        reveal();
        sync();
        copies.changed();
        notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }

    private void reveal() {
        double visible = Math.floor(visibleRows());
        if (selection.row() < top) {
            top = selection.row();
        } else if (selection.row() > top + visible - 1) {
            top = selection.row() - visibleRows() + 1;
        }
        if (columns.size() > 0) {
            double width = body.getWidth() - gutterWidth;
            double x = columns.left(selection.column());
            double right = x + columns.width(selection.column());
            left = x < left ? x : Math.max(left, Math.min(x, right - width));
        }
    }

    boolean isSelected(long ordinal, int position) {
        return selection.range().contains(ordinal, position);
    }

    void openCurrent() {
        GridCurrent at = current.get();
        if (at != null) {
            onOpen.accept(at);
        }
    }

    // ---- copies and menus ----

    /// Copies the selected cells.
    public void copy(CopyFormat format, boolean headers) {
        copies.copy(format, headers, onError);
    }

    void copyText(String text) {
        GridCopyModel.put(text);
    }

    ContextMenu headerMenu(int position) {
        return opened(menus.header(position));
    }

    private ContextMenu opened(ContextMenu next) {
        ContextMenu before = menu;
        if (before != null) {
            before.hide();
        }
        menu = next;
        return next;
    }

    void showMenu(double screenX, double screenY) {
        GridCurrent at = current.get();
        opened(menus.cells(at == null ? List.of() : moreItems.apply(at))).show(this, screenX, screenY);
    }

    void showMenuAtCurrent() {
        Node cell = body.cell(selection.row(), selection.column());
        Bounds bounds = cell == null ? localToScreen(getLayoutBounds()) : cell.localToScreen(cell.getLayoutBounds());
        showMenu(bounds.getMinX(), bounds.getMaxY());
    }

    /// Asks for the number of a row and goes there.
    public void askGoTo() {
        goTo.show(this, SHEET);
    }

    // ---- scrolling ----

    /// Brings a row into sight, at the top where there is room below.
    public void scrollTo(long ordinal) {
        scrollTop(ordinal);
        requestLayout();
    }

    private void scrollTop(double row) {
        top = Math.clamp(row, 0, maxTop());
        toEnd = false;
    }

    void scrollBy(double pixelsDown, double pixelsRight) {
        if (pixelsDown != 0) {
            scrollTop(top + pixelsDown / font.rowHeight());
        }
        left = Math.clamp(left + pixelsRight, 0, maxLeft());
        requestLayout();
    }

    private double maxTop() {
        return Math.max(0, rows() - visibleRows());
    }

    private double maxLeft() {
        return Math.max(0, columns.total() + 24 - (body.getWidth() - gutterWidth));
    }

    private double visibleRows() {
        return Math.max(1, body.getHeight() / font.rowHeight());
    }

    long pageRows() {
        return Math.max(1, (long) visibleRows() - 1);
    }

    long rows() {
        RowWindow rows = window;
        return rows == null ? 0 : rows.count().rows();
    }

    private void barMoved(Runnable action) {
        if (!placing) {
            action.run();
            requestLayout();
        }
    }

    // ---- what arrives ----

    private void askSync() {
        if (syncAsked.compareAndSet(false, true)) {
            jobs.ui(() -> {
                syncAsked.set(false);
                sync();
            });
        }
    }

    /// Takes over what the window knows now.
    private void sync() {
        RowWindow rows = window;
        if (rows == null) {
            requestLayout();
            return;
        }
        long moves = rows.moves();
        if (moves != movesSeen) {
            top = Math.max(0, top + moves - movesSeen);
            selection.shift(moves - movesSeen);
            movesSeen = moves;
            findAnchor(rows);
        }
        selection.bounds(rows.count().rows(), columns.size());
        if (toEnd) {
            selection.to(rows.count().rows() - 1, selection.column(), false);
            top = maxTop();
            toEnd = !rows.count().isExact();
        }
        fitFirst();
        KeyedRow row = selection.isEmpty() ? null : rows.row(selection.row());
        if (row != null) {
            GridCurrent now = new GridCurrent(selection.row(), columns.index(selection.column()), row);
            if (!now.equals(current.get())) {
                current.set(now);
            }
        } else if (current.get() instanceof GridCurrent before && before.ordinal() != selection.row()) {
            current.set(null);
        }
        GridRange now = selection.range();
        if (!now.equals(range.get())) {
            range.set(now);
            copies.changed();
        }
        word(rows);
        requestLayout();
    }

    /// The other end of a selection is found by its key; where its row is gone, the selection shrinks to the current
    /// cell.
    private void findAnchor(RowWindow rows) {
        RowKey key = anchorKey;
        if (key == null || selection.isOneCell() || selection.range().toEnd()) {
            return;
        }
        jobs.run(
                rows.ordinalOf(key),
                ordinal -> {
                    if (rows == window && key.equals(anchorKey)) {
                        if (ordinal < 0) {
                            selection.collapse();
                        } else {
                            selection.anchorAt(ordinal);
                        }
                        sync();
                    }
                },
                _ -> {});
    }

    /// Why there are no rows: an empty table, no match, and an error are three different things.
    private void word(RowWindow rows) {
        Throwable failure = rows.failure();
        boolean empty = rows.count() instanceof RowCount.Exact(long count) && count == 0;
        boolean nothing = failure != null && rows.row((long) top) == null;
        Object reason = nothing ? failure : empty ? rows : null;
        placeholder.setVisible(reason != null);
        if (reason == placeholderFor) {
            return;
        }
        placeholderFor = reason;
        if (nothing && !(failure instanceof DbError)) {
            throw new IllegalStateException(failure);
        }
        Node own = ownPlaceholder;
        if (reason == null) {
            placeholder.getChildren().clear();
        } else if (own != null) {
            placeholder.getChildren().setAll(own);
        } else if (failure instanceof DbError error) {
            Text.Message message = Text.error(error);
            placeholder.getChildren().setAll(new EmptyState(Icons.ERROR, message.sentence(), message.nextStep()));
        } else {
            boolean filtered =
                    rows.source() instanceof SqlRows sql && !sql.where().isEmpty();
            placeholder
                    .getChildren()
                    .setAll(new EmptyState(
                            filtered ? Icons.FILTER : Icons.TABLE,
                            Text.of(filtered ? "grid.noMatch" : "grid.noRows"),
                            Text.of(filtered ? "grid.noMatch.next" : "grid.noRows.next")));
        }
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        double barWidth = Math.round(vertical.prefWidth(-1));
        double barHeight = Math.round(horizontal.prefHeight(-1));
        double headerHeight = Math.round(font.size() * 3.52) + (filterRow ? Math.round(header.filterHeight()) : 0);
        RowWindow rows = window;
        long count = rows();
        gutterWidth = Math.round(font.width(
                                "0".repeat(Math.max(3, Long.toString(count).length())))
                        * 0.9
                + 2 * font.padding()
                + 6);
        boolean wide = columns.total() > getWidth() - gutterWidth - barWidth;
        double height = Math.max(0, getHeight() - headerHeight - (wide ? barHeight : 0));
        double width = Math.max(0, getWidth() - barWidth);
        header.resizeRelocate(0, 0, getWidth(), headerHeight);
        body.resizeRelocate(0, headerHeight, width, height);
        top = Math.clamp(top, 0, maxTop());
        left = Math.clamp(left, 0, maxLeft());
        placeBars(count, headerHeight, barWidth, barHeight, width, height, wide);
        placeholder.resizeRelocate(0, headerHeight, getWidth(), height);
        header.paint(
                columns, left, gutterWidth, rows == null ? null : rows.source().order());
        if (rows != null) {
            rows.want((long) top, (long) Math.ceil(top + visibleRows()));
            body.paint(rows, top, left, gutterWidth, count);
        }
        body.setVisible(rows != null);
    }

    private void placeBars(
            long count,
            double headerHeight,
            double barWidth,
            double barHeight,
            double width,
            double height,
            boolean wide) {
        placing = true;
        double most = maxTop();
        vertical.setVisible(most > 0);
        vertical.setMax(Math.max(most, 1e-6));
        vertical.setVisibleAmount(count == 0 ? 1 : most * visibleRows() / count);
        vertical.setBlockIncrement(pageRows());
        vertical.setUnitIncrement(1);
        vertical.setValue(top);
        vertical.resizeRelocate(width, headerHeight, barWidth, height);
        double room = Math.max(1, body.getWidth() - gutterWidth);
        horizontal.setVisible(wide);
        horizontal.setMax(Math.max(maxLeft(), 1e-6));
        horizontal.setVisibleAmount(maxLeft() * room / Math.max(room, columns.total()));
        horizontal.setBlockIncrement(room * 0.8);
        horizontal.setUnitIncrement(40);
        horizontal.setValue(left);
        horizontal.resizeRelocate(gutterWidth, headerHeight + height, Math.max(0, width - gutterWidth), barHeight);
        placing = false;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 600;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 400;
    }

    // ---- for its helpers ----

    GridColumns columns() {
        return columns;
    }

    GridSelection selection() {
        return selection;
    }

    GridFontModel font() {
        return font;
    }

    @Nullable
    RowWindow window() {
        return window;
    }

    String tableName() {
        return tableName;
    }

    double gutterWidth() {
        return gutterWidth;
    }

    String columnName(int position) {
        return position >= 0 && position < columns.size()
                ? columns.column(position).name()
                : "";
    }

    /// The row under y of the body, -1 below the last.
    long rowAt(double y) {
        long row = (long) Math.floor(top + y / font.rowHeight());
        return row >= 0 && row < rows() ? row : -1;
    }

    /// The position under x of the body, -1 beside the columns.
    int columnAt(double x) {
        return x < gutterWidth ? -1 : columns.at(x - gutterWidth + left);
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case ROW_COUNT -> (int) Math.min(Integer.MAX_VALUE, rows());
            case COLUMN_COUNT -> columns.size();
            case FOCUS_ITEM -> body.cell(selection.row(), selection.column());
            case CELL_AT_ROW_COLUMN -> body.cell((int) parameters[0], (int) parameters[1]);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
