package studio.rowan.browse;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
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
    private List<Inspected.Cell> cells = List.of();

    Inspected of(Table table, RowWindow window, KeyedRow current, long ordinal, int column) {
        if (row != current) {
            row = current;
            cells = new Cells(RowSource.visible(table), window, current);
        }
        return new Inspected(table.name(), Text.of("browse.row", Format.count(ordinal + 1)), cells, column);
    }

    private static final class Cells extends AbstractList<Inspected.Cell> {
        private final List<Column> columns;
        private final RowWindow window;
        private final KeyedRow row;

        Cells(List<Column> columns, RowWindow window, KeyedRow row) {
            this.columns = columns;
            this.window = window;
            this.row = row;
        }

        @Override
        public Inspected.Cell get(int index) {
            Column column = columns.get(index);
            Value value = row.get(index);
            return new Inspected.Cell(
                    column.name(),
                    column.declaredType(),
                    value,
                    value instanceof Value.Large ? () -> window.cell(row, index) : null);
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
