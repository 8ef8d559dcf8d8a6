package studio.rowan.browse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON laid out for reading. Works on the tokens of the text and copies them as they stand: no number loses a digit,
/// no
/// key its place, no double key its twin, no escape its spelling. Follows [RFC
/// 8259](https://www.rfc-editor.org/rfc/rfc8259)
/// strictly; depth is bounded by memory alone.
public final class Json {
    /// What a token is, for its colour.
    public enum Kind {
        KEY,
        STRING,
        NUMBER,
        WORD,
        PUNCTUATION
    }

    /// What stands wrongly at the place of a [Fault].
    public enum Wrong {
        VALUE,
        KEY,
        COLON,
        COMMA,
        STRING,
        END
    }

    /// Where a text stops being JSON.
    /// @param offset in UTF-16 units, from 0
    /// @param line from 1
    /// @param column in characters, from 1
    public record Fault(Wrong wrong, int offset, long line, long column) {}

    /// A part of a line.
    public record Part(Kind kind, String text) {}

    private static final String INDENT = "  ";

    private final CharSequence text;
    private final StringBuilder out;
    private final boolean write;
    private int at;
    private Wrong wrong = Wrong.VALUE;

    private Json(CharSequence text, boolean write) {
        this.text = text;
        this.write = write;
        this.out = new StringBuilder(write ? text.length() + text.length() / 4 + 16 : 0);
    }

    /// True where the text is one JSON object or array. Bare numbers and strings are JSON too, but nobody means them.
    public static boolean isDocument(CharSequence text) {
        int start = space(text, 0);
        return start < text.length()
                && (text.charAt(start) == '{' || text.charAt(start) == '[')
                && new Json(text, false).document();
    }

    /// Where the text stops being JSON; `null` where it is.
    public static @Nullable Fault fault(CharSequence text) {
        Json json = new Json(text, false);
        if (json.document()) {
            return null;
        }
        int offset = Math.min(json.at, text.length());
        CharSequence before = text.subSequence(0, offset);
        int line = before.toString().lastIndexOf('\n') + 1;
        return new Fault(
                json.wrong,
                offset,
                1 + before.chars().filter(c -> c == '\n').count(),
                1L + Character.codePointCount(text, line, offset));
    }

    /// True where a text most likely was meant to be an object or array, valid or not.
    public static boolean isMeant(CharSequence text) {
        int start = space(text, 0);
        int next = space(text, start + 1);
        if (next >= text.length()) {
            return false;
        }
        char c = text.charAt(next);
        return switch (text.charAt(start)) {
            case '{' -> c == '"' || c == '}';
            case '[' -> c == '{' || c == '[' || c == '"';
            default -> false;
        };
    }

    /// The text with one member or element a line, `null` where it is not JSON.
    public static @Nullable String pretty(CharSequence text) {
        Json json = new Json(text, true);
        return json.document() ? json.out.toString() : null;
    }

    /// The coloured parts of one line of [#pretty].
    public static List<Part> parts(String line) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end;
            Kind kind;
            if (c == '"') {
                end = stringEnd(line, at);
                end = end < 0 ? line.length() : end;
                kind = end < line.length() && line.charAt(end) == ':' ? Kind.KEY : Kind.STRING;
            } else if (c == '-' || isDigit(c)) {
                end = at + 1;
                while (end < line.length() && ",]} ".indexOf(line.charAt(end)) < 0) {
                    end++;
                }
                kind = Kind.NUMBER;
            } else if (c >= 'a' && c <= 'z') {
                end = at + 1;
                while (end < line.length() && line.charAt(end) >= 'a' && line.charAt(end) <= 'z') {
                    end++;
                }
                kind = Kind.WORD;
            } else {
                end = at + 1;
                while (end < line.length() && " {}[]:,".indexOf(line.charAt(end)) >= 0) {
                    end++;
                }
                kind = Kind.PUNCTUATION;
            }
            parts.add(new Part(kind, line.substring(at, end)));
            at = end;
        }
        return parts;
    }

    /// An own stack of one bit a level (set: object) in place of recursion: a hostile text nests a million deep.
    private boolean document() {
        BitSet objects = new BitSet();
        int depth = 0;
        boolean value = true;
        while (true) {
            at = space(text, at);
            if (value) {
                if (at >= text.length()) {
                    return not(Wrong.VALUE);
                }
                char c = text.charAt(at);
                if (c == '{' || c == '[') {
                    at = space(text, at + 1);
                    char close = c == '{' ? '}' : ']';
                    if (peek() == close) {
                        at++;
                        put(c).put(close);
                        value = false;
                    } else {
                        put(c);
                        objects.set(depth++, c == '{');
                        line(depth);
                        if (c == '{' && !key()) {
                            return false;
                        }
                    }
                    continue;
                }
                int end = scalarEnd(at);
                if (end < 0) {
                    return not(c == '"' ? Wrong.STRING : Wrong.VALUE);
                }
                copy(at, end);
                at = end;
                value = false;
                continue;
            }
            if (depth == 0) {
                return at == text.length() || not(Wrong.END);
            }
            boolean object = objects.get(depth - 1);
            char c = peek();
            if (c == ',') {
                at = space(text, at + 1);
                put(',');
                line(depth);
                if (object && !key()) {
                    return false;
                }
                value = true;
            } else if (c == (object ? '}' : ']')) {
                at++;
                line(--depth);
                put(c);
            } else {
                return not(Wrong.COMMA);
            }
        }
    }

    private boolean not(Wrong what) {
        wrong = what;
        return false;
    }

    private boolean key() {
        if (peek() != '"') {
            return not(Wrong.KEY);
        }
        int end = stringEnd(text, at);
        if (end < 0) {
            return not(Wrong.STRING);
        }
        copy(at, end);
        at = space(text, end);
        if (peek() != ':') {
            return not(Wrong.COLON);
        }
        at++;
        put(':').put(' ');
        return true;
    }

    private int scalarEnd(int start) {
        return switch (text.charAt(start)) {
            case '"' -> stringEnd(text, start);
            case 't' -> word(start, "true");
            case 'f' -> word(start, "false");
            case 'n' -> word(start, "null");
            default -> numberEnd(start);
        };
    }

    private int word(int start, String word) {
        int end = start + word.length();
        return end <= text.length() && text.subSequence(start, end).toString().equals(word) ? end : -1;
    }

    static int stringEnd(CharSequence text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c < 0x20) {
                return -1;
            }
            if (c == '\\') {
                i++;
                if (i >= text.length() || !escape(text, i)) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private static boolean escape(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0;
        }
        for (int i = at + 1; i <= at + 4; i++) {
            if (i >= text.length() || text.charAt(i) > 'f' || Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private int numberEnd(int start) {
        int i = start < text.length() && text.charAt(start) == '-' ? start + 1 : start;
        int whole = digits(i);
        if (whole == i || (text.charAt(i) == '0' && whole > i + 1)) {
            return -1;
        }
        i = whole;
        if (i < text.length() && text.charAt(i) == '.') {
            int fraction = digits(i + 1);
            if (fraction == i + 1) {
                return -1;
            }
            i = fraction;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            int sign = i + 1 < text.length() && "+-".indexOf(text.charAt(i + 1)) >= 0 ? i + 2 : i + 1;
            int exponent = digits(sign);
            return exponent == sign ? -1 : exponent;
        }
        return i;
    }

    private int digits(int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static int space(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && " \t\n\r".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private Json put(char c) {
        if (write) {
            out.append(c);
        }
        return this;
    }

    private void copy(int from, int to) {
        if (write) {
            out.append(text, from, to);
        }
    }

    private void line(int depth) {
        if (write) {
            // A million levels deep, indents would grow beyond any memory.
            out.append('\n').repeat(INDENT, Math.min(depth, 64));
        }
    }
}
