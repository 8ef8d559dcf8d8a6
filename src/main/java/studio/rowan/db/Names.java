package studio.rowan.db;

import org.jspecify.annotations.Nullable;

/// Names as they stand in SQL text.
public final class Names {
    private Names() {}

    /// The name a token spells: bare, or in any of SQLite's quotes (SQLite takes a string for a name too, and any
    /// keyword that it does not need). Null where the token is none.
    public static @Nullable String unquote(Token token, CharSequence sql) {
        String text = token.text(sql);
        return switch (token.kind()) {
            case IDENTIFIER, KEYWORD -> text;
            case QUOTED_IDENTIFIER, STRING -> {
                String inner = text.substring(1, text.length() - 1);
                String quote = text.substring(0, 1);
                yield quote.equals("[") ? inner : inner.replace(quote + quote, quote);
            }
            case BLOB, NUMBER, PARAMETER, OPERATOR, SEMICOLON, COMMENT, SPACE, ILLEGAL -> null;
        };
    }
}
