package studio.rowan.relate;

import java.util.List;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;

/// The rows of one level that belong to one row above.
/// @param more there are rows beyond the limit
public record Nested(List<Node> rows, boolean more) {
    static final Nested NONE = new Nested(List.of(), false);

    public Nested {
        rows = List.copyOf(rows);
    }

    /// A row with those that belong to it.
    /// @param cells in the order of the level's columns; content above 64 KiB is left out, see [Value.Large]
    /// @param with one for each branch of the level, in their order
    public record Node(RowKey key, List<Value> cells, List<Nested> with) {
        public Node {
            cells = List.copyOf(cells);
            with = List.copyOf(with);
        }
    }
}
