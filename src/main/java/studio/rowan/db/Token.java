package studio.rowan.db;

/// One token of SQL text: a half-open range `[start, end)` of UTF-16 units. Tokens of a text cover it without gaps.
public record Token(Kind kind, int start, int end) {
    public enum Kind {
        KEYWORD,
        IDENTIFIER,
        QUOTED_IDENTIFIER,
        STRING,
        BLOB,
        NUMBER,
        PARAMETER,
        OPERATOR,
        SEMICOLON,
        COMMENT,
        SPACE,
        ILLEGAL
    }

    public String text(CharSequence source) {
        return source.subSequence(start, end).toString();
    }

    public boolean isTrivia() {
        return kind == Kind.SPACE || kind == Kind.COMMENT;
    }
}
