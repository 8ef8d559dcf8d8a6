package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;

/// What a migration did to the number of rows of a table.
/// @param before null where the table was not there, or could not be counted
/// @param after null where it is there no more, or cannot be counted
/// @param formerly what the table was called before; null where it kept its name
public record RowCount(
        String table,
        @Nullable Long before,
        @Nullable Long after,
        @Nullable String formerly) {
    /// Rows that were there before and that the number after does not account for.
    public long lost() {
        Long then = before;
        Long now = after;
        return then == null ? 0 : Math.max(0, then - (now == null ? 0 : now));
    }
}
