package studio.rowan.browse;

import java.util.AbstractList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowEdit;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Format;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Hands the row at the cursor to the inspector. Other cells of the same row are cells of the same list, so that what
/// the
/// inspector loaded of them stays.
final class RowInspection {
    private @Nullable KeyedRow row;
    private @Nullable RowEdit edit;
    private List<Inspected.Cell> cells = List.of();

    /// @param edits stages what is changed in the inspector
    /// @param unset the word for a cell of a new row that was not set
    /// @param from where the row comes from, for what is to be looked at around it
    Inspected of(
            Table table,
            RowWindow window,
            GridCurrent current,
            RowEditsModel edits,
            IntFunction<String> unset,
            Inspected.@Nullable Origin from) {
        if (row != current.row() || edit != current.edit()) {
            row = current.row();
            edit = current.edit();
            cells = new Cells(RowSource.visible(table), window, current.row(), current.edit(), edits, unset);
        }
        String words = current.isFresh()
                ? Text.of("browse.newRow")
                : Text.of("browse.row", Format.count(current.ordinal() + 1));
        return new Inspected(table.name(), words, cells, current.column(), from);
    }

    private static final class Cells extends AbstractList<Inspected.Cell> {
        private final List<Column> columns;
        private final RowWindow window;
        private final KeyedRow row;
        private final @Nullable RowEdit edit;
        private final RowEditsModel edits;
        private final IntFunction<String> unset;

        Cells(
                List<Column> columns,
                RowWindow window,
                KeyedRow row,
                @Nullable RowEdit edit,
                RowEditsModel edits,
                IntFunction<String> unset) {
            this.columns = columns;
            this.window = window;
            this.row = row;
            this.edit = edit;
            this.edits = edits;
            this.unset = unset;
        }

        @Override
        public Inspected.Cell get(int index) {
            Column column = columns.get(index);
            Value staged = edit == null ? null : edit.staged(index);
            Value value = staged == null ? row.get(index) : staged;
            boolean left = staged == null && row.key() instanceof RowKey.Fresh;
            return new Inspected.Cell(
                    column.name(),
                    column.declaredType(),
                    value,
                    new CellDeeds(window, row, index, edits),
                    left ? unset.apply(index) : null);
        }

        @Override
        public int size() {
            return Math.min(columns.size(), row.row().size());
        }

        /// By identity: the same list is the same row.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
