package studio.rowan.browse;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import studio.rowan.grid.GridHits;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.Needle;

/// Which cells in sight hold what is looked for.
final class FindHits implements GridHits {
    private static final int KNOWN = 500;

    private final Needle needle;
    private final BitSet searched = new BitSet();
    private final Map<KeyedRow, BitSet> known = new IdentityHashMap<>();

    FindHits(Needle needle, List<String> columns, List<String> searched) {
        this.needle = needle;
        for (int i = 0; i < columns.size(); i++) {
            this.searched.set(i, searched.contains(columns.get(i)));
        }
    }

    @Override
    public boolean isHit(KeyedRow row, int column) {
        if (known.size() > KNOWN) {
            known.clear();
        }
        // Two bits for a column: whether it was looked at, and what was seen.
        BitSet seen = known.computeIfAbsent(row, _ -> new BitSet());
        if (!seen.get(2 * column)) {
            seen.set(2 * column);
            seen.set(2 * column + 1, searched.get(column) && needle.isIn(row.get(column)));
        }
        return seen.get(2 * column + 1);
    }
}
