package studio.rowan.migrate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// The line of Flyway's history that says of a script without a transaction that it failed, written before its first
/// statement: what it did stays, however it ends, and nothing runs after it before somebody saw to it. A process
/// that is killed leaves the line behind; of one that ends, Flyway's own line takes its place.
final class BegunLine {
    private static final Logger LOG = LoggerFactory.getLogger(BegunLine.class);

    private final FileDataSource target;
    private final String table;
    private final Migration migration;
    private final Value rank;

    private BegunLine(FileDataSource target, String table, Migration migration, Value rank) {
        this.target = target;
        this.table = table;
        this.migration = migration;
        this.rank = rank;
    }

    /// @param access Flyway's own connection, in the transaction of its callback
    /// @param target for what follows the migration
    static BegunLine write(Access access, FileDataSource target, Scripts scripts, Migration migration) {
        String table = "main." + Ident.quote(scripts.historyTable());
        Value rank = access.scalar(Sql.of("SELECT coalesce(max(installed_rank), 0) + 1 FROM " + table));
        access.update(Sql.of(
                "INSERT INTO " + table + " (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) VALUES (?, ?, ?, 'SQL', ?, ?, '', 0, 0)",
                rank,
                migration.version() == null ? Value.NULL : Value.of(migration.version()),
                Value.of(migration.description()),
                Value.of(migration.script()),
                migration.checksum() == null ? Value.NULL : Value.of(migration.checksum())));
        return new BegunLine(target, table, migration, rank);
    }

    /// All statements ran, and what they did was found right; Flyway's own line follows.
    void ended(Access access) {
        access.update(Sql.of("UPDATE " + table + " SET success = 1 WHERE installed_rank = ?", rank));
    }

    /// Goes where Flyway wrote a line of its own, which gets its number, or where nothing ran.
    void close(boolean nothingRan) {
        try {
            target.once(access -> {
                access.update(Sql.of(
                        "DELETE FROM " + table + " WHERE installed_rank = ? AND (? OR EXISTS (SELECT 1 FROM " + table
                                + " WHERE installed_rank = ? + 1 AND script = ?))",
                        rank,
                        Value.of(nothingRan ? 1 : 0),
                        rank,
                        Value.of(migration.script())));
                return access.update(Sql.of(
                        "UPDATE " + table + " SET installed_rank = ? WHERE installed_rank = ? + 1 AND script = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM " + table + " WHERE installed_rank = ?)",
                        rank,
                        rank,
                        Value.of(migration.script()),
                        rank));
            });
        } catch (DbError e) {
            LOG.warn("the line of the history that {} began stays", migration.script(), e);
        }
    }
}
