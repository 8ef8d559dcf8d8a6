package studio.rowan.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// Statements as lists of what counts in them: white space, comments, the case of names and keywords, and the quotes of
/// names do not. What stands in double quotes and is no name is a text to SQLite
/// ([quirks](https://www.sqlite.org/quirks.html#dblquote)), and so counts as it is spelt.
final class SqlWords {
    /// A name follows, and never a text.
    private static final Set<String> NAMING =
            Set.of("TABLE", "INDEX", "VIEW", "TRIGGER", "REFERENCES", "CONSTRAINT", "COLLATE", "AS");
    /// What stands behind DEFAULT without being a text.
    private static final String VALUE = "(?i)null|true|false|current_(date|time|timestamp)|values";

    private final String sql;
    private final List<Token> tokens;
    private final Set<String> names;
    /// Whether the columns of a parent are being named.
    private boolean refers;

    private SqlWords(String sql, Set<String> names) {
        this.sql = sql;
        this.tokens = Tokenizer.tokens(sql).stream()
                .filter(token -> !token.isTrivia())
                .toList();
        this.names = new HashSet<>(names);
    }

    /// Empty without a statement.
    /// @param names of the relations and columns that it may speak of, in lower case
    static List<String> of(@Nullable String sql, Set<String> names) {
        return sql == null ? List.of() : new SqlWords(sql, names).words();
    }

    /// What stands behind DEFAULT.
    static List<String> ofDefault(@Nullable String sql) {
        List<String> words = sql == null ? List.of() : of("DEFAULT " + sql, Set.of());
        // Of an expression SQLite does not keep the parentheses: a call is no text.
        return words.size() == 2 ? words : of(sql, Set.of());
    }

    /// Whether two objects of the same kind are defined alike.
    static boolean alike(SchemaObject a, Outline inA, SchemaObject b, Outline inB) {
        return Objects.equals(a.sql(), b.sql()) || of(a, inA).equals(of(b, inB));
    }

    private static List<String> of(SchemaObject object, Outline in) {
        return switch (object.kind()) {
            case FULL_TEXT, VIRTUAL -> of(object.sql(), arguments(String.valueOf(object.sql())));
            case TABLE, INDEX, VIEW, TRIGGER, SHADOW, SYSTEM -> of(object.sql(), spoken(object, in));
        };
    }

    /// What a module is given are names, unless it is the value of an option.
    private static Set<String> arguments(String sql) {
        SqlWords words = new SqlWords(sql, Set.of());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < words.tokens.size(); i++) {
            if (!words.text(i - 1).equals("=")) {
                names.add(words.name(i));
            }
        }
        return names;
    }

    /// The relations that a statement speaks of and their columns; those of views and virtual tables are among the
    /// names in their own statements.
    private static Set<String> spoken(SchemaObject object, Outline in) {
        Set<String> names = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<SchemaObject> open = new ArrayDeque<>(List.of(object));
        while (!open.isEmpty()) {
            SchemaObject next = open.pop();
            SqlWords words = new SqlWords(String.valueOf(next.sql()), Set.of());
            for (int i = 0; i < words.tokens.size(); i++) {
                SchemaObject relation = in.schema().relation(words.name(i)).orElse(null);
                if (next != object && words.tokens.get(i).kind() != Token.Kind.STRING) {
                    names.add(words.name(i));
                }
                if (relation != null && seen.add(lower(relation.name()))) {
                    names.add(lower(relation.name()));
                    List<Column> columns = in.columnsOf(relation.name());
                    columns.forEach(column -> names.add(lower(column.name())));
                    boolean unknown = columns.isEmpty() || relation.kind() != SchemaObject.Kind.TABLE;
                    if (unknown && relation != object) {
                        open.add(relation);
                    }
                }
            }
        }
        return names;
    }

    private List<String> words() {
        for (int i = 1; i < tokens.size(); i++) {
            if (text(i - 1).equals("AS")) {
                names.add(name(i));
            }
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            words.add(word(i));
            refers = text(i).equals("(") && text(i - 2).equals("REFERENCES") || refers && !text(i).equals(")");
        }
        return words;
    }

    private String word(int i) {
        Token token = tokens.get(i);
        String name = Names.unquote(token, sql);
        boolean quoted = token.kind() == Token.Kind.QUOTED_IDENTIFIER;
        boolean text = text(i - 1).equals("DEFAULT") && !text(i - 2).equals("SET");
        if (name == null) {
            return token.text(sql);
        } else if (text && (quoted || token.kind() == Token.Kind.STRING || !name.matches(VALUE)) && !isCall(i)) {
            return Ident.literal(name);
        }
        return token.kind() == Token.Kind.STRING || quoted && !isName(i) ? token.text(sql) : lower(name);
    }

    private boolean isCall(int i) {
        return text(i + 1).equals("(");
    }

    private boolean isName(int i) {
        return sql.charAt(tokens.get(i).start()) != '"'
                || refers
                || names.contains(name(i))
                || isCall(i)
                || text(i - 1).equals(".")
                || text(i + 1).equals(".")
                || NAMING.contains(text(i - 1));
    }

    /// In lower case; empty where it is none.
    private String name(int i) {
        String name = Names.unquote(tokens.get(i), sql);
        return name == null ? "" : lower(name);
    }

    /// Keywords and signs; empty beyond the ends.
    private String text(int i) {
        return i < 0 || i >= tokens.size() ? "" : tokens.get(i).text(sql).toUpperCase(Locale.ROOT);
    }

    /// Whether one of the names, in lower case, stands in it, in whatever place.
    static boolean mentions(@Nullable String sql, Set<String> names) {
        if (sql == null || names.isEmpty()) {
            return false;
        }
        for (Token token : Tokenizer.tokens(sql)) {
            String name = token.isTrivia() ? null : Names.unquote(token, sql);
            if (name != null && names.contains(lower(name))) {
                return true;
            }
        }
        return false;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
