package studio.rowan.migrate;

import java.util.List;
import studio.rowan.db.Access;
import studio.rowan.db.Sql;

/// A program other than Flyway and Drizzle that keeps migrations as plain SQL in a folder. Its folders are read, shown
/// and written anew as Flyway's; they are not run as they are.
public sealed interface OtherTool permits Prisma, GolangMigrate, Dbmate, Goose {
    /// In the order in which a folder is tried.
    List<OtherTool> ALL = List.of(new Prisma(), new GolangMigrate(), new Dbmate(), new Goose());

    /// As its makers write it.
    String title();

    /// One word for it, as Flyway names types of migrations.
    String type();

    /// The table in which it keeps what ran.
    String table();

    /// Its migrations in the order in which it runs them; empty for a folder that is none of its own.
    /// @throws FolderRefused where the folder is its own and cannot be read
    List<Step> read(Listing listing) throws FolderRefused;

    /// What its table says of them, where it is there ([#isKept]).
    Ledger ledger(Access access, List<Step> steps);

    /// Whether the database has its table. Others have one of the same name, with other columns.
    default boolean isKept(Access access) {
        return hasColumn(access, keyColumn());
    }

    /// A column that tells its table from others of that name.
    String keyColumn();

    /// Whether its table has that column.
    default boolean hasColumn(Access access, String column) {
        return access.scalar(Sql.of("SELECT count(*) FROM temp.pragma_table_info('" + table()
                                + "') WHERE lower(name) = '" + column + "'"))
                        .asLong()
                > 0;
    }
}
