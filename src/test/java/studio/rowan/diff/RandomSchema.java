package studio.rowan.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Schemas by chance over the same few names, so that two of them have much in common. All have `users`, which others
/// refer to; every table has a column `id`, unlike in each row.
final class RandomSchema {
    private static final List<String> OTHERS = List.of("posts", "tags", "odd name", "select", "Items");

    private final long seed;
    private final Random variant;
    private Random random;
    private final List<String> statements = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> relations = new ArrayList<>();

    private RandomSchema(long seed, long variant) {
        this.seed = seed;
        this.variant = new Random(variant);
        this.random = new Random(seed);
    }

    /// The statements that make it. Those of one seed are relatives: another variant changes some of them.
    static List<String> statements(long seed, long variant) {
        RandomSchema schema = new RandomSchema(seed, variant);
        schema.table("users", true);
        for (String name : OTHERS) {
            schema.begin(name);
            if (schema.chance(70)) {
                schema.table(name, false);
            }
        }
        schema.begin("views");
        schema.views();
        schema.begin("text");
        schema.ownText();
        schema.statements.addAll(schema.late);
        return schema.statements;
    }

    /// What follows is as in the other variants, in two of three cases.
    private void begin(String part) {
        random = new Random(31 * seed + part.hashCode() + (variant.nextInt(3) == 0 ? variant.nextLong() : 0));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }

    private String quoted(String name) {
        return name.matches("[a-z_]+") && !name.equals("select") && chance(50)
                ? name
                : any("\"" + name + "\"", "`" + name + "`", "[" + name + "]");
    }

    private void table(String name, boolean parent) {
        int twist = variant.nextInt(4);
        boolean strict = chance(15);
        boolean withoutRowid = !parent && chance(20);
        boolean keyless = !parent && !withoutRowid && chance(20);
        List<String> parts = new ArrayList<>();
        parts.add("id INTEGER"
                + (keyless ? "" : " PRIMARY KEY" + (withoutRowid ? " NOT NULL" : any("", " AUTOINCREMENT"))));
        List<String> columns = new ArrayList<>(Stream.of("a", "b", "c", "d", "n", "ref", "twice")
                .filter(_ -> chance(70))
                .toList());
        if (chance(25)) {
            java.util.Collections.shuffle(columns, random);
        }
        for (String column : columns) {
            parts.add(quoted(column) + " " + definition(column, columns));
        }
        if (twist == 1) {
            parts.add(any("z TEXT", "z TEXT DEFAULT 'zed'", "z TEXT NOT NULL DEFAULT '' CHECK (z <> 'no')"));
        } else if (twist == 2 && columns.contains("c")) {
            parts.remove(1 + columns.indexOf("c"));
            columns.remove("c");
        }
        if (columns.contains("a") && chance(30)) {
            parts.add(any("CHECK (a > -5)", "CONSTRAINT small CHECK (a < 1000000)", "UNIQUE (id, a)"));
        }
        if (columns.contains("ref") && chance(30)) {
            parts.add("FOREIGN KEY (ref) REFERENCES users (id)" + any("", " ON DELETE CASCADE"));
        }
        List<String> options = new ArrayList<>();
        if (strict) {
            options.add("STRICT");
        }
        if (withoutRowid) {
            options.add("WITHOUT ROWID");
        }
        statements.add("CREATE TABLE " + quoted(name) + " (" + String.join(any(", ", ",\n  "), parts) + ") "
                + String.join(", ", options));
        relations.add(name);
        indexes(name, columns);
        triggers(name, columns);
        if (columns.contains("b") && !withoutRowid && chance(40)) {
            fullText(name);
        }
    }

    private String definition(String column, List<String> columns) {
        return switch (column) {
            case "a" ->
                "INTEGER" + any("", " NOT NULL DEFAULT 7", " DEFAULT (1 + 1)", " CHECK (a <> -1)", " DEFAULT -3");
            case "b" -> "TEXT" + any("", " UNIQUE", " COLLATE NOCASE", " NOT NULL DEFAULT 'it''s; --'");
            case "c" -> "REAL" + any("", " DEFAULT 1.5", " NOT NULL DEFAULT 2");
            case "d" -> any("BLOB", "BLOB /* raw */ DEFAULT x'00'");
            case "n" -> "INTEGER" + any("", " DEFAULT NULL", " DEFAULT 4");
            case "ref" ->
                "INTEGER"
                        + any(
                                "",
                                " REFERENCES users(id)",
                                " REFERENCES users ON DELETE SET NULL",
                                " REFERENCES users ON DELETE CASCADE");
            case "twice" -> {
                String of = columns.contains("a") ? "a" : "id";
                yield "INTEGER GENERATED ALWAYS AS (" + of + " * 2) " + any("VIRTUAL", "STORED");
            }
            default -> throw new IllegalArgumentException(column);
        };
    }

    private void indexes(String table, List<String> columns) {
        for (String column : columns) {
            if (chance(30) && variant.nextInt(4) > 0) {
                late.add("CREATE " + any("", "UNIQUE ") + "INDEX " + name(table, column, "i") + " ON " + quoted(table)
                        + " (" + any(quoted(column), quoted(column) + " DESC") + ", id)"
                        + any("", "", " WHERE id > 3"));
            }
        }
        if (columns.contains("b") && chance(30)) {
            late.add("CREATE INDEX " + name(table, "lower", "i") + " ON " + quoted(table) + " (lower(b))");
        }
    }

    private static String name(String table, String what, String kind) {
        return "\"" + table + "_" + what + "_" + kind + "\"";
    }

    private void triggers(String table, List<String> columns) {
        if (columns.contains("n") && chance(40)) {
            late.add("CREATE TRIGGER " + name(table, "n", "t") + any(" AFTER", " BEFORE") + " DELETE ON "
                    + quoted(table) + " BEGIN UPDATE users SET id = id WHERE id = OLD.n; SELECT 1; END");
        }
    }

    private void fullText(String table) {
        String index = table.replace(" ", "_") + "_fts";
        String t = "\"" + table + "\"";
        late.add("CREATE VIRTUAL TABLE " + index + " USING fts5(b, content='" + table + "', content_rowid='id'"
                + any("", ", tokenize='porter'") + ")");
        late.add("CREATE TRIGGER " + index + "_ai AFTER INSERT ON " + t + " BEGIN INSERT INTO " + index
                + "(rowid, b) VALUES (NEW.id, NEW.b); END");
        late.add("CREATE TRIGGER " + index + "_ad AFTER DELETE ON " + t + " BEGIN INSERT INTO " + index + "(" + index
                + ", rowid, b) VALUES ('delete', OLD.id, OLD.b); END");
    }

    private void ownText() {
        if (chance(50)) {
            late.add("CREATE VIRTUAL TABLE notes USING fts5(" + any("x, y", "x", "y, x", "x, z")
                    + any("", ", prefix='2'") + ")");
        }
    }

    private void views() {
        for (String relation : List.copyOf(relations)) {
            if (chance(30)) {
                String view = relation.replace(" ", "_") + "_v";
                statements.add("CREATE VIEW " + view + " AS SELECT id" + any("", ", id + 1 AS next") + " FROM "
                        + quoted(relation));
                if (chance(30)) {
                    statements.add("CREATE VIEW " + view + "2 AS SELECT * FROM " + view);
                    late.add("CREATE TRIGGER " + view + "_t INSTEAD OF INSERT ON " + view
                            + " BEGIN DELETE FROM users WHERE id < 0; END");
                }
            }
        }
    }
}
