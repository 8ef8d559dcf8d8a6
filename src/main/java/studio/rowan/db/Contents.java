package studio.rowan.db;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// How much is in a database at one moment: what two copies of it must have in common.
/// @param tables each ordinary or shadow table with its rows, by name
public record Contents(long pages, int pageSize, List<Rows> tables) {
    /// @param rows -1 where SQLite could not count them (a damaged table, a module or collation that is not here)
    public record Rows(String table, long rows) {}

    public Contents {
        tables = List.copyOf(tables);
    }

    public long bytes() {
        return pages * pageSize;
    }

    /// Counts all in the snapshot that is open on the connection.
    static Contents read(Conn conn, Job<?> job) {
        List<String> names = names(conn);
        List<Rows> tables = new ArrayList<>();
        for (String name : names) {
            job.checkCancelled();
            job.report(tables.size(), names.size(), "tables");
            tables.add(new Rows(name, rows(conn, job, name)));
        }
        return new Contents(conn.number("PRAGMA page_count"), (int) conn.number("PRAGMA page_size"), tables);
    }

    private static List<String> names(Conn conn) {
        // Virtual tables have no pages of their own; a NUL cannot stand in a statement.
        String sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND instr(name, char(0)) = 0"
                + " ORDER BY name";
        List<String> names = new ArrayList<>();
        try (Statement statement = conn.jdbc().createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        } catch (SQLException e) {
            throw DbError.of(e, sql);
        }
        return names;
    }

    private static long rows(Conn conn, Job<?> job, String table) {
        try {
            return conn.number("SELECT count(*) FROM " + Ident.quote(table));
        } catch (DbError.Corrupt | DbError.Syntax e) {
            job.checkCancelled();
            return -1;
        }
    }
}
