package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.schema.FullTextDdl.Detail;

/// A full-text index over columns of a table that is to be made: the text stays in the table, and three triggers keep
/// the index in step with it ([FTS5, 4.4.3](https://www.sqlite.org/fts5.html#external_content_tables)).
/// @param table whose rows are found
/// @param key the column (or rowid name) that numbers the rows
/// @param aliases further names by which an UPDATE can change that number
/// @param columns those that are searched
/// @param generated one of them is computed: an UPDATE of it names other columns
/// @param index the name of the index
/// @param prefixes lengths of beginnings of words that get an index of their own
/// @param detail what is kept of the place of each word
public record FtsDraft(
        String table,
        String key,
        List<String> aliases,
        List<String> columns,
        boolean generated,
        String index,
        FtsTokenizer tokenizer,
        List<Integer> prefixes,
        Detail detail) {
    private static final String INDENT = "    ";

    public FtsDraft {
        aliases = List.copyOf(aliases);
        columns = List.copyOf(columns);
        prefixes = List.copyOf(prefixes);
    }

    /// The names of the triggers, in the order insert, delete, update.
    public List<String> triggers() {
        return triggers(index);
    }

    static List<String> triggers(String index) {
        return List.of(index + "_insert", index + "_delete", index + "_update");
    }

    /// Tables that come with the index.
    static List<String> shadows(String index) {
        return List.of(index + "_data", index + "_idx", index + "_content", index + "_docsize", index + "_config");
    }

    /// What makes it and fills it, one statement after the other.
    public List<Sql> statements() {
        List<Sql> all = new ArrayList<>(List.of(create(index, Ident.literal(table), false)));
        all.add(trigger(0, "INSERT", List.of(), List.of(added())));
        all.add(trigger(1, "DELETE", List.of(), List.of(removed())));
        all.add(trigger(2, "UPDATE", watched(), List.of(removed(), added())));
        all.add(rebuild());
        return all;
    }

    /// Fills the index from the table.
    Sql rebuild() {
        return Sql.of("INSERT INTO " + Ident.quote(index) + "(" + Ident.quote(index) + ") VALUES ('rebuild')");
    }

    /// The statements as a script.
    public String script() {
        return statements().stream().map(sql -> sql.text() + ";\n").collect(Collectors.joining("\n"));
    }

    /// @param content the literal that names the table; an empty one keeps no text
    /// @param plain columns have names of our own: for a table that is only looked into
    Sql create(String name, String content, boolean plain) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(Ident.quote(plain ? "c" + i : columns.get(i)));
        }
        parts.add("content = " + content);
        if (!plain) {
            parts.add("content_rowid = " + Ident.literal(key));
        }
        parts.add("tokenize = " + Ident.literal(tokenizer.spec()));
        if (!prefixes.isEmpty()) {
            parts.add("prefix = "
                    + Ident.literal(prefixes.stream().map(String::valueOf).collect(Collectors.joining(" "))));
        }
        if (detail != Detail.FULL) {
            parts.add("detail = " + (detail == Detail.COLUMN ? "column" : "none"));
        }
        return Sql.of("CREATE VIRTUAL TABLE " + Ident.quote(name) + " USING fts5(\n" + INDENT
                + String.join(",\n" + INDENT, parts) + "\n)");
    }

    /// A column that is computed changes with columns that nobody names here.
    private List<String> watched() {
        if (generated) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of(key));
        aliases.stream().filter(alias -> !alias.equalsIgnoreCase(key)).forEach(names::add);
        columns.stream().filter(column -> !column.equalsIgnoreCase(key)).forEach(names::add);
        return names;
    }

    private Sql trigger(int which, String event, List<String> of, List<String> body) {
        String columns = of.isEmpty() ? "" : " OF " + quoted("", of);
        return Sql.of("CREATE TRIGGER " + Ident.quote(triggers().get(which)) + " AFTER " + event + columns + " ON "
                + Ident.quote(table) + " BEGIN\n"
                + body.stream().map(each -> INDENT + each + ";\n").collect(Collectors.joining()) + "END");
    }

    private String added() {
        return "INSERT INTO " + Ident.quote(index) + "(rowid, " + quoted("", columns) + ") VALUES (new."
                + Ident.quote(key) + ", " + quoted("new.", columns) + ")";
    }

    /// FTS5 is told what it had: it cannot look it up any more.
    private String removed() {
        return "INSERT INTO " + Ident.quote(index) + "(" + Ident.quote(index) + ", rowid, " + quoted("", columns)
                + ") VALUES ('delete', old." + Ident.quote(key) + ", " + quoted("old.", columns) + ")";
    }

    private static String quoted(String before, List<String> names) {
        return names.stream().map(name -> before + Ident.quote(name)).collect(Collectors.joining(", "));
    }
}
