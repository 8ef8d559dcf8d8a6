package studio.rowan.grid;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;

/// The grid: shows the rows of a [RowWindow], however many, with keyboard, selection, copies, and columns that can be
/// sized, moved and hidden. Only the cells in sight exist as nodes.
///
/// Give it rows with [#show], hear of the current cell by [#current], of sorting by [#setOnSort], of filters by
/// [#setFilters], of the wish to see a cell in full by [#setOnOpen]. Whoever made the window closes it.
public final class GridView extends Region {
    private static final String SHEET =
            Objects.requireNonNull(GridView.class.getResource("GridView.css")).toExternalForm();

    private final Jobs jobs;
    private final GridArrangementModel arrangement;
    private final GridFilterModel filters;
    private final GridSelectModel selecting;
    private final GridCopyModel copies;
    private final GridPlaceModel place = new GridPlaceModel(this);
    private final GridFontModel font = new GridFontModel(this::fontChanged);
    private final GridHeaderView header = new GridHeaderView(this);
    private final GridBodyView body = new GridBodyView(this, font);
    private final GridFormatsModel formats = new GridFormatsModel(this);
    private final GridEditsModel edits = new GridEditsModel(this);
    private final GridReferencesModel references = new GridReferencesModel(this, body);
    private final GridEditorView editor = new GridEditorView(this, body);
    private final GridWordView word = new GridWordView();
    private final GridMenuView menus = new GridMenuView(this);
    private final GridGoToView goTo =
            new GridGoToView(row -> select(row - 1, selection().column(), false));
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
    private Consumer<DbError> onError = _ -> {};
    private @Nullable GridHits hits;
    private boolean filterRow;
    private long movesSeen;
    private int readingsSeen;
    private String tableName = "";

    public GridView(Jobs jobs) {
        this.jobs = jobs;
        this.arrangement = new GridArrangementModel(this);
        this.filters = new GridFilterModel(this, jobs);
        this.selecting = new GridSelectModel(this, jobs);
        this.copies = new GridCopyModel(this, jobs);
        getStyleClass().add("grid-view");
        getStylesheets().add(SHEET);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        getChildren().addAll(font.probe(), body, header, place.vertical(), place.horizontal(), word);
        new GridMouseModel(this, body);
        new GridTipView(this, body);
        GridKeysModel keys = new GridKeysModel(this);
        addEventHandler(KeyEvent.KEY_PRESSED, keys::pressed);
        addEventHandler(KeyEvent.KEY_TYPED, keys::typed);
        focusedProperty().subscribe(_ -> requestLayout());
        selecting.range().subscribe(_ -> copies.changed());
    }

    // ---- what is shown ----

    /// Shows rows. Where the columns are the same as before, their arrangement stays; the place stays where the window
    /// was told to keep one ([RowWindow#reload]), else it is the first row. Opens the window where nobody has.
    public void show(RowWindow rows, List<GridColumn> newColumns) {
        detach();
        window = rows;
        movesSeen = 0;
        readingsSeen = 0;
        boolean sameColumns = arrangement.take(newColumns);
        if (!sameColumns) {
            formats.forget();
            filters.clear();
            place.toFirstColumn();
        }
        if (sameColumns && rows.isKeeping()) {
            selecting.forgetRow();
        } else {
            place.toStart();
            selecting.reset(sameColumns ? selection().column() : 0);
        }
        rows.addListener(listener);
        if (!rows.isStarted()) {
            rows.open();
        }
        copies.changed();
        sync();
    }

    /// Shows nothing.
    public void clear() {
        detach();
        selecting.clear();
        arrangement.take(List.of());
        word.setVisible(false);
        requestLayout();
    }

    private void detach() {
        editor.finish(true);
        RowWindow before = window;
        if (before != null) {
            before.removeListener(listener);
        }
        window = null;
    }

    /// Reads again, and stays at the rows in sight, by their keys.
    public void reload() {
        RowWindow rows = window;
        if (rows != null) {
            rows.reload(keep());
        }
    }

    /// The row to hold on to when rows are read again: the current one where it is in sight, else the first in sight;
    /// `null` where there is none.
    public RowWindow.@Nullable Keep keep() {
        RowWindow rows = window;
        GridCurrent at = current().get();
        if (rows == null) {
            return null;
        }
        // A new row has no place among those of the file.
        at = at != null && at.isFresh() ? null : at;
        long first = Math.min(firstVisible(), Math.max(0, edits.fileRows() - 1));
        KeyedRow shown = rows.row(first);
        boolean currentInSight = at != null && at.ordinal() >= first && at.ordinal() <= lastVisible();
        if (at != null && (currentInSight || shown == null)) {
            return new RowWindow.Keep(at.ordinal(), at.row());
        }
        return shown == null ? null : new RowWindow.Keep(first, shown);
    }

    /// The cell that the keyboard is at; `null` while its row is not there.
    public ReadOnlyObjectProperty<@Nullable GridCurrent> current() {
        return selecting.current();
    }

    /// The selected cells; columns are positions among the shown ones.
    public ReadOnlyObjectProperty<GridRange> range() {
        return selecting.range();
    }

    /// Count and sum of the selected cells; made in the background where they are many.
    public ReadOnlyObjectProperty<Aggregate> aggregate() {
        return copies.aggregate();
    }

    /// Indexes of the selected columns, in the order shown.
    public List<Integer> selectedColumns() {
        GridRange selected = selection().range();
        return columns().indexes(selected.firstColumn(), selected.lastColumn());
    }

    /// Indexes of up to `most` columns from a position on, in the order shown.
    public List<Integer> columnsFrom(int position, int most) {
        return columns().indexes(position, position + most - 1);
    }

    /// The ordinal of the first row in sight.
    public long firstVisible() {
        return (long) place.top();
    }

    /// The ordinal of the last row in sight.
    public long lastVisible() {
        return place.lastRow();
    }

    // ---- callbacks ----

    /// Called when the user asks for another order; the receiver shows a window in that order. Without it headers do
    /// not sort.
    public void setOnSort(Consumer<@Nullable RowOrder> receiver) {
        arrangement.setOnSort(receiver);
    }

    /// Who is told what the boxes over the columns say.
    public void setFilters(GridFiltersModel room) {
        filters.setRoom(room);
    }

    /// Called for Enter, F4, Shift+Enter and double clicks.
    public void setOnOpen(Consumer<GridCurrent> receiver) {
        selecting.setOnOpen(receiver);
    }

    /// Told when a copy could not be made.
    public void setOnError(Consumer<DbError> receiver) {
        onError = receiver;
    }

    /// Told how many copied texts hold bytes that are not UTF-8, where the copy has marks in their place.
    public void setOnMarkedCopy(Consumer<Long> receiver) {
        copies.setOnMarked(receiver);
    }

    /// Told when the user changed widths, order or visibility of columns.
    public void setOnStateChanged(Runnable receiver) {
        arrangement.setOnStateChanged(receiver);
    }

    /// More items for the menu of a cell.
    public void setMenuItems(Function<GridCurrent, List<MenuItem>> items) {
        menus.setMore(items);
    }

    /// More items for the menu of a header, by the index of its column.
    public void addHeaderItems(IntFunction<List<MenuItem>> items) {
        menus.addToHeader(items);
    }

    /// Brings the column with an index into sight and gives its header; `null` where it is hidden.
    public @Nullable Node showColumn(int index) {
        int position = columns().position(index);
        if (position < 0) {
            return null;
        }
        place.revealColumn(position);
        layoutChildren();
        return header.cell(position);
    }

    /// Opens the menu of the column that the keyboard is at.
    public void showColumnMenu() {
        place.revealColumn(selection().column());
        layoutChildren();
        menus.showHeaderAtCurrent(header.cell(selection().column()));
    }

    /// The table that copied INSERT statements name.
    public void setTableName(String name) {
        tableName = name;
    }

    /// A node to show in place of the grid's own word on why there are no rows; `null` for the grid's own.
    public void setPlaceholder(@Nullable Node node) {
        word.setOwn(node);
        sync();
    }

    // ---- columns ----

    public GridState state() {
        return formats.state(columns().state());
    }

    /// Arranges the columns as they were; to be called after [#show].
    public void restore(GridState state) {
        formats.restore(state);
        arrangement.restore(state);
        sync();
    }

    // ---- formats ----

    /// Shows columns as name, type and values together suggest, until a user chooses. Without this call values are
    /// shown as they are stored.
    public void suggestFormats() {
        formats.suggest();
        sync();
    }

    /// The zone in which dates are shown and typed.
    public void setZone(ZoneId zone) {
        formats.zone(zone);
        sync();
    }

    /// What the file holds in the current cell, where its column shows it otherwise; else empty.
    public String storedAtCurrent() {
        GridCurrent at = current().get();
        return at == null ? "" : formats.stored(at.shown(), at.column());
    }

    /// Whether an editor shows the whole value of a column and gives it back unchanged.
    public boolean edits(int column, Value value) {
        return formats.edits(value, column);
    }

    /// What was pasted as the format of the column keeps it; `null` where it is to be taken as any other text.
    public @Nullable Value pasted(int column, String text, Value before) {
        return formats.pasted(text, before, column);
    }

    public void setFilterRow(boolean shown) {
        filterRow = shown;
        requestLayout();
    }

    public boolean isFilterRow() {
        return filterRow;
    }

    /// Sets the text of a filter box that nobody is typing into.
    public void setFilterText(int index, String text) {
        filters.set(index, text);
    }

    /// Puts the keyboard into the box over the current column; false where there is none.
    public boolean focusFilter() {
        return focusFilter(selection().column());
    }

    boolean focusFilter(int position) {
        if (position < 0 || position >= columns().size()) {
            return false;
        }
        place.reveal(firstVisible(), position);
        layoutChildren();
        GridHeaderCell cell = header.cell(position);
        if (cell != null) {
            cell.filter().requestFocus();
        }
        return cell != null;
    }

    /// Empties the boxes whose text could not be used.
    public void resetFilters() {
        filters.reset();
    }

    /// Marks the columns that rows are filtered by.
    public void setFilteredColumns(Set<Integer> indexes) {
        filters.setFiltered(indexes);
    }

    /// Marks the cells that a search found; `null` for none.
    public void setHits(@Nullable GridHits found) {
        hits = found;
        requestLayout();
    }

    @Nullable
    GridHits hits() {
        return hits;
    }

    /// What cells refer to; `null` for nothing, as at first.
    public void setReferences(@Nullable GridReferences shown) {
        references.set(shown);
        requestLayout();
    }

    /// To be called when what [GridReferences] says has changed.
    /// @param grown columns that may need more room now
    public void referencesChanged(Collection<Integer> grown) {
        if (!grown.isEmpty()) {
            arrangement.widen(grown);
        }
        requestLayout();
    }

    // ---- edits ----

    /// What is staged for the rows, and who takes edits; `null` where rows are only looked at, as at first.
    public void setEditing(@Nullable GridEditing editing) {
        editor.finish(true);
        edits.set(editing);
        editsChanged();
    }

    /// To be called when what [GridEditing] says has changed.
    public void editsChanged() {
        sync();
    }

    /// Opens the editor over the current cell, where it may be changed.
    public void edit() {
        editor.open(null);
    }

    /// Opens the editor over the current cell, empty, also where [GridEditing#mayType] says no: the user was asked.
    public void typeOver() {
        requestFocus();
        editor.openEmpty();
    }

    /// Takes over what stands in an open editor.
    public void finishEditing() {
        editor.finish(true);
    }

    /// Makes a cell of a new row the current one.
    public void selectFresh(int at, int position) {
        select(edits.fileRows() + at, position, false);
    }

    /// How many rows the source has, as far as it is known; new rows stand below them.
    public long fileRows() {
        return edits.fileRows();
    }

    /// The row at an ordinal, new ones below the others; `null` where it was not read.
    public @Nullable KeyedRow row(long ordinal) {
        return edits.row(ordinal);
    }

    // ---- selection, copies, menus ----

    /// Makes a cell the current one and brings it into sight.
    /// @param position of the column among the shown ones
    /// @param extend selects all from the anchor to it
    public void select(long row, int position, boolean extend) {
        selecting.to(row, position, extend);
    }

    public void selectAll() {
        selecting.all();
    }

    /// Copies the selected cells.
    public void copy(CopyFormat format, boolean headers) {
        copies.copy(format, headers, false, onError);
    }

    /// Copies the selected cells as the formats of their columns show them.
    public void copyShown() {
        copies.copy(CopyFormat.TSV, false, true, onError);
    }

    /// The cells that were copied from a grid last; `null` where the clipboard holds something else.
    public static @Nullable CopiedCells copied() {
        return GridCopyModel.copied();
    }

    /// Asks for the number of a row and goes there.
    public void askGoTo() {
        goTo.show(this, SHEET);
    }

    /// Brings a row into sight, at the top where there is room below.
    public void scrollTo(long ordinal) {
        place.scrollTop(ordinal);
        requestLayout();
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
    void sync() {
        RowWindow rows = window;
        if (rows == null) {
            requestLayout();
            return;
        }
        long moves = rows.moves();
        if (moves != movesSeen) {
            place.shift(moves - movesSeen);
            selection().shift(moves - movesSeen);
            movesSeen = moves;
        }
        selecting.sync(rows);
        int readings = rows.readings();
        if (readings != readingsSeen) {
            readingsSeen = readings;
            selecting.follow(rows);
            copies.changed();
        }
        formats.arrived();
        arrangement.fitFirst();
        selecting.publish();
        word.show(rows, firstVisible(), edits.fresh());
        requestLayout();
    }

    void currentMoved() {
        notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }

    private void fontChanged() {
        arrangement.fitAgain();
        sync();
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        double headerHeight = Math.round(font.size() * 3.52) + (filterRow ? Math.round(header.filterHeight()) : 0);
        place.layout(getWidth(), getHeight(), headerHeight);
        header.resizeRelocate(0, 0, getWidth(), headerHeight);
        body.resizeRelocate(0, headerHeight, place.width(), place.height());
        word.resizeRelocate(0, headerHeight, getWidth(), place.height());
        RowWindow rows = window;
        header.paint(
                columns(),
                place.left(),
                place.gutterWidth(),
                rows == null ? null : rows.source().order());
        if (rows != null) {
            if (rows.isWide()) {
                rows.look(columns().around(place.left(), place.width()));
            }
            rows.want(
                    Math.min(firstVisible(), edits.fileRows()),
                    Math.min((long) Math.ceil(place.top() + place.visibleRows()), edits.fileRows()));
            body.paint(rows, place);
            editor.place(place);
        }
        body.setVisible(rows != null);
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

    GridFilterModel filters() {
        return filters;
    }

    GridArrangementModel arrangement() {
        return arrangement;
    }

    GridSelectModel selecting() {
        return selecting;
    }

    GridPlaceModel place() {
        return place;
    }

    GridColumns columns() {
        return arrangement.columns();
    }

    GridSelection selection() {
        return selecting.selection();
    }

    GridFontModel font() {
        return font;
    }

    GridEditsModel edits() {
        return edits;
    }

    GridReferencesModel references() {
        return references;
    }

    /// The value in the display format of a column; empty where that shows it as it is stored.
    public String formatted(Value value, int column) {
        return formats.formatted(value, column);
    }

    GridFormatsModel formatting() {
        return formats;
    }

    GridMenuView menus() {
        return menus;
    }

    /// The node of the cell that the keyboard is at; `null` where it is not in sight.
    @Nullable
    Node currentCell() {
        return body.cell(selection().row(), selection().column());
    }

    /// The node of a cell; `null` where it is not in sight.
    @Nullable
    GridTextCell cell(long row, int position) {
        return body.cell(row, position);
    }

    GridEditorView editor() {
        return editor;
    }

    void run(GridDeed deed) {
        GridEditing editing = edits.editing();
        if (editing != null && editing.can(deed)) {
            editing.run(deed);
        }
    }

    @Nullable
    RowWindow window() {
        return window;
    }

    long rows() {
        return edits.fileRows() + edits.fresh();
    }

    String tableName() {
        return tableName;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case ROW_COUNT -> (int) Math.min(Integer.MAX_VALUE, rows());
            case COLUMN_COUNT -> columns().size();
            case FOCUS_ITEM -> currentCell();
            case CELL_AT_ROW_COLUMN -> body.cell((int) parameters[0], (int) parameters[1]);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
