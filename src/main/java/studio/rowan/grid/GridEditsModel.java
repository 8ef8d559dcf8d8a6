package studio.rowan.grid;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// The rows as the grid shows them: those of the window, then the new ones, each with what is staged for it; and the
/// editor that stages more.
public final class GridEditsModel {
    private final GridView grid;
    private final GridEditorView editor;
    private @Nullable GridEditing editing;

    GridEditsModel(GridView grid, GridEditorView editor) {
        this.grid = grid;
        this.editor = editor;
    }

    /// What is staged for the rows, and who takes edits; `null` where rows are only looked at, as at first.
    public void set(@Nullable GridEditing newEditing) {
        finish();
        editing = newEditing;
        changed();
    }

    /// To be called when what [GridEditing] says has changed.
    public void changed() {
        grid.sync();
    }

    /// Opens the editor over the current cell, where it may be changed.
    public void open() {
        editor.open(null);
    }

    /// Opens the editor over the current cell, empty, also where [GridEditing#mayType] says no: the user was asked.
    public void typeOver() {
        grid.requestFocus();
        editor.openEmpty();
    }

    /// Takes over what stands in an open editor.
    public void finish() {
        editor.finish(true);
    }

    /// Makes a cell of a new row the current one.
    public void selectFresh(int at, int position) {
        grid.select(fileRows() + at, position, false);
    }

    @Nullable
    GridEditing editing() {
        return editing;
    }

    int fresh() {
        GridEditing now = editing;
        return now == null || grid.window() == null ? 0 : now.freshRows();
    }

    /// How many rows the source has, as far as it is known; new rows stand below them.
    public long fileRows() {
        RowWindow rows = grid.window();
        return rows == null ? 0 : rows.count().rows();
    }

    /// The row at an ordinal, new ones below the others; `null` where it was not read.
    public @Nullable KeyedRow row(long ordinal) {
        RowWindow rows = grid.window();
        GridEditing now = editing;
        if (rows == null) {
            return null;
        }
        if (now == null || now.freshRows() == 0) {
            return rows.row(ordinal);
        }
        long at = ordinal - rows.count().rows();
        if (at < 0) {
            return rows.row(ordinal);
        }
        return at < now.freshRows() ? now.fresh((int) at) : null;
    }

    /// The row at an ordinal, to be painted with the columns at these positions; `null` where they were not read.
    @Nullable
    KeyedRow painted(long ordinal, int first, int last) {
        RowWindow rows = grid.window();
        return rows == null || !rows.isWide() || isFresh(ordinal)
                ? row(ordinal)
                : rows.glimpse(ordinal, grid.columns().indexes(first, last));
    }

    boolean isFresh(long ordinal) {
        return fresh() > 0 && ordinal >= fileRows();
    }

    /// Where a new row stands, -1 where it is no more.
    long ordinal(RowKey.Fresh key) {
        GridEditing now = editing;
        int at = now == null ? -1 : now.freshAt(key);
        return at < 0 ? -1 : fileRows() + at;
    }

    @Nullable
    RowEdit of(KeyedRow row) {
        GridEditing now = editing;
        return now == null ? null : now.of(row);
    }

    /// The value that a cell shows.
    Value value(KeyedRow row, @Nullable RowEdit edit, int column) {
        Value staged = edit == null ? null : edit.staged(column);
        return staged == null ? row.get(column) : staged;
    }

    /// What a cell shows.
    CellText text(KeyedRow row, @Nullable RowEdit edit, int column) {
        Value staged = edit == null ? null : edit.staged(column);
        GridEditing now = editing;
        if (staged == null && now != null && edit != null && edit.mark() == RowEdit.Mark.NEW) {
            return CellText.unset(now.unset(column));
        }
        Value value = staged == null ? row.get(column) : staged;
        return grid.formats().text(value, column);
    }
}
