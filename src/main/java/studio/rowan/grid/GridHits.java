package studio.rowan.grid;

/// Tells which cells in sight a search found, so that their ground is shown. Asked often, on the window's thread.
@FunctionalInterface
public interface GridHits {
    /// @param column index into the source's columns
    boolean isHit(KeyedRow row, int column);
}
