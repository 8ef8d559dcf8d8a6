package studio.rowan.browse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Target;
import studio.rowan.db.Value;
import studio.rowan.grid.CopiedCells;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridDeed;
import studio.rowan.grid.GridRange;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowEdit;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;

/// What is done to the selected rows and cells, each deed as one step of undo. Rows that were not read yet are read
/// first: an edit needs to know what it changes.
final class EditDeedsModel {
    /// Rows beyond which SQL is the better tool.
    private static final long MOST = 10_000;

    /// Cells beyond which it is, too.
    private static final long MOST_CELLS = 50_000;

    /// Rows that are cloned at once.
    private static final long MOST_CLONES = 1_000;

    /// What it needs of the window.
    record Seams(Jobs jobs, Dialogs dialogs) {}

    private final RowEditsModel rows;
    private final EditsModel edits;
    private final BrowseModel model;
    private final ChosenRowsModel chosen;
    private final GridView grid;
    private final NoticeBar notices;
    private final Seams seams;

    EditDeedsModel(
            RowEditsModel rows, EditsModel edits, BrowseModel model, GridView grid, NoticeBar notices, Seams seams) {
        this.rows = rows;
        this.edits = edits;
        this.model = model;
        this.chosen = new ChosenRowsModel(rows, model, grid, notices, seams);
        this.grid = grid;
        this.notices = notices;
        this.seams = seams;
    }

    // ---- which deeds make sense ----

    boolean can(GridDeed deed) {
        EditedTable edited = rows.edited();
        GridCurrent at = grid.current().get();
        if (edited == null) {
            return false;
        }
        return switch (deed) {
            case INSERT -> true;
            case CLONE, DELETE, SET_NULL, SET_EMPTY, PASTE -> at != null && !grid.isFollowing();
            case SET_DEFAULT -> at != null && at.isFresh();
            case REVERT_CELLS, REVERT_ROWS ->
                at != null
                        && !grid.isFollowing()
                        && (at.edit() != null || !grid.range().get().isOneCell());
            case UNDO -> edits.canUndo();
            case REDO -> edits.canRedo();
        };
    }

    /// Why a deed that cannot be done now cannot.
    String whyNot(GridDeed deed) {
        EditedTable edited = rows.edited();
        String locked = edited == null ? Text.of("browse.edit.notYet") : edited.reason();
        if (locked != null) {
            return locked;
        }
        return Text.of(
                switch (deed) {
                    case INSERT, CLONE, DELETE, SET_NULL, SET_EMPTY, PASTE -> noCell();
                    case SET_DEFAULT -> grid.current().get() == null ? noCell() : "browse.why.onlyNew";
                    case REVERT_CELLS, REVERT_ROWS ->
                        grid.current().get() == null || grid.isFollowing() ? noCell() : "browse.why.unchanged";
                    case UNDO -> "browse.why.noUndo";
                    case REDO -> "browse.why.noRedo";
                });
    }

    private String noCell() {
        return grid.isFollowing() ? "browse.why.following" : "browse.why.noCell";
    }

    void run(GridDeed deed) {
        EditedTable edited = rows.edited();
        if (edited == null) {
            return;
        }
        if (grid.isFollowing() && !can(deed)) {
            notices.show(Notice.info(whyNot(deed)));
            return;
        }
        grid.edits().finish();
        rows.goOn();
        switch (deed) {
            case INSERT -> insert(edited);
            case CLONE -> clone(edited);
            case DELETE -> delete(edited);
            case SET_NULL -> cells((row, column) -> rows.put(row, column, Value.NULL));
            case SET_EMPTY -> cells((row, column) -> rows.put(row, column, new Value.Text("")));
            case SET_DEFAULT -> cells((row, column) -> revertFresh(edited, row, column));
            case PASTE -> paste();
            case REVERT_CELLS -> revertCells(edited);
            case REVERT_ROWS -> revertRows(edited);
            case UNDO -> edits.undo();
            case REDO -> edits.redo();
        }
    }

    private ChangeSet changeSet() {
        return edits.changeSet();
    }

    // ---- rows ----

    private void insert(EditedTable edited) {
        if (chosen.refused(edited.insertReason())) {
            return;
        }
        changeSet().insert(edited.table(), Map.of());
        grid.edits().selectFresh(rows.freshRows() - 1, 0);
        grid.requestFocus();
    }

    private void clone(EditedTable edited) {
        if (chosen.refused(edited.insertReason())) {
            return;
        }
        chosen.selected(
                MOST_CLONES,
                found -> loaded(edited, found, List.of(), copies -> {
                    changeSet()
                            .together(() -> copies.forEach(copy -> changeSet().insertCopy(edited.table(), copy)));
                    grid.edits().selectFresh(rows.freshRows() - copies.size(), 0);
                }));
    }

    /// Rows as they are shown, with their large cells loaded whole, one after the other.
    private void loaded(
            EditedTable edited,
            List<KeyedRow> left,
            List<Map<String, Value>> done,
            Consumer<List<Map<String, Value>>> receiver) {
        if (left.isEmpty()) {
            receiver.accept(done);
            return;
        }
        KeyedRow row = left.getFirst();
        Map<String, Value> shown = new LinkedHashMap<>();
        for (int i = 0; i < edited.columns().size(); i++) {
            RowEdit edit = rows.of(row);
            if (!(row.key() instanceof RowKey.Fresh) || (edit != null && edit.staged(i) != null)) {
                shown.put(edited.columns().get(i).name(), rows.shown(row, i));
            }
        }
        load(edited, row, shown, () -> {
            List<Map<String, Value>> more = new ArrayList<>(done);
            more.add(shown);
            loaded(edited, left.subList(1, left.size()), more, receiver);
        });
    }

    private void load(EditedTable edited, KeyedRow row, Map<String, Value> shown, Runnable done) {
        RowWindow window = model.window().get();
        for (int i = 0; window != null && i < edited.columns().size(); i++) {
            String name = edited.columns().get(i).name();
            if (shown.get(name) instanceof Value.Large) {
                seams.jobs.run(
                        window.cell(row, i),
                        value -> {
                            shown.put(name, value);
                            load(edited, row, shown, done);
                        },
                        chosen::failed);
                return;
            }
        }
        done.run();
    }

    private void delete(EditedTable edited) {
        if (chosen.refused(edited.deleteReason())) {
            return;
        }
        chosen.selected(MOST, found -> {
            if (chosen.sure("browse.edit.deleteMany.", found.size())) {
                changeSet().together(() -> found.forEach(row -> delete(edited, row)));
            }
        });
    }

    private void delete(EditedTable edited, KeyedRow row) {
        if (edited.target(row) instanceof Target.Fresh fresh) {
            changeSet().revert(fresh);
        } else {
            changeSet().delete(edited.table(), row.key(), edited.values(row));
        }
    }

    private void revertRows(EditedTable edited) {
        chosen.selected(
                MOST,
                found -> changeSet()
                        .together(() -> found.forEach(row -> changeSet().revert(edited.target(row)))));
    }

    // ---- cells ----

    /// What is done to one cell.
    private interface CellDeed {
        void run(KeyedRow row, int column);
    }

    private void cells(CellDeed deed) {
        List<Integer> columns = grid.selectedColumns();
        chosen.selected(Math.min(MOST, MOST_CELLS / Math.max(1, columns.size())), found -> {
            String reason = columns.isEmpty() ? null : firstReason(found, columns);
            if (chosen.refused(reason) || !chosen.sure("browse.edit.setMany.", found.size())) {
                return;
            }
            changeSet()
                    .together(() -> found.forEach(row -> columns.stream()
                            .filter(column -> rows.reason(row, column) == null)
                            .forEach(column -> deed.run(row, column))));
        });
    }

    /// Why none of the cells can be set; `null` where one can.
    private @Nullable String firstReason(List<KeyedRow> found, List<Integer> columns) {
        String first = null;
        for (KeyedRow row : found) {
            for (int column : columns) {
                String reason = rows.reason(row, column);
                if (reason == null) {
                    return null;
                }
                first = first == null ? reason : first;
            }
        }
        return first;
    }

    private void revertCells(EditedTable edited) {
        List<Integer> columns = grid.selectedColumns();
        chosen.selected(
                MOST,
                found -> changeSet()
                        .together(() ->
                                found.forEach(row -> columns.forEach(column -> revertCell(edited, row, column)))));
    }

    private void revertCell(EditedTable edited, KeyedRow row, int column) {
        if (edited.target(row) instanceof Target.Stored stored) {
            changeSet()
                    .revert(edited.table(), stored, edited.columns().get(column).name());
        } else {
            revertFresh(edited, row, column);
        }
    }

    private void revertFresh(EditedTable edited, KeyedRow row, int column) {
        if (edited.target(row) instanceof Target.Fresh fresh) {
            changeSet().useDefault(fresh, edited.columns().get(column).name());
        }
    }

    // ---- paste ----

    private void paste() {
        CopiedCells copied = GridView.copied();
        String text = Clipboard.getSystemClipboard().getString();
        if (copied == null && (text == null || text.isEmpty())) {
            return;
        }
        PastedBlock block = copied != null ? PastedBlock.of(copied) : PastedBlock.of(text);
        PastedBlock.Cell only = block.only();
        if (only != null) {
            cells((row, column) -> put(row, column, only));
            return;
        }
        GridRange range = grid.range().get();
        List<Integer> columns = grid.columnsFrom(range.firstColumn(), block.width());
        if ((long) block.height() * block.width() > MOST_CELLS || block.height() > MOST) {
            chosen.tooMany(MOST);
            return;
        }
        chosen.read(range.firstRow(), block.height(), found -> {
            String reason = firstReason(found, columns);
            if (chosen.refused(reason) || !chosen.sure("browse.edit.setMany.", found.size())) {
                return;
            }
            int[] skipped = {0};
            changeSet().together(() -> paste(block, found, columns, skipped));
            told(block, found.size(), columns.size(), skipped[0]);
        });
    }

    private void paste(PastedBlock block, List<KeyedRow> found, List<Integer> columns, int[] skipped) {
        for (int r = 0; r < found.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                PastedBlock.Cell cell = block.cell(r, c);
                if (cell == null || rows.reason(found.get(r), columns.get(c)) != null) {
                    skipped[0] += cell == null ? 0 : 1;
                } else {
                    put(found.get(r), columns.get(c), cell);
                }
            }
        }
    }

    private void told(PastedBlock block, int height, int width, int skipped) {
        if (height < block.height() || width < block.width()) {
            notices.show(Notice.warning(Text.of("browse.edit.pasteCut", height, width, block.height(), block.width())));
        } else if (skipped > 0) {
            notices.show(Notice.warning(Text.count("browse.edit.pasteSkipped", skipped)));
        }
    }

    /// Nothing between two tabs is NULL, as copies write it; where a column takes none it is empty text.
    private void put(KeyedRow row, int column, PastedBlock.Cell cell) {
        EditedTable edited = rows.edited();
        Column at = edited == null ? null : edited.columns().get(column);
        Value exact = cell.exact();
        boolean none = cell.text().isEmpty() && at != null && !at.notNull();
        Value typed = none ? Value.NULL : rows.typedValue(row, column, cell.text());
        rows.put(row, column, exact == null ? typed : exact);
    }
}
