package studio.rowan.grid;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
import studio.rowan.kit.Jobs;

/// The grid: shows the rows of a [RowWindow], however many, with keyboard, selection, copies, and columns that can be
/// sized, moved and hidden. Only the cells in sight exist as nodes.
///
/// Give it rows with [#show], hear of the current cell by [#current], of sorting by [#setOnSort], of filters by
/// [#filters], of the wish to see a cell in full by [#setOnOpen]. Whoever made the window closes it.
public final class GridView extends Region {
    private static final String SHEET =
            Objects.requireNonNull(GridView.class.getResource("GridView.css")).toExternalForm();

    private final GridRowsModel rows;
    private final GridArrangementModel arrangement;
    private final GridFilterModel filters;
    private final GridSelectModel selecting;
    private final GridCopyModel copies;
    private final GridPlaceModel place = new GridPlaceModel(this);
    private final GridFontModel font = new GridFontModel(this::fontChanged);
    private final GridHeaderView header = new GridHeaderView(this);
    private final GridBodyView body = new GridBodyView(this, font);
    private final GridFormatsModel formats = new GridFormatsModel(this);
    private final GridEditorView editor = new GridEditorView(this, body);
    private final GridEditsModel edits = new GridEditsModel(this, editor);
    private final GridReferencesModel references = new GridReferencesModel(this, body);
    private final GridWordView word = new GridWordView();
    private final GridMenuView menus = new GridMenuView(this);
    private final GridGoToView goTo =
            new GridGoToView(row -> select(row - 1, selection().column(), false));
    private Consumer<DbError> onError = _ -> {};
    private @Nullable GridHits hits;
    private String tableName = "";

    public GridView(Jobs jobs) {
        this.rows = new GridRowsModel(this, jobs);
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
    public void show(RowWindow window, List<GridColumn> newColumns) {
        rows.show(window, newColumns);
    }

    /// Shows nothing.
    public void clear() {
        rows.clear();
        word.setVisible(false);
        requestLayout();
    }

    /// Reads again, and stays at the rows in sight, by their keys.
    public void reload() {
        rows.reload();
    }

    /// The row to hold on to when rows are read again: the current one where it is in sight, else the first in sight;
    /// `null` where there is none.
    public RowWindow.@Nullable Keep keep() {
        return rows.keep();
    }

    /// The cell that the keyboard is at; `null` while its row is not there.
    public ReadOnlyObjectProperty<@Nullable GridCurrent> current() {
        return selecting.current();
    }

    /// True while the selected rows are looked for after a change: until then others may stand in their places.
    public boolean isFollowing() {
        return selecting.isFollowing();
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

    // ---- what it is made of ----

    /// The boxes over the columns, by which rows are filtered.
    public GridFilterModel filters() {
        return filters;
    }

    /// In which format each column is shown.
    public GridFormatsModel formats() {
        return formats;
    }

    /// What is staged for the rows, and the editor over a cell.
    public GridEditsModel edits() {
        return edits;
    }

    // ---- callbacks ----

    /// Called when the user asks for another order; the receiver shows a window in that order. Without it headers do
    /// not sort.
    public void setOnSort(Consumer<@Nullable RowOrder> receiver) {
        arrangement.setOnSort(receiver);
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
        return header(position);
    }

    /// The header at a position, placed by now; `null` where it is not in sight.
    @Nullable
    GridHeaderCell header(int position) {
        layoutChildren();
        return header.cell(position);
    }

    /// Opens the menu of the column that the keyboard is at.
    public void showColumnMenu() {
        place.revealColumn(selection().column());
        menus.showHeaderAtCurrent(header(selection().column()));
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

    /// Whether labels of other rows stand beside values.
    public boolean showsReferences() {
        return references.isAny();
    }

    /// To be called when what [GridReferences] says has changed.
    /// @param grown columns that may need more room now
    public void referencesChanged(Collection<Integer> grown) {
        if (!grown.isEmpty()) {
            arrangement.widen(grown);
        }
        requestLayout();
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

    /// Takes over what the window knows now.
    void sync() {
        rows.sync();
    }

    void tellWhyEmpty(RowWindow window) {
        word.show(window, firstVisible(), edits.fresh());
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
        double headerHeight =
                Math.round(font.size() * 3.52) + (filters.isRow() ? Math.round(header.filterHeight()) : 0);
        place.layout(getWidth(), getHeight(), headerHeight);
        header.resizeRelocate(0, 0, getWidth(), headerHeight);
        body.resizeRelocate(0, headerHeight, place.width(), place.height());
        word.resizeRelocate(0, headerHeight, getWidth(), place.height());
        RowWindow window = rows.window();
        header.paint(
                columns(),
                place.left(),
                place.gutterWidth(),
                window == null ? null : window.source().order());
        if (window != null) {
            rows.want(window, place);
            body.paint(window, place);
            editor.place(place);
        }
        body.setVisible(window != null);
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

    GridCopyModel copies() {
        return copies;
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

    GridReferencesModel references() {
        return references;
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
        // While the selected rows are looked for, a key that does nothing would go unnoticed: it is told why.
        if (editing != null && (editing.can(deed) || isFollowing())) {
            editing.run(deed);
        }
    }

    @Nullable
    RowWindow window() {
        return rows.window();
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
