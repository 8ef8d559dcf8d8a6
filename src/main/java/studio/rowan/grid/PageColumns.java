package studio.rowan.grid;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// The columns whose cells are read of a page: all, or, of a very wide table, first those in sight.
final class PageColumns {
    static final PageColumns ALL = new PageColumns(null);

    private final @Nullable BitSet some;

    private PageColumns(@Nullable BitSet some) {
        this.some = some;
    }

    /// Only those with these indexes.
    static PageColumns of(Collection<Integer> indexes) {
        BitSet some = new BitSet();
        indexes.forEach(some::set);
        return new PageColumns(some);
    }

    boolean isAll() {
        return some == null;
    }

    boolean covers(Collection<Integer> indexes) {
        return some == null || indexes.stream().allMatch(some::get);
    }

    boolean covers(PageColumns other) {
        return some == null || (other.some != null && other.some.stream().allMatch(some::get));
    }

    /// Those of all columns that are read.
    List<String> of(List<String> all) {
        return some == null
                ? all
                : some.stream().filter(i -> i < all.size()).mapToObj(all::get).toList();
    }

    /// The row of what was read behind what leads it, each cell at its column; NULL where none was read.
    Row row(Value[] read, int lead, int width) {
        if (some == null) {
            return new Row(Arrays.copyOfRange(read, lead, read.length));
        }
        Value[] cells = new Value[width];
        Arrays.fill(cells, Value.NULL);
        int at = lead;
        for (int i = some.nextSetBit(0); i >= 0 && i < width; i = some.nextSetBit(i + 1)) {
            cells[i] = read[at++];
        }
        return new Row(cells);
    }
}
