package studio.rowan.browse;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// A condition that the user writes as SQL.
final class RawWhere {
    /// What is wrong with a condition. `words` is SQLite's, or a key of the bundle where we saw it first; `offset` is
    /// the place in the condition, -1 where it cannot be told.
    record Fault(Kind kind, String words, int offset) {
        enum Kind {
            SQLITE,
            SEMICOLON,
            PARENTHESIS,
            PARAMETER,
            OPEN_END
        }
    }

    private RawWhere() {}

    /// In parentheses of its own, on lines of its own: a comment at its end must not swallow what follows.
    static Sql enclosed(Sql where) {
        return Sql.builder().add("(\n").add(where).add("\n)").build();
    }

    /// What keeps the text from being one expression; `null` where nothing does.
    /// A closing parenthesis too many would let a condition escape from the ones around it.
    static @Nullable Fault shape(String where) {
        int open = 0;
        for (Token token : Tokenizer.tokens(where)) {
            String text = token.text(where);
            switch (token.kind()) {
                case SEMICOLON -> {
                    return new Fault(Fault.Kind.SEMICOLON, text, token.start());
                }
                case PARAMETER -> {
                    return new Fault(Fault.Kind.PARAMETER, text, token.start());
                }
                case ILLEGAL -> {
                    return new Fault(Fault.Kind.OPEN_END, text, token.start());
                }
                case COMMENT -> {
                    if (text.startsWith("/*") && !(text.length() > 3 && text.endsWith("*/"))) {
                        return new Fault(Fault.Kind.OPEN_END, text, token.start());
                    }
                }
                case OPERATOR -> {
                    open += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
                    if (open < 0) {
                        return new Fault(Fault.Kind.PARENTHESIS, text, token.start());
                    }
                }
                case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER, STRING, BLOB, NUMBER, SPACE -> {
                    // part of an expression
                }
            }
        }
        return null;
    }

    /// Where the token at a place ends.
    static int tokenEnd(String where, int offset) {
        return Tokenizer.tokens(where).stream()
                .filter(token -> token.start() <= offset && offset < token.end())
                .mapToInt(Token::end)
                .findFirst()
                .orElse(where.length());
    }

    /// What SQLite says to the condition on that table, found by preparing it; `null` where it takes it.
    static @Nullable Fault check(Access access, String table, String where) {
        Fault shape = shape(where);
        if (shape != null || where.isBlank()) {
            return shape;
        }
        String before = "SELECT 1 FROM " + Ident.quote(table) + " WHERE ";
        try {
            access.describe(
                    Sql.builder().add(before).add(enclosed(Sql.of(where))).build());
            return null;
        } catch (DbError.Syntax e) {
            // An error at our own closing parenthesis is one at the end of the condition.
            int offset = Math.min(e.offset() - before.length() - 2, where.length());
            return new Fault(Fault.Kind.SQLITE, e.words(), e.offset() < 0 ? -1 : Math.max(-1, offset));
        }
    }
}
