package studio.rowan.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// Statements as lists of what counts in them: white space, comments, the case of names and keywords, and the quotes of
/// names do not.
final class SqlWords {
    private SqlWords() {}

    /// Empty without a statement.
    static List<String> of(@Nullable String sql) {
        if (sql == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Token token : Tokenizer.tokens(sql)) {
            if (!token.isTrivia()) {
                words.add(word(token, sql));
            }
        }
        return words;
    }

    static String word(Token token, String sql) {
        return switch (token.kind()) {
            case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER -> {
                String name = Names.unquote(token, sql);
                yield lower(name == null ? token.text(sql) : name);
            }
            case STRING, BLOB, NUMBER, PARAMETER, OPERATOR, SEMICOLON, COMMENT, SPACE, ILLEGAL -> token.text(sql);
        };
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
