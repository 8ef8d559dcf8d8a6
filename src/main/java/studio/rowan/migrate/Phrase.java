package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// The words of one statement, without spaces and comments.
/// @param sql what they stand in
record Phrase(String sql, List<Token> words) {
    static final Set<String> COMPOUND = Set.of("UNION", "EXCEPT", "INTERSECT");

    private static final Set<String> END = Set.of("FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "WINDOW");

    private static final Set<String> LITERAL =
            Set.of("NULL", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "CAST", "CASE", "END");

    /// Words before a name that is not the alias of what stands before it.
    private static final Set<String> OPERATORS =
            Set.of("COLLATE", "NOT", "IS", "AND", "OR", "LIKE", "GLOB", "IN", "BETWEEN", "ELSE", "FROM");

    Phrase {
        words = List.copyOf(words);
    }

    static Phrase of(String sql) {
        return new Phrase(
                sql,
                Tokenizer.tokens(sql).stream()
                        .filter(token -> !token.isTrivia() && token.kind() != Token.Kind.SEMICOLON)
                        .toList());
    }

    int size() {
        return words.size();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    Phrase part(int from, int to) {
        return new Phrase(sql, words.subList(Math.min(from, words.size()), Math.clamp(to, from, words.size())));
    }

    boolean is(int at, String text) {
        return at >= 0 && at < words.size() && words.get(at).text(sql).equalsIgnoreCase(text);
    }

    boolean isAny(int at, Set<String> keywords) {
        return at >= 0
                && at < words.size()
                && words.get(at).kind() == Token.Kind.KEYWORD
                && keywords.contains(words.get(at).text(sql).toUpperCase(Locale.ROOT));
    }

    /// The same where it begins a part of the statement: `IS DISTINCT FROM` is an operator, and a column may be called
    /// `window`.
    private boolean stands(int at, Set<String> keywords) {
        return isAny(at, keywords)
                && !(is(at, "FROM") && is(at - 1, "DISTINCT"))
                && (!is(at, "WINDOW") || (is(at + 2, "AS") && is(at + 3, "(")));
    }

    /// The name that a word spells, in lower case; empty where it is none.
    String name(int at) {
        String name = at >= 0 && at < words.size() ? Names.unquote(words.get(at), sql) : null;
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    /// Where a keyword stands outside of parentheses; -1 where it does not.
    int at(String keyword, int from) {
        int depth = 0;
        for (int i = Math.max(0, from); i < words.size(); i++) {
            depth += depth(i);
            if (depth == 0 && stands(i, Set.of(keyword))) {
                return i;
            }
        }
        return -1;
    }

    /// The first word from there on that stands on its own level and is one of these; the end where none is.
    int until(int from, Set<String> keywords) {
        int depth = 0;
        for (int i = from; i < words.size(); i++) {
            depth += depth(i);
            if (depth < 0 || (depth == 0 && stands(i, keywords))) {
                return i;
            }
        }
        return words.size();
    }

    /// What stands between commas, up to the end of the list.
    List<Phrase> items(int from) {
        List<Phrase> items = new ArrayList<>();
        int depth = 0;
        int start = from;
        int i = from;
        for (; i < words.size(); i++) {
            depth += depth(i);
            if (depth < 0 || (depth == 0 && (stands(i, END) || isAny(i, COMPOUND)))) {
                break;
            }
            if (depth == 0 && is(i, ",")) {
                add(items, start, i);
                start = i + 1;
            }
        }
        add(items, start, i);
        return items;
    }

    private void add(List<Phrase> items, int from, int to) {
        if (to > from) {
            items.add(part(from, to));
        }
    }

    /// The name after the dots of a plain column, whatever it is called in the result; null where it is more than that.
    @Nullable
    String column() {
        Phrase said = withoutAlias();
        int i = 0;
        while (said.is(i + 1, ".")) {
            i += 2;
        }
        return i == said.size() - 1 && !said.isConstant() ? said.name(i) : null;
    }

    /// Without the name that it gets in the result.
    Phrase withoutAlias() {
        int last = words.size() - 1;
        if (last >= 2 && is(last - 1, "AS")) {
            return part(0, last - 1);
        }
        boolean bare = last >= 1
                && words.get(last).kind() != Token.Kind.KEYWORD
                && !name(last).isEmpty()
                && (!name(last - 1).isEmpty() || is(last - 1, ")"))
                && !isAny(last - 1, OPERATORS);
        return bare ? part(0, last) : this;
    }

    /// Whether it speaks of no column, as far as its words tell.
    boolean isConstant() {
        for (int i = 0; i < words.size(); i++) {
            boolean named = switch (words.get(i).kind()) {
                case IDENTIFIER, QUOTED_IDENTIFIER -> !is(i + 1, "(") && !is(i, "TRUE") && !is(i, "FALSE");
                // Most keywords can be names too.
                case KEYWORD -> !isAny(i, LITERAL);
                default -> false;
            };
            if (named) {
                return false;
            }
        }
        return true;
    }

    boolean speaksOf(String name) {
        for (int i = 0; i < words.size(); i++) {
            if (name.equalsIgnoreCase(name(i)) && words.get(i).kind() != Token.Kind.STRING) {
                return true;
            }
        }
        return false;
    }

    /// As it is written.
    String text() {
        return words.isEmpty()
                ? ""
                : sql.substring(words.getFirst().start(), words.getLast().end());
    }

    private int depth(int at) {
        return is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
    }
}
