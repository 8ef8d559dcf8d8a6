package studio.rowan.search;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;

/// SQLite's own comparison of an FTS5 index with the text it was made from. It is a write that changes nothing: it
/// fails on a connection that only reads, and `PRAGMA integrity_check` does not do it.
final class FtsCheck {
    private FtsCheck() {}

    /// What it finds, in SQLite's words; null for nothing.
    /// @throws DbError for anything but damage
    static @Nullable String trouble(Access access, String index) {
        String name = Ident.quote(index);
        Sql check = Sql.of("INSERT INTO " + name + "(" + name + ", rank) VALUES ('integrity-check', 1)");
        try {
            return access.savepoint(() -> {
                access.execute(check);
                return null;
            });
        } catch (DbError.Corrupt e) {
            return e.words();
        }
    }
}
