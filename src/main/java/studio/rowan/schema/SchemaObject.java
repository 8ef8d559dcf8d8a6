package studio.rowan.schema;

import org.jspecify.annotations.Nullable;

/// One object of a schema.
/// @param name as stored
/// @param kind what it is
/// @param table the table it belongs to: of an index or trigger its table, of a shadow table the virtual table
/// @param sql the statement that made it; `null` for automatic indexes and system tables
/// @param withoutRowid a WITHOUT ROWID table
/// @param strict a STRICT table
public record SchemaObject(
        String name, Kind kind, String table, @Nullable String sql, boolean withoutRowid, boolean strict) {
    /// What an object is, in the groups that a user thinks in.
    public enum Kind {
        TABLE,
        VIEW,
        /// A virtual table of FTS3, FTS4 or FTS5.
        FULL_TEXT,
        /// Any other virtual table.
        VIRTUAL,
        /// Storage of a virtual table.
        SHADOW,
        /// `sqlite_…` tables.
        SYSTEM,
        INDEX,
        TRIGGER;

        /// True for what can be selected from.
        public boolean isRelation() {
            return this != INDEX && this != TRIGGER;
        }
    }
}
