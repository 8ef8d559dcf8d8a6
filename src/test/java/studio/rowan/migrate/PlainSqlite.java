package studio.rowan.migrate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.Function;
import studio.rowan.db.Ident;

/// A database file in the hands of the driver alone: what the product does is compared with what this does.
final class PlainSqlite implements AutoCloseable {
    private final Connection connection;

    PlainSqlite(Path file) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        run("PRAGMA synchronous = OFF");
    }

    Connection connection() {
        return connection;
    }

    /// `normalize(text, form)`, as the program brings it that owns one of the histories.
    void addNormalize() throws SQLException {
        Function.create(connection, "normalize", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                String text = value_text(0);
                result(text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFC));
            }
        });
    }

    /// The whole text as it is, by `sqlite3_exec`.
    void run(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    /// A copy without any trace of how it came about.
    void copyTo(Path file) throws SQLException {
        run("VACUUM INTO " + Ident.literal(file.toString()));
    }

    /// What the structure is made of.
    List<String> schema(String history) throws SQLException {
        return list("SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema"
                + " WHERE tbl_name <> '" + history + "' AND name NOT LIKE 'sqlite%' ORDER BY 1");
    }

    List<String> tables(String history) throws SQLException {
        return list("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                + " AND name NOT LIKE 'sqlite%' AND name <> '" + history + "' ORDER BY 1");
    }

    List<String> columns(String table) throws SQLException {
        return list("SELECT name FROM pragma_table_info(" + Ident.literal(table) + ") ORDER BY cid");
    }

    /// All rows, each with the storage class and the bytes of the columns' cells, in an order of their own.
    List<String> rows(String table, List<String> columns) throws SQLException {
        String cells = columns.stream()
                .map(Ident::quote)
                .map(c -> "typeof(" + c + ") || ':' || hex(CAST(coalesce(" + c + ", '') AS BLOB))")
                .reduce((a, b) -> a + " || ' ' || " + b)
                .orElse("''");
        return list("SELECT " + cells + " FROM " + Ident.quote(table) + " ORDER BY 1");
    }

    /// How many rows each table holds.
    Map<String, Long> counts(String history) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : tables(history)) {
            counts.put(table, number("SELECT count(*) FROM " + Ident.quote(table)));
        }
        return counts;
    }

    /// The columns of every table.
    Map<String, List<String>> shape(String history) throws SQLException {
        Map<String, List<String>> shape = new LinkedHashMap<>();
        for (String table : tables(history)) {
            shape.put(table, columns(table));
        }
        return shape;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(list(sql).getFirst());
    }

    List<String> list(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
