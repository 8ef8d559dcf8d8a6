package studio.rowan.db;

/// One statement of a script: a half-open range `[start, end)` of the script, with its semicolon where it has one.
///
/// @param start where it begins, comments that lead it included
/// @param code where its first word stands, after leading comments
/// @param kind what it does
/// @param complete whether a semicolon ends it
public record SqlStatement(int start, int code, int end, Kind kind, boolean complete) {
    /// What a statement does, told from its words alone.
    public enum Kind {
        /// Reads: SELECT, VALUES, WITH … SELECT.
        SELECT,
        /// Changes rows: INSERT, UPDATE, DELETE, REPLACE, also after WITH.
        WRITE,
        /// Changes the structure: CREATE, DROP, ALTER.
        DDL,
        PRAGMA,
        /// BEGIN, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE.
        TRANSACTION,
        /// ATTACH and DETACH.
        ATTACH,
        EXPLAIN,
        /// VACUUM, ANALYZE, REINDEX, and whatever SQLite will refuse.
        OTHER
    }

    /// The statement without its leading comments.
    public String text(CharSequence script) {
        return script.subSequence(code, end).toString();
    }
}
