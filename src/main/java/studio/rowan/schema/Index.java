package studio.rowan.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An index of a table, from `PRAGMA index_list` and `index_xinfo`.
/// @param origin `c` by CREATE INDEX, `u` by UNIQUE, `pk` by PRIMARY KEY
/// @param sql the statement that made it; `null` for automatic ones
public record Index(
        String name,
        String table,
        boolean unique,
        String origin,
        boolean partial,
        List<Part> parts,
        @Nullable String sql) {
    /// One key part. `column` is `null` for an expression.
    public record Part(@Nullable String column, boolean descending, String collation) {}
}
