package studio.rowan.grid;

/// How many rows there are, as far as it is known.
public sealed interface RowCount {
    /// Counted to the end.
    record Exact(long rows) implements RowCount {}

    /// So many are known; the count is under way.
    record AtLeast(long rows) implements RowCount {}

    /// Judged from the spread of the keys; the count is under way.
    record Estimated(long rows) implements RowCount {}

    /// The number to lay a scroll bar out for.
    long rows();

    default boolean isExact() {
        return this instanceof Exact;
    }
}
