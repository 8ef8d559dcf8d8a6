package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;

/// Where a script puts rows back into a table without their numbers, so that SQLite counts from 1 again: equal numbers
/// say nothing then, and rows that refer to such a number get another row.
final class Renumbering {
    private static final Set<String> ROWID = Set.of("rowid", "_rowid_", "oid");

    private static final Set<String> END = Set.of("FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "WINDOW");

    private static final Set<String> COMPOUND = Set.of("UNION", "EXCEPT", "INTERSECT");

    private final String script;
    private final ScriptFacts facts;
    private final Outline outline;
    private final String table;
    private final String key;
    /// What the table is called in the course of the script, in lower case.
    private final Set<String> names;

    /// @param key the column that is the row's number
    Renumbering(String script, ScriptFacts facts, Outline outline, String table, String key) {
        this.script = script;
        this.facts = facts;
        this.outline = outline;
        this.table = table;
        this.key = key;
        this.names = new TreeSet<>(Set.of(lower(table)));
        for (int i = facts.renamed().size() - 2; i >= 0; i -= 2) {
            if (names.contains(facts.renamed().get(i + 1))) {
                names.add(facts.renamed().get(i));
            }
        }
    }

    /// The statements that do: each an INSERT … SELECT that does not hand on the key.
    List<SqlStatement> statements() {
        return facts.statements().stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.WRITE && omits(statement.text(script)))
                .toList();
    }

    /// The table is made anew: the rows that come back are those that were there.
    boolean isRebuilt() {
        boolean away = false;
        for (int i = 0; i + 1 < facts.renamed().size(); i += 2) {
            away |= facts.renamed().get(i).equals(lower(table))
                    && facts.dropped().contains(facts.renamed().get(i + 1));
        }
        return away || facts.dropped().contains(lower(table));
    }

    /// The keys of the database that lead to the number.
    List<ForeignKey> referring() {
        return outline.referringTo(table).stream()
                .filter(foreign -> {
                    List<String> to = foreign.to();
                    return to == null || to.stream().anyMatch(key::equalsIgnoreCase);
                })
                .toList();
    }

    private boolean omits(String insert) {
        List<Token> words = words(insert);
        int into = at(words, insert, "INTO", 0);
        int select = into < 0 ? -1 : at(words, insert, "SELECT", into);
        if (select < 0) {
            return false;
        }
        int open = into + 1;
        String target = "";
        while (open < select && !is(words, open, insert, "(") && !is(words, open, insert, "AS")) {
            String name = Names.unquote(words.get(open++), insert);
            target = name == null ? target : lower(name);
        }
        if (!names.contains(target)) {
            return false;
        }
        while (open < select && !is(words, open, insert, "(")) {
            open++;
        }
        int at;
        if (open < select) {
            at = position(items(words, open + 1, insert), insert);
            if (at < 0) {
                return true;
            }
        } else {
            at = position(target);
        }
        while (at >= 0 && select >= 0) {
            if (!hands(words, select, insert, at)) {
                return true;
            }
            select = at(words, insert, "SELECT", select + 1);
        }
        return false;
    }

    /// Whether one SELECT hands on the key: its number is what stands at the key's place, and nothing made of it.
    private boolean hands(List<Token> words, int select, String sql, int at) {
        boolean marked = is(words, select + 1, sql, "DISTINCT") || is(words, select + 1, sql, "ALL");
        List<List<Token>> items = items(words, select + (marked ? 2 : 1), sql);
        int end = select;
        for (int depth = 0; end < words.size(); end++) {
            depth += depth(words.get(end).text(sql));
            if (depth == 0 && (is(words, end, sql, "FROM") || isAny(words.get(end), sql, COMPOUND))) {
                break;
            }
        }
        if (!is(words, end, sql, "FROM")) {
            // Without a table to read from it is a new row.
            return true;
        }
        for (List<Token> item : items.subList(0, Math.min(at + 1, items.size()))) {
            if (item.getLast().text(sql).equals("*") && (item.size() == 1 || is(item, item.size() - 2, sql, "."))) {
                return true;
            }
        }
        // Rows beside those that stay may have a number that is made of theirs.
        return at < items.size() && (isKey(items.get(at), sql) || (!isRebuilt() && speaksOfKey(items.get(at), sql)));
    }

    private boolean speaksOfKey(List<Token> item, String sql) {
        return item.stream().anyMatch(token -> key.equalsIgnoreCase(Names.unquote(token, sql)));
    }

    private boolean isKey(List<Token> item, String sql) {
        int i = 0;
        while (is(item, i + 1, sql, ".")) {
            i += 2;
        }
        String name = i < item.size() ? Names.unquote(item.get(i), sql) : null;
        boolean alone = i == item.size() - 1
                || is(item, i + 1, sql, "AS")
                || (i == item.size() - 2 && Names.unquote(item.get(i + 1), sql) != null);
        return name != null && alone && (name.equalsIgnoreCase(key) || ROWID.contains(lower(name)));
    }

    /// The place of the key among the columns that an INSERT without a list fills; -1 where it is not among them.
    private int position(String target) {
        for (SqlStatement statement : facts.statements()) {
            String create = statement.text(script);
            List<Token> words = words(create);
            int open = 0;
            while (open < words.size() && !is(words, open, create, "(")) {
                open++;
            }
            boolean makes = is(words, 0, create, "CREATE")
                    && at(words, create, "TABLE", 0) > 0
                    && open > 1
                    && open < words.size()
                    && target.equals(lower(String.valueOf(Names.unquote(words.get(open - 1), create))));
            if (makes) {
                List<List<Token>> columns = new ArrayList<>(items(words, open + 1, create));
                columns.removeIf(column -> at(column, create, "AS", 0) > 0);
                return position(columns, create);
            }
        }
        List<Column> columns = outline.columnsOf(target).stream()
                .filter(column -> !column.isGenerated())
                .toList();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(key)) {
                return i;
            }
        }
        return -1;
    }

    private int position(List<List<Token>> items, String sql) {
        for (int i = 0; i < items.size(); i++) {
            String name = Names.unquote(items.get(i).getFirst(), sql);
            if (name != null && (name.equalsIgnoreCase(key) || ROWID.contains(lower(name)))) {
                return i;
            }
        }
        return -1;
    }

    /// What stands between commas, up to the end of the list.
    private static List<List<Token>> items(List<Token> words, int from, String sql) {
        List<List<Token>> items = new ArrayList<>();
        List<Token> item = new ArrayList<>();
        int depth = 0;
        for (Token token : words.subList(Math.min(from, words.size()), words.size())) {
            String text = token.text(sql);
            depth += depth(text);
            boolean ends = depth < 0 || (depth == 0 && (isAny(token, sql, END) || isAny(token, sql, COMPOUND)));
            if (ends) {
                break;
            }
            if (depth == 0 && text.equals(",")) {
                add(items, item);
                item = new ArrayList<>();
            } else {
                item.add(token);
            }
        }
        add(items, item);
        return items;
    }

    private static void add(List<List<Token>> items, List<Token> item) {
        if (!item.isEmpty()) {
            items.add(item);
        }
    }

    /// Where a keyword stands outside of parentheses.
    private static int at(List<Token> words, String sql, String keyword, int from) {
        int depth = 0;
        for (int i = from; i < words.size(); i++) {
            depth += depth(words.get(i).text(sql));
            if (depth == 0 && isAny(words.get(i), sql, Set.of(keyword))) {
                return i;
            }
        }
        return -1;
    }

    private static int depth(String text) {
        return switch (text) {
            case "(" -> 1;
            case ")" -> -1;
            default -> 0;
        };
    }

    private static boolean isAny(Token token, String sql, Set<String> keywords) {
        return token.kind() == Token.Kind.KEYWORD
                && keywords.contains(token.text(sql).toUpperCase(Locale.ROOT));
    }

    private static boolean is(List<Token> words, int at, String sql, String text) {
        return at >= 0 && at < words.size() && words.get(at).text(sql).equalsIgnoreCase(text);
    }

    private static List<Token> words(String sql) {
        return Tokenizer.tokens(sql).stream().filter(t -> !t.isTrivia()).toList();
    }

    private static String lower(@Nullable String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }
}
