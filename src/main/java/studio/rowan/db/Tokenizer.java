package studio.rowan.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Splits SQL text into tokens as SQLite's own tokenizer does. Never fails and is linear in the length, whatever the
/// text; what SQLite calls an "unrecognized token" is [Token.Kind#ILLEGAL].
public final class Tokenizer {
    /// Every keyword of SQLite 3.54 ([keywords](https://www.sqlite.org/lang_keywords.html)), reserved or not.
    public static final Set<String> KEYWORDS = Set.of(("ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC "
                    + "ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT "
                    + "CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE "
                    + "DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT "
                    + "EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED "
                    + "GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD "
                    + "INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT "
                    + "NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA "
                    + "PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE "
                    + "RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES "
                    + "TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN "
                    + "WHERE WINDOW WITH WITHOUT")
            .split(" "));

    private static final int LONGEST_KEYWORD = "CURRENT_TIMESTAMP".length();

    private final CharSequence sql;
    private final int length;

    private Tokenizer(CharSequence sql) {
        this.sql = sql;
        this.length = sql.length();
    }

    /// The tokens of the text, covering it without gaps.
    public static List<Token> tokens(CharSequence sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        List<Token> tokens = new ArrayList<>(sql.length() / 5 + 4);
        for (int at = 0; at < tokenizer.length; ) {
            Token token = tokenizer.token(at);
            tokens.add(token);
            at = token.end();
        }
        return tokens;
    }

    private Token token(int at) {
        char c = sql.charAt(at);
        return switch (c) {
            case ' ', '\t', '\n', '\f', '\r' -> space(at);
            case '\uFEFF' -> new Token(Token.Kind.SPACE, at, at + 1);
            case '\'' -> quoted(at, Token.Kind.STRING);
            case '"', '`' -> quoted(at, Token.Kind.QUOTED_IDENTIFIER);
            case '[' -> bracketed(at);
            case '?' -> new Token(Token.Kind.PARAMETER, at, skip(at + 1, Tokenizer::isDigit));
            case '$', '@', '#', ':' -> named(at);
            case ';' -> new Token(Token.Kind.SEMICOLON, at, at + 1);
            case '-' -> minus(at);
            case '/' -> slash(at);
            case '.' -> isDigit(peek(at + 1)) ? number(at) : operator(at, 1);
            case '(', ')', '+', '*', '%', ',', '&', '~' -> operator(at, 1);
            case '=' -> operator(at, peek(at + 1) == '=' ? 2 : 1);
            case '|' -> operator(at, peek(at + 1) == '|' ? 2 : 1);
            case '<' -> operator(at, peek(at + 1) == '=' || peek(at + 1) == '>' || peek(at + 1) == '<' ? 2 : 1);
            case '>' -> operator(at, peek(at + 1) == '=' || peek(at + 1) == '>' ? 2 : 1);
            case '!' -> peek(at + 1) == '=' ? operator(at, 2) : illegal(at, at + 1);
            default -> isDigit(c) ? number(at) : isIdentifierPart(c) ? word(at) : illegal(at, at + 1);
        };
    }

    private Token space(int at) {
        // A vertical tab is a space only after another one.
        return new Token(Token.Kind.SPACE, at, skip(at + 1, Tokenizer::isSpace));
    }

    private Token quoted(int at, Token.Kind kind) {
        char quote = sql.charAt(at);
        for (int i = at + 1; i < length && sql.charAt(i) != 0; i++) {
            if (sql.charAt(i) == quote) {
                if (peek(i + 1) != quote) {
                    return new Token(kind, at, i + 1);
                }
                i++;
            }
        }
        return illegal(at, endOrNul(at));
    }

    private Token bracketed(int at) {
        int end = skip(at + 1, c -> c != ']' && c != 0);
        return peek(end) == ']' ? new Token(Token.Kind.QUOTED_IDENTIFIER, at, end + 1) : illegal(at, end);
    }

    /// `:a`, `@a`, `$a`, `#a`, with Tcl's `::` and `(suffix)`.
    private Token named(int at) {
        int letters = 0;
        int i = at + 1;
        while (i < length) {
            char c = sql.charAt(i);
            if (isIdentifierPart(c)) {
                letters++;
                i++;
            } else if (c == '(' && letters > 0) {
                int close = skip(i + 1, d -> d != ')' && d != 0 && !isSpace(d));
                return peek(close) == ')' ? new Token(Token.Kind.PARAMETER, at, close + 1) : illegal(at, close);
            } else if (c == ':' && peek(i + 1) == ':') {
                i += 2;
            } else {
                break;
            }
        }
        return new Token(letters == 0 ? Token.Kind.ILLEGAL : Token.Kind.PARAMETER, at, i);
    }

    private Token minus(int at) {
        if (peek(at + 1) == '-') {
            return new Token(Token.Kind.COMMENT, at, skip(at + 2, c -> c != '\n' && c != 0));
        }
        return peek(at + 1) == '>' ? operator(at, peek(at + 2) == '>' ? 3 : 2) : operator(at, 1);
    }

    private Token slash(int at) {
        // "/*" as the last two characters are two operators: SQLite looks for a third before it sees a comment.
        if (peek(at + 1) != '*' || peek(at + 2) == 0) {
            return operator(at, 1);
        }
        for (int i = at + 3; i < length && sql.charAt(i) != 0; i++) {
            if (sql.charAt(i) == '/' && sql.charAt(i - 1) == '*') {
                return new Token(Token.Kind.COMMENT, at, i + 1);
            }
        }
        return new Token(Token.Kind.COMMENT, at, endOrNul(at));
    }

    private Token number(int at) {
        int i;
        if (sql.charAt(at) == '0' && (peek(at + 1) | 0x20) == 'x' && isHexDigit(peek(at + 2))) {
            i = skip(at + 2, c -> isHexDigit(c) || c == '_');
        } else {
            i = skip(at, Tokenizer::isDigitOrSeparator);
            if (peek(i) == '.') {
                i = skip(i + 1, Tokenizer::isDigitOrSeparator);
            }
            if ((peek(i) | 0x20) == 'e' && startsExponent(i + 1)) {
                i = skip(i + 2, Tokenizer::isDigitOrSeparator);
            }
        }
        int end = skip(i, Tokenizer::isIdentifierPart);
        return new Token(end > i || !separatorsFit(at, i) ? Token.Kind.ILLEGAL : Token.Kind.NUMBER, at, end);
    }

    private boolean startsExponent(int at) {
        return isDigit(peek(at)) || (peek(at) == '+' || peek(at) == '-') && isDigit(peek(at + 1));
    }

    /// A separator stands between two digits, one at a time.
    private boolean separatorsFit(int start, int end) {
        boolean hex = end - start > 2 && (sql.charAt(start + 1) | 0x20) == 'x';
        for (int i = start; i < end; i++) {
            if (sql.charAt(i) == '_' && !(isNumeral(peek(i - 1), hex) && i + 1 < end && isNumeral(peek(i + 1), hex))) {
                return false;
            }
        }
        return true;
    }

    private Token word(int at) {
        char first = sql.charAt(at);
        if ((first | 0x20) == 'x' && peek(at + 1) == '\'') {
            return blob(at);
        }
        int end = skip(at + 1, Tokenizer::isIdentifierPart);
        boolean keyword = end - at > 1
                && end - at <= LONGEST_KEYWORD
                && KEYWORDS.contains(sql.subSequence(at, end).toString().toUpperCase(Locale.ROOT))
                && ascii(at, end);
        return new Token(keyword ? Token.Kind.KEYWORD : Token.Kind.IDENTIFIER, at, end);
    }

    /// Only ASCII letters spell keywords: a dotless i must not become one by folding its case.
    private boolean ascii(int start, int end) {
        for (int i = start; i < end; i++) {
            if (sql.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private Token blob(int at) {
        int end = skip(at + 2, Tokenizer::isHexDigit);
        if (peek(end) == '\'' && (end - at) % 2 == 0) {
            return new Token(Token.Kind.BLOB, at, end + 1);
        }
        end = skip(end, c -> c != '\'' && c != 0);
        return illegal(at, peek(end) == '\'' ? end + 1 : end);
    }

    private static Token operator(int at, int size) {
        return new Token(Token.Kind.OPERATOR, at, at + size);
    }

    private static Token illegal(int start, int end) {
        return new Token(Token.Kind.ILLEGAL, start, end);
    }

    /// SQLite's text ends at a NUL, so an open string or comment does too.
    private int endOrNul(int from) {
        return skip(from, c -> c != 0);
    }

    private char peek(int index) {
        return index < length ? sql.charAt(index) : 0;
    }

    private int skip(int from, CharTest test) {
        int i = from;
        while (i < length && test.accepts(sql.charAt(i))) {
            i++;
        }
        return i;
    }

    @FunctionalInterface
    private interface CharTest {
        boolean accepts(char c);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDigitOrSeparator(char c) {
        return isDigit(c) || c == '_';
    }

    private static boolean isHexDigit(char c) {
        return isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }

    private static boolean isNumeral(char c, boolean hex) {
        return hex ? isHexDigit(c) : isDigit(c);
    }

    /// Whether the character can stand inside a bare name: SQLite takes everything beyond ASCII.
    public static boolean isIdentifierPart(char c) {
        return c >= 0x80 || isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '_' || c == '$';
    }
}
