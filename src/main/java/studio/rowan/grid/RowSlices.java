package studio.rowan.grid;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;

/// All rows of a source with whole cells, a slice at a time: each slice is a read of its own, so that a file that is
/// not
/// in WAL mode is not locked for long (F18). Rows that others write in between are seen where their place comes later.
public final class RowSlices {
    private static final long SLICE_NANOS = 120_000_000L;
    private static final int MOST_COLUMNS = 2000;

    private final KeyedRows source;
    private final List<Integer> columns;
    private final long sliceNanos;
    private @Nullable Place last;
    private final Pace pace;

    public RowSlices(KeyedRows source, List<Integer> columns) {
        this(source, columns, SLICE_NANOS);
    }

    RowSlices(KeyedRows source, List<Integer> columns, long sliceNanos) {
        this.source = source;
        this.columns = List.copyOf(columns);
        this.sliceNanos = sliceNanos;
        this.pace = new Pace(1000, sliceNanos);
    }

    /// False where one read must give all rows: without a key, where they have to be sorted first, or where a condition
    /// may leave out any number of rows between two and their rowids do not say where to pause.
    public static boolean canSlice(Access access, SqlRows source, List<Integer> columns) {
        return switch (source) {
            case OrdinalRows _ -> false;
            case KeyedRows keyed ->
                !keyed.needsSorting(access)
                        && (!keyed.isFiltered() || keyed.isRowidOrder())
                        && keyed.placeColumns() + columns.size() <= MOST_COLUMNS;
        };
    }

    /// Gives the rows of the next slice to `to`.
    /// @return true at the end
    public boolean next(Access access, Consumer<Row> to) {
        long deadline = System.nanoTime() + sliceNanos;
        if (!source.isFiltered()) {
            return source.walk(access, last, null, columns, (place, row) -> {
                last = place;
                to.accept(row);
                return System.nanoTime() < deadline;
            });
        }
        KeyedRows all = source.unfiltered();
        do {
            long began = System.nanoTime();
            Place upTo = all.hop(access, last, true, pace.rows());
            source.walk(access, last, upTo, columns, (_, row) -> {
                to.accept(row);
                return true;
            });
            if (upTo == null) {
                return true;
            }
            last = upTo;
            pace.took(System.nanoTime() - began);
        } while (System.nanoTime() + pace.expected() < deadline);
        return false;
    }
}
