package studio.rowan.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.rowan.db.Ident;

/// Fills every table of a database with rows that satisfy its constraints, children of each parent among them, by plain
/// SQLite with foreign keys enforced. It tries kinds of values until SQLite takes them, and tells what it could not
/// fill.
final class Filler {
    static final int ROWS = 20;

    /// Kinds of values for what is no key; the first that fits a table is taken.
    private enum Flavour {
        WORDS,
        JSON,
        ZEROES,
        MOMENTS
    }

    private record Column(String name, String type, boolean required, boolean key) {
        boolean is(String... parts) {
            String upper = type.toUpperCase(Locale.ROOT);
            for (String part : parts) {
                if (upper.contains(part)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// @param to the parent's columns, as long as `from`
    private record Key(String parent, List<String> from, List<String> to) {}

    /// Single words in quotes behind `column IN (`.
    private static final String CHOICES = "(?is)CHECK\\s*\\(.*?[\"`\\[]?\\b%s\\b[\"`\\]]?\\s+IN\\s*\\(([^)]*)\\)";

    private static final Pattern ASKED = Pattern.compile("FROM (\\w+)");

    private final Connection connection;
    private final Map<String, String> given;
    private final Map<String, Integer> filled = new LinkedHashMap<>();
    private final Set<String> empty = new TreeSet<>();

    /// @param given SQL for columns whose values nothing but a person can guess, by `table.column`
    Filler(Connection connection, Map<String, String> given) {
        this.connection = connection;
        this.given = given;
    }

    /// How many rows each table got.
    Map<String, Integer> filled() {
        return filled;
    }

    /// Tables that could not be filled.
    Set<String> empty() {
        return empty;
    }

    void fill(Set<String> not) throws SQLException {
        execute("PRAGMA foreign_keys = ON");
        List<String> tables = new ArrayList<>(
                column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY 1"));
        tables.removeIf(table -> table.startsWith("sqlite_") || not.contains(table));
        execute("BEGIN");
        for (String table : byParents(tables)) {
            int rows = fill(table);
            if (rows == 0) {
                empty.add(table);
            } else {
                filled.put(table, rows);
            }
        }
        execute("COMMIT");
    }

    private List<String> byParents(List<String> tables) throws SQLException {
        Set<String> ordered = new LinkedHashSet<>();
        for (int round = 0; round <= tables.size(); round++) {
            for (String table : tables) {
                if (parents(table).stream().allMatch(parent -> ordered.stream().anyMatch(parent::equalsIgnoreCase))) {
                    ordered.add(table);
                }
            }
        }
        // Tables that refer to each other in a circle.
        ordered.addAll(tables);
        return List.copyOf(ordered);
    }

    /// Tables that are to be filled before it: those it refers to, and those that what was given asks.
    private Set<String> parents(String table) throws SQLException {
        Set<String> parents = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        keys(table).forEach(key -> parents.add(key.parent()));
        given.forEach((column, sql) -> {
            Matcher asked = ASKED.matcher(sql);
            while (column.startsWith(table + ".") && asked.find()) {
                parents.add(asked.group(1));
            }
        });
        parents.remove(table);
        return parents;
    }

    private int fill(String table) throws SQLException {
        int best = 0;
        for (Flavour flavour : Flavour.values()) {
            execute("SAVEPOINT flavour");
            int rows = 0;
            for (int i = 1; i <= ROWS; i++) {
                rows += insert(table, flavour, i);
            }
            if (rows == ROWS || rows > best && flavour == Flavour.MOMENTS) {
                execute("RELEASE flavour");
                return rows;
            }
            best = Math.max(best, rows);
            execute("ROLLBACK TO flavour");
            execute("RELEASE flavour");
        }
        // Not one takes all rows: the one that takes most.
        for (Flavour flavour : Flavour.values()) {
            execute("SAVEPOINT flavour");
            int rows = 0;
            for (int i = 1; i <= ROWS; i++) {
                rows += insert(table, flavour, i);
            }
            if (rows == best) {
                execute("RELEASE flavour");
                return rows;
            }
            execute("ROLLBACK TO flavour");
            execute("RELEASE flavour");
        }
        return 0;
    }

    private int insert(String table, Flavour flavour, int number) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> expressions = new HashMap<>();
        for (Column column : columns(table)) {
            String own = given.get(table + "." + column.name());
            if (own != null) {
                expressions.put(column.name(), own.replace(":i", String.valueOf(number)));
            }
            values.put(column.name(), value(table, column, flavour, number));
        }
        int place = 0;
        for (Key key : keys(table)) {
            List<Object> parent = parent(key, number - 1, place++);
            for (int i = 0; i < key.from().size(); i++) {
                if (!expressions.containsKey(key.from().get(i))) {
                    values.put(key.from().get(i), parent.isEmpty() ? null : parent.get(i));
                }
            }
        }
        List<String> names = List.copyOf(values.keySet());
        String places = String.join(
                ", ",
                names.stream().map(name -> expressions.getOrDefault(name, "?")).toList());
        String sql = "INSERT INTO " + Ident.quote(table) + "("
                + String.join(", ", names.stream().map(Ident::quote).toList()) + ") VALUES(" + places + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int at = 1;
            for (String name : names) {
                if (!expressions.containsKey(name)) {
                    insert.setObject(at++, values.get(name));
                }
            }
            return insert.executeUpdate();
        } catch (SQLException e) {
            return 0;
        }
    }

    private Object value(String table, Column column, Flavour flavour, int number) throws SQLException {
        String choice = choice(table, column.name(), number);
        if (choice != null) {
            return choice;
        }
        boolean moment = column.is("DATE", "TIME") || column.name().endsWith("_at");
        if (column.is("BOOL")) {
            return number % 2;
        }
        if (moment && column.is("TEXT", "DATE") && flavour != Flavour.ZEROES) {
            return String.format(Locale.ROOT, "2024-01-%02d 10:00:00", 1 + number % 28);
        }
        if (column.is("INT", "NUM", "REAL", "TIME")) {
            return flavour == Flavour.ZEROES ? number % 2 : 1_700_000_000L + number;
        }
        String word = column.name() + "-" + number;
        return switch (flavour) {
            case JSON -> column.key() ? word : "{\"" + column.name() + "\":" + number + "}";
            case MOMENTS -> column.key() ? word : "2024-01-02T03:04:05.000Z";
            case WORDS -> column.is("BLOB", "JSON") ? "[\"" + word + "\"]" : word;
            case ZEROES -> word;
        };
    }

    private String choice(String table, String column, int number) throws SQLException {
        String sql = column("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'")
                .getFirst();
        Matcher check =
                Pattern.compile(CHOICES.formatted(Pattern.quote(column))).matcher(sql);
        if (!check.find()) {
            return null;
        }
        String[] choices = check.group(1).split(",");
        return choices[number % choices.length].strip().replaceAll("^['\"]|['\"]$", "");
    }

    /// Each parent gets children; where a table has several, they differ in which.
    private List<Object> parent(Key key, int number, int place) throws SQLException {
        List<List<Object>> parents = new ArrayList<>();
        String columns = String.join(", ", key.to().stream().map(Ident::quote).toList());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + columns + " FROM " + Ident.quote(key.parent()) + " ORDER BY 1")) {
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= key.to().size(); i++) {
                    row.add(rows.getObject(i));
                }
                parents.add(row);
            }
        }
        return parents.isEmpty() ? List.of() : parents.get((number + place * 7) % parents.size());
    }

    private List<Column> columns(String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, type, \"notnull\", pk, sum(pk > 0) OVER ()"
                        + " FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0")) {
            while (rows.next()) {
                String type = rows.getString(2) == null ? "" : rows.getString(2);
                boolean rowid = rows.getInt(4) > 0 && rows.getInt(5) == 1 && type.equalsIgnoreCase("INTEGER");
                if (!rowid) {
                    columns.add(new Column(rows.getString(1), type, rows.getInt(3) > 0, rows.getInt(4) > 0));
                }
            }
        }
        return columns;
    }

    private List<Key> keys(String table) throws SQLException {
        Map<Integer, Key> keys = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, \"table\", \"from\", \"to\", seq"
                        + " FROM pragma_foreign_key_list('" + table + "') ORDER BY id, seq")) {
            while (rows.next()) {
                String parent = rows.getString(2);
                Key key = keys.computeIfAbsent(
                        rows.getInt(1), _ -> new Key(parent, new ArrayList<>(), new ArrayList<>()));
                key.from().add(rows.getString(3));
                String to = rows.getString(4);
                key.to().add(to == null ? primary(parent, rows.getInt(5)) : to);
            }
        }
        return List.copyOf(keys.values());
    }

    private String primary(String table, int place) throws SQLException {
        return column("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk")
                .get(place);
    }

    private List<String> column(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
