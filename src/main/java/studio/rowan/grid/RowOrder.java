package studio.rowan.grid;

/// Sorted by one column; ties are broken by the key, in the same direction.
/// @param column index into the source's columns
public record RowOrder(int column, boolean descending) {}
