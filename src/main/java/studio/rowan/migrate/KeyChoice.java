package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Names;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.db.Value;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;

/// By which columns the rows of a table are found again after a script.
/// @param columns none where there is no way
/// @param isRowid it is the one column that is the row's own number
record KeyChoice(RowCount.By by, List<Column> columns, boolean isRowid) {
    static final KeyChoice NONE = new KeyChoice(RowCount.By.NONE, List.of(), false);

    /// What may be kept of a table without a key, and of one whose script numbers it anew.
    private static final long MOST_ROWS = 100_000;

    private static final long MOST_BYTES = 32L << 20;

    private static final String UNIQUE = "SELECT l.name, i.name FROM pragma_index_list(?, 'main') l,"
            + " pragma_index_info(l.name, 'main') i WHERE l.\"unique\" AND NOT l.partial"
            + " ORDER BY l.origin <> 'pk', l.seq, i.seqno";

    private static final String SIZE = "SELECT pgsize FROM dbstat('main', 1) WHERE name = ?";

    static KeyChoice of(Access access, Outline outline, String script, ScriptFacts facts, String table, long rows) {
        List<Column> all = outline.columnsOf(table);
        List<List<Column>> unique = unique(access, outline, table);
        Column number = rowid(all, unique);
        if (number != null && !renumbers(script, facts, table, number.name())) {
            return new KeyChoice(RowCount.By.KEY, List.of(number), true);
        }
        if (!unique.isEmpty()) {
            return new KeyChoice(RowCount.By.KEY, unique.getFirst(), false);
        }
        List<Column> content = all.stream()
                .filter(column -> !column.isGenerated() && !column.equals(number))
                .toList();
        return content.isEmpty() || rows > MOST_ROWS || bytes(access, table) > MOST_BYTES
                ? NONE
                : new KeyChoice(RowCount.By.CONTENT, content, false);
    }

    private static List<List<Column>> unique(Access access, Outline outline, String table) {
        Map<String, List<Column>> byIndex = new LinkedHashMap<>();
        Set<String> strange = new TreeSet<>();
        for (Row row : access.query(Sql.of(UNIQUE, Value.of(table)))) {
            String name = row.asText(1);
            Column column = name == null ? null : outline.column(table, name);
            if (column == null) {
                // An expression.
                strange.add(row.text(0));
            } else {
                byIndex.computeIfAbsent(row.text(0), _ -> new ArrayList<>()).add(column);
            }
        }
        byIndex.keySet().removeAll(strange);
        return List.copyOf(byIndex.values());
    }

    /// The column that is the rowid ([rowid](https://www.sqlite.org/lang_createtable.html#rowid)): an INTEGER PRIMARY
    /// KEY without an index of its own.
    private static @Nullable Column rowid(List<Column> columns, List<List<Column>> unique) {
        List<Column> keys = columns.stream().filter(Column::isKey).toList();
        boolean integer = keys.size() == 1 && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER");
        return integer && !unique.contains(keys) ? keys.getFirst() : null;
    }

    private static long bytes(Access access, String table) {
        return access.scalar(Sql.of(SIZE, Value.of(table))).asLong();
    }

    /// Whether rows come back into the table without their numbers, so that SQLite counts from 1 again and equal
    /// numbers say nothing: an INSERT … SELECT that does not speak of the key.
    private static boolean renumbers(String script, ScriptFacts facts, String table, String key) {
        Set<String> ways = new TreeSet<>(Set.of(lower(table)));
        for (int i = facts.renamed().size() - 2; i >= 0; i -= 2) {
            if (ways.contains(facts.renamed().get(i + 1))) {
                ways.add(facts.renamed().get(i));
            }
        }
        for (SqlStatement statement : facts.statements()) {
            if (statement.kind() == SqlStatement.Kind.WRITE && omits(statement.text(script), ways, key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean omits(String insert, Set<String> tables, String key) {
        List<Token> words =
                Tokenizer.tokens(insert).stream().filter(t -> !t.isTrivia()).toList();
        int into = at(words, insert, "INTO", 0);
        int select = at(words, insert, "SELECT", into < 0 ? 0 : into);
        if (into < 0 || select < 0) {
            return false;
        }
        boolean listed = false;
        boolean target = false;
        boolean inList = false;
        for (Token token : words.subList(into + 1, select)) {
            String name = Names.unquote(token, insert);
            listed |= token.text(insert).equals("(");
            target |= !listed && name != null && tables.contains(lower(name));
            inList |= listed && key.equalsIgnoreCase(name);
        }
        boolean given = words.subList(select, words.size()).stream()
                .anyMatch(
                        token -> token.text(insert).equals("*") || key.equalsIgnoreCase(Names.unquote(token, insert)));
        return target && ((listed && !inList) || !given);
    }

    private static int at(List<Token> words, String text, String keyword, int from) {
        for (int i = from; i < words.size(); i++) {
            if (words.get(i).kind() == Token.Kind.KEYWORD
                    && words.get(i).text(text).equalsIgnoreCase(keyword)) {
                return i;
            }
        }
        return -1;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
