package studio.rowan.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A few tables of every kind that refer to each other in every way.
record RandomSchema(List<Tab> tables) {
    /// @param values the type whose values it is given: for a reference that of its parent
    /// @param options what stands after the type
    /// @param open may be set: it is neither computed nor kept by a trigger
    record Col(
            String name,
            String type,
            String values,
            boolean nullable,
            boolean nocase,
            @Nullable Value byDefault,
            String options,
            boolean open) {
        String sql() {
            return Ident.quote(name) + " " + type + (nocase ? " COLLATE NOCASE" : "") + (nullable ? "" : " NOT NULL")
                    + (byDefault == null ? "" : " DEFAULT (" + Sql.literal(byDefault) + ")")
                    + options;
        }

        boolean isComputed() {
            return options.contains(" AS (");
        }
    }

    record Fk(
            String table,
            List<String> columns,
            String parent,
            List<String> to,
            String onDelete,
            String onUpdate,
            boolean deferred) {
        String sql() {
            return "FOREIGN KEY (" + RowSql.names(columns) + ") REFERENCES " + Ident.quote(parent) + "("
                    + RowSql.names(to) + ") ON DELETE " + onDelete + " ON UPDATE " + onUpdate
                    + (deferred ? " DEFERRABLE INITIALLY DEFERRED" : "");
        }
    }

    /// @param rowid the column or alias of the rowid; `null` without one
    /// @param key the primary key where it is not the rowid
    /// @param uniques the UNIQUE constraints beside it
    /// @param triggers on it
    record Tab(
            String name,
            List<Col> columns,
            @Nullable String rowid,
            List<String> key,
            List<List<String>> uniques,
            List<Fk> keys,
            boolean strict,
            List<String> triggers) {
        Col column(String wanted) {
            return columns.stream()
                    .filter(c -> c.name().equals(wanted))
                    .findFirst()
                    .orElseThrow();
        }

        boolean hasRowidColumn() {
            return columns.stream().anyMatch(c -> c.name().equals(rowid));
        }

        boolean isWithoutRowid() {
            return rowid == null;
        }

        /// What no two rows may share.
        List<List<String>> places() {
            List<List<String>> places = new ArrayList<>(uniques);
            if (!key.isEmpty()) {
                places.add(key);
            }
            if (hasRowidColumn()) {
                places.add(List.of(rowid()));
            }
            return places;
        }

        /// The columns by which its rows are told apart.
        List<String> keyColumns() {
            return rowid == null ? key : List.of(rowid);
        }

        /// All that is written, an unnamed rowid included.
        List<String> written() {
            List<String> names = new ArrayList<>();
            if (rowid != null && !hasRowidColumn()) {
                names.add(rowid);
            }
            columns.stream().filter(c -> !c.isComputed()).map(Col::name).forEach(names::add);
            return names;
        }

        List<Col> open() {
            return columns.stream().filter(Col::open).toList();
        }

        boolean has(String column) {
            return columns.stream().anyMatch(c -> c.name().equals(column));
        }

        String sql() {
            List<String> parts = new ArrayList<>(columns.stream().map(Col::sql).toList());
            if (!key.isEmpty()) {
                parts.add("PRIMARY KEY (" + RowSql.names(key) + ")");
            }
            uniques.forEach(u -> parts.add("UNIQUE (" + RowSql.names(u) + ")"));
            keys.forEach(k -> parts.add(k.sql()));
            String options = (strict ? " STRICT" : "")
                    + (strict && rowid == null ? "," : "")
                    + (rowid == null ? " WITHOUT ROWID" : "");
            return "CREATE TABLE " + Ident.quote(name) + "(" + String.join(", ", parts) + ")" + options;
        }
    }

    /// Rows that went, written down by triggers.
    static final String GONE = "CREATE TABLE gone(t, k, PRIMARY KEY (t, k))";

    /// What a trigger makes of column `a`.
    static final String NOTE = "'N' || hex(a)";

    Tab table(String name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    List<Fk> keys() {
        return tables.stream().flatMap(t -> t.keys().stream()).toList();
    }

    static RandomSchema of(Random random) {
        return new Maker(random).schema();
    }

    private static final class Maker {
        private static final List<String> ACTIONS = List.of(
                "CASCADE", "CASCADE", "CASCADE", "SET NULL", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION");

        private final Random random;
        private final List<Tab> tables = new ArrayList<>();

        Maker(Random random) {
            this.random = random;
        }

        RandomSchema schema() {
            int count = 2 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                tables.add(table("t" + i));
            }
            for (int i = 0; i < count; i++) {
                for (int k = random.nextInt(3); k > 0; k--) {
                    tables.set(i, refer(tables.get(i), k));
                }
            }
            tables.replaceAll(this::triggers);
            return new RandomSchema(List.copyOf(tables));
        }

        private boolean oneOf(int n) {
            return random.nextInt(n) == 0;
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private static Col plain(String name, String type) {
            return new Col(name, type, type, true, false, null, "", true);
        }

        private Col text(String name) {
            return new Col(name, "TEXT", "TEXT", false, oneOf(3), null, "", true);
        }

        private Tab table(String name) {
            List<Col> columns = new ArrayList<>();
            @Nullable String rowid = "rowid";
            List<String> key = List.of();
            boolean strict = oneOf(3);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    rowid = "id";
                    columns.add(new Col(
                            "id",
                            "INTEGER",
                            "INTEGER",
                            true,
                            false,
                            null,
                            " PRIMARY KEY" + (oneOf(4) ? " AUTOINCREMENT" : ""),
                            true));
                }
                case 2 -> {
                    columns.add(text("code"));
                    key = List.of("code");
                    rowid = oneOf(2) ? null : "rowid";
                }
                case 3 -> {
                    columns.add(new Col("k1", "INTEGER", "INTEGER", false, false, null, "", true));
                    columns.add(text("k2"));
                    key = List.of("k1", "k2");
                    rowid = oneOf(3) ? "rowid" : null;
                }
                case 4 -> {
                    columns.add(plain("rowid", strict ? "ANY" : ""));
                    columns.add(plain("_rowid_", "TEXT"));
                    rowid = "oid";
                }
                default -> columns.add(plain("v", strict ? "ANY" : ""));
            }
            List<List<String>> uniques = new ArrayList<>();
            data(columns, strict);
            unique(columns, uniques, rowid, key);
            return new Tab(name, columns, rowid, key, uniques, List.of(), strict, List.of());
        }

        private void data(List<Col> columns, boolean strict) {
            List<String> types = strict
                    ? List.of("INTEGER", "TEXT", "REAL", "BLOB", "ANY")
                    : List.of("INTEGER", "TEXT", "REAL", "BLOB", "", "NUMERIC");
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                String type = any(types);
                boolean nullable = !oneOf(3);
                Value byDefault = oneOf(3) ? any(Pool.of(type)) : null;
                String check = oneOf(6) ? " CHECK (length(" + (char) ('a' + i) + ") < 12)" : "";
                columns.add(new Col(
                        String.valueOf((char) ('a' + i)),
                        type,
                        type,
                        nullable,
                        type.equals("TEXT") && oneOf(3),
                        byDefault,
                        check,
                        true));
            }
            if (oneOf(4)) {
                columns.add(new Col(
                        "g",
                        "TEXT",
                        "TEXT",
                        true,
                        false,
                        null,
                        " AS (hex(a) || '!')" + (oneOf(2) ? " STORED" : ""),
                        false));
            }
        }

        private void unique(List<Col> columns, List<List<String>> uniques, @Nullable String rowid, List<String> key) {
            List<String> names = columns.stream()
                    .filter(c -> c.open() && !c.name().equals(rowid) && !key.contains(c.name()))
                    .map(Col::name)
                    .toList();
            if (oneOf(2)) {
                uniques.add(List.of(any(names)));
            }
            if (names.size() > 1 && oneOf(3)) {
                uniques.add(names.subList(0, 2));
            }
        }

        /// Adds a foreign key to any table, itself and later ones included.
        private Tab refer(Tab child, int number) {
            Tab parent = any(tables);
            List<List<String>> places = parent.places();
            if (places.isEmpty()) {
                return child;
            }
            List<String> to = any(places);
            List<Col> columns = new ArrayList<>(child.columns());
            List<String> from = new ArrayList<>();
            boolean nullable = !oneOf(4);
            String onDelete = any(ACTIONS);
            String onUpdate = any(ACTIONS);
            String own = child.key().size() == 2 && to.size() == 1 && number == 1 ? "k1" : "";
            if (!own.isEmpty() && parent.column(to.getFirst()).type().equals("INTEGER")) {
                from.add(own);
            } else {
                for (int i = 0; i < to.size(); i++) {
                    Col far = parent.column(to.get(i));
                    String name = "f" + number + i;
                    from.add(name);
                    Value byDefault = oneOf(4) ? any(Pool.of(far.values())) : null;
                    columns.add(new Col(
                            name,
                            type(far.type(), child.strict()),
                            far.values(),
                            nullable,
                            false,
                            byDefault,
                            "",
                            true));
                }
            }
            List<List<String>> uniques = new ArrayList<>(child.uniques());
            if (oneOf(6) && own.isEmpty()) {
                uniques.add(from);
            }
            List<Fk> keys = new ArrayList<>(child.keys());
            keys.add(new Fk(child.name(), from, parent.name(), to, onDelete, onUpdate, oneOf(4)));
            return new Tab(child.name(), columns, child.rowid(), child.key(), uniques, keys, child.strict(), List.of());
        }

        private String type(String type, boolean strict) {
            if (strict) {
                return type.isEmpty() || type.equals("NUMERIC") || oneOf(4) ? "ANY" : type;
            }
            return type.equals("ANY") || oneOf(4) ? "" : type;
        }

        /// Triggers whose effect can be told from the rows: a column kept in step, rows written down, a value
        /// forbidden.
        private Tab triggers(Tab t) {
            if (!oneOf(3)) {
                return t;
            }
            List<Col> columns = new ArrayList<>(t.columns());
            List<String> triggers = new ArrayList<>();
            String own = String.join(
                    " AND ",
                    t.keyColumns().stream()
                            .map(c -> Ident.quote(c) + " IS new." + Ident.quote(c))
                            .toList());
            String name = Ident.quote(t.name());
            columns.add(new Col("note", "TEXT", "TEXT", true, false, null, "", false));
            for (String event : List.of("INSERT", "UPDATE OF a")) {
                triggers.add("CREATE TRIGGER " + t.name() + event.charAt(0) + " AFTER " + event + " ON " + name
                        + " BEGIN UPDATE " + name + " SET note = " + NOTE + " WHERE " + own + "; END");
                triggers.add("CREATE TRIGGER " + t.name() + event.charAt(0) + "no BEFORE " + event + " ON " + name
                        + " WHEN new.a = 'bad' BEGIN SELECT RAISE(ABORT, 'forbidden'); END");
            }
            triggers.add("CREATE TRIGGER " + t.name() + "D AFTER DELETE ON " + name
                    + " BEGIN INSERT OR IGNORE INTO gone VALUES ('" + t.name() + "', hex(old."
                    + Ident.quote(t.keyColumns().getFirst()) + ")); END");
            return new Tab(t.name(), columns, t.rowid(), t.key(), t.uniques(), t.keys(), t.strict(), triggers);
        }
    }
}
