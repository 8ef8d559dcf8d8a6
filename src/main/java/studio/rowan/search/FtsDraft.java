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
    private static final String NEW = "new.";
    private static final String OLD = "old.";

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
        // A trigger of another's may have put a row of that number in again.
        String again = " FROM " + at(OLD);
        all.add(trigger(1, "DELETE", List.of(), List.of(removed(), removed("", again), added(again))));
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

    /// The row that has the number now.
    private String at(String row) {
        return Ident.quote(table) + " WHERE " + numbered("") + " = " + numbered(row);
    }

    private String numbered(String row) {
        return row + Ident.quote(key);
    }

    /// A trigger of another's, or a foreign key of a row to itself, may have changed the row again before this
    /// runs: the index knows it by then as it is now. A row in the place of a replaced one is still as the
    /// statement says.
    private String added() {
        // As FTS5 sees them: 1 is not 1.0, nor a A.
        String same = columns.stream()
                .map(column -> "CAST(" + Ident.quote(column) + " AS TEXT) IS CAST(" + NEW + Ident.quote(column)
                        + " AS TEXT) COLLATE BINARY")
                .collect(Collectors.joining(" AND "));
        return added(" FROM " + at(NEW) + " AND (NOT " + known(NEW) + " OR " + same + ")");
    }

    private String added(String from) {
        return "INSERT INTO " + Ident.quote(index) + "(rowid, " + quoted("", columns) + ") SELECT " + numbered("")
                + ", " + quoted("", columns) + from;
    }

    /// A row that was changed as it came in was not told before.
    private String removed() {
        return removed(OLD, " WHERE " + known(OLD));
    }

    /// FTS5 is told what it had: it cannot look it up any more.
    private String removed(String row, String from) {
        return "INSERT INTO " + Ident.quote(index) + "(" + Ident.quote(index) + ", rowid, " + quoted("", columns)
                + ") SELECT 'delete', " + numbered(row) + ", " + quoted(row, columns) + from;
    }

    private String known(String row) {
        return "EXISTS (SELECT 1 FROM " + Ident.quote(index + "_docsize") + " WHERE id = " + numbered(row) + ")";
    }

    private static String quoted(String before, List<String> names) {
        return names.stream().map(name -> before + Ident.quote(name)).collect(Collectors.joining(", "));
    }
}
