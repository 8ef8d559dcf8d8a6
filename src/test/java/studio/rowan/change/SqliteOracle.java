package studio.rowan.change;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;

/// What SQLite says about rows that are put into empty tables one by one, foreign keys off and no triggers there:
/// whether they may stand there together, what it makes of them, and which of them refer to which.
final class SqliteOracle implements AutoCloseable {
    /// A row refers to another by a foreign key.
    record Link(RandomSchema.Fk key, Target.Stored child, Target.Stored parent) {}

    private final RandomSchema schema;
    private final Connection connection;
    private final Statement statement;

    SqliteOracle(RandomSchema schema) {
        this.schema = schema;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            statement = connection.createStatement();
            for (RandomSchema.Tab tab : schema.tables()) {
                statement.execute(tab.sql());
            }
        } catch (SQLException e) {
            throw new AssertionError(schema.toString(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Begins with other rows; says why they may not be, `null` where they may. Those without a rowid get one that
    /// nobody refers to.
    @Nullable
    String load(Map<String, List<Map<String, Value>>> rows) {
        clear();
        for (RandomSchema.Tab tab : schema.tables()) {
            long rowid = 70_000_000_000L;
            for (Map<String, Value> row : rows.getOrDefault(tab.name(), List.of())) {
                Map<String, Value> numbered = new LinkedHashMap<>(row);
                if (tab.rowid() != null) {
                    numbered.putIfAbsent(tab.rowid(), Value.of(++rowid));
                }
                String words = insert(tab, numbered);
                if (words != null) {
                    return words + " in " + tab.name() + ": " + row;
                }
            }
            if (tab.has("note")) {
                execute("UPDATE " + Ident.quote(tab.name()) + " SET note = " + RandomSchema.NOTE);
                if (!list("SELECT 1 FROM " + Ident.quote(tab.name()) + " WHERE a = 'bad'")
                        .isEmpty()) {
                    return "forbidden in " + tab.name();
                }
            }
        }
        List<String> broken = list("SELECT \"table\" || ' ' || fkid FROM pragma_foreign_key_check");
        return broken.isEmpty() ? null : "foreign key " + broken;
    }

    void clear() {
        schema.tables().forEach(tab -> execute("DELETE FROM " + Ident.quote(tab.name())));
    }

    /// `null` where it is in.
    @Nullable
    String insert(RandomSchema.Tab tab, Map<String, Value> row) {
        String sql = "INSERT INTO " + Ident.quote(tab.name());
        sql += row.isEmpty()
                ? " DEFAULT VALUES"
                : "(" + RowSql.names(List.copyOf(row.keySet())) + ") VALUES ("
                        + String.join(
                                ", ", row.values().stream().map(Sql::literal).toList()) + ")";
        try {
            statement.execute(sql);
            return null;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Whether a row refers to itself. SQLite counts such a foreign key wrongly where the key only counts as equal, as
    /// in other letters, and where the row took it from another.
    boolean hasOwnParent() {
        return links().stream().anyMatch(link -> link.child().equals(link.parent()));
    }

    private static String odd(RandomSchema.Fk key) {
        String sql = "DELETE FROM " + Ident.quote(key.table()) + " AS p WHERE "
                + joined(key).replace("c.", "p.");
        List<String> same = new ArrayList<>();
        for (int i = 0; i < key.to().size(); i++) {
            same.add(Ident.quote(key.to().get(i)) + " = "
                    + Ident.quote(key.columns().get(i)) + " COLLATE BINARY AND typeof("
                    + Ident.quote(key.to().get(i)) + ") = typeof("
                    + Ident.quote(key.columns().get(i)) + ")");
        }
        return sql + " AND NOT (" + String.join(" AND ", same) + ")";
    }

    /// Takes out whoever refers to nobody.
    void dropOrphans() {
        schema.keys().stream().filter(key -> key.parent().equals(key.table())).forEach(key -> execute(odd(key)));
        boolean found = true;
        while (found) {
            found = false;
            for (RandomSchema.Fk key : schema.keys()) {
                StringBuilder orphan = new StringBuilder();
                key.columns()
                        .forEach(c -> orphan.append("c.").append(Ident.quote(c)).append(" IS NOT NULL AND "));
                found |= count("DELETE FROM " + Ident.quote(key.table()) + " AS c WHERE " + orphan
                                + "NOT EXISTS (SELECT 1 FROM " + Ident.quote(key.parent()) + " AS p WHERE "
                                + joined(key) + ")")
                        > 0;
            }
        }
        schema.tables().stream()
                .filter(t -> t.has("note"))
                .forEach(t -> execute("UPDATE " + Ident.quote(t.name()) + " SET note = " + RandomSchema.NOTE));
    }

    private static String joined(RandomSchema.Fk key) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < key.to().size(); i++) {
            equal.add("p." + Ident.quote(key.to().get(i)) + " = c."
                    + Ident.quote(key.columns().get(i)));
        }
        return String.join(" AND ", equal);
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (RandomSchema.Fk key : schema.keys()) {
            RandomSchema.Tab child = schema.table(key.table());
            RandomSchema.Tab parent = schema.table(key.parent());
            List<String> columns = new ArrayList<>();
            child.keyColumns().forEach(c -> columns.add("c." + Ident.quote(c)));
            parent.keyColumns().forEach(c -> columns.add("p." + Ident.quote(c)));
            int split = child.keyColumns().size();
            for (List<Value> row : rows(
                    "FROM " + Ident.quote(parent.name()) + " AS p JOIN " + Ident.quote(child.name()) + " AS c ON "
                            + joined(key),
                    columns)) {
                links.add(new Link(
                        key, target(child, row.subList(0, split)), target(parent, row.subList(split, row.size()))));
            }
        }
        return links;
    }

    static Target.Stored target(RandomSchema.Tab tab, List<Value> key) {
        return new Target.Stored(
                tab.name(),
                tab.isWithoutRowid()
                        ? new RowKey.Primary(key)
                        : new RowKey.Rowid(key.getFirst().asLong()));
    }

    /// All rows with all that is written in them.
    Map<Target.Stored, Map<String, Value>> rows() {
        Map<Target.Stored, Map<String, Value>> all = new LinkedHashMap<>();
        for (RandomSchema.Tab tab : schema.tables()) {
            List<String> columns = tab.written();
            for (List<Value> row : rows(
                    "FROM " + Ident.quote(tab.name()),
                    columns.stream().map(Ident::quote).toList())) {
                Map<String, Value> cells = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    cells.put(columns.get(i), row.get(i));
                }
                all.put(target(tab, tab.keyColumns().stream().map(cells::get).toList()), cells);
            }
        }
        return all;
    }

    /// Each cell by class and bytes.
    static String dumpSql(RandomSchema.Tab tab) {
        List<String> names = new ArrayList<>(
                tab.columns().stream().map(RandomSchema.Col::name).toList());
        if (tab.rowid() != null && !tab.hasRowidColumn()) {
            names.add(tab.rowid());
        }
        List<String> cells = names.stream()
                .map(Ident::quote)
                .map(c -> "substr(typeof(" + c + "), 1, 1) || hex(CAST(" + c + " AS BLOB))")
                .toList();
        return "SELECT "
                + String.join(
                        " || ' ' || ",
                        cells.stream().map(c -> "coalesce(" + c + ", 'n')").toList()) + " AS d FROM "
                + Ident.quote(tab.name()) + " ORDER BY d";
    }

    Map<String, List<String>> dump() {
        Map<String, List<String>> dump = new LinkedHashMap<>();
        schema.tables().forEach(tab -> dump.put(tab.name(), list(dumpSql(tab))));
        return dump;
    }

    /// What becomes of a value in the column; itself where it may not be there.
    Value stored(RandomSchema.Tab tab, RandomSchema.Col column, Value value) {
        String strict = tab.strict() ? " STRICT" : "";
        execute("DROP TABLE IF EXISTS scratch");
        execute("CREATE TABLE scratch(c " + column.type() + ")" + strict);
        try {
            statement.execute("INSERT INTO scratch VALUES (" + Sql.literal(value) + ")");
        } catch (SQLException e) {
            return value;
        }
        return rows("FROM scratch", List.of("c")).getFirst().getFirst();
    }

    /// Whether both are the same to an index of the column.
    boolean isSame(Value one, Value other, RandomSchema.Col column) {
        return list("SELECT " + Sql.literal(one) + " IS " + Sql.literal(other) + " COLLATE "
                        + (column.nocase() ? "NOCASE" : "BINARY"))
                .equals(List.of("1"));
    }

    // ---- the connection ----

    private void execute(String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private int count(String sql) {
        try {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private List<String> list(String sql) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private List<List<Value>> rows(String from, List<String> columns) {
        String cells = String.join(
                ", ",
                columns.stream()
                        .map(c -> "typeof(" + c + "), " + c + ", CAST(" + c + " AS BLOB)")
                        .toList());
        try (ResultSet rows = statement.executeQuery("SELECT " + cells + " " + from)) {
            List<List<Value>> list = new ArrayList<>();
            while (rows.next()) {
                List<Value> row = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(value(rows, 3 * i + 1));
                }
                list.add(row);
            }
            return list;
        } catch (SQLException e) {
            throw new AssertionError(from, e);
        }
    }

    private static Value value(ResultSet rows, int at) throws SQLException {
        return switch (rows.getString(at)) {
            case "integer" -> Value.of(rows.getLong(at + 1));
            case "real" -> Value.of(rows.getDouble(at + 1));
            case "text" -> text(bytes(rows, at));
            case "blob" -> Value.of(bytes(rows, at));
            default -> Value.NULL;
        };
    }

    private static byte[] bytes(ResultSet rows, int at) throws SQLException {
        byte[] bytes = rows.getBytes(at + 2);
        return bytes == null ? new byte[0] : bytes;
    }

    private static Value text(byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        boolean whole = java.util.Arrays.equals(bytes, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Value.Text(text, whole ? null : bytes);
    }
}
