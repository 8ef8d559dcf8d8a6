package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value in a JSON text that is known to be valid: a place in that text, so that every number, key and escape stays
/// as it is written, double keys too. Children are looked for when somebody asks.
/// @param key as written, with its quotes; `null` for elements and the whole
/// @param index among its siblings, from 0
record JsonNode(CharSequence text, @Nullable String key, int index, int start, int end) {
    /// What JSON knows.
    enum Type {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private static final int LONGEST = 300;

    static JsonNode of(CharSequence text) {
        int end = text.length();
        while (end > 0 && " \t\n\r".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new JsonNode(text, null, 0, Json.space(text, 0), end);
    }

    Type type() {
        return switch (text.charAt(start)) {
            case '{' -> Type.OBJECT;
            case '[' -> Type.ARRAY;
            case '"' -> Type.STRING;
            case 't', 'f' -> Type.BOOLEAN;
            case 'n' -> Type.NULL;
            default -> Type.NUMBER;
        };
    }

    boolean isContainer() {
        return type() == Type.OBJECT || type() == Type.ARRAY;
    }

    boolean isEmpty() {
        return !isContainer() || Json.space(text, start + 1) == end - 1;
    }

    /// As written, cut where the eye could not follow.
    String written() {
        int to = Math.min(end, start + LONGEST);
        return to == end
                ? text.subSequence(start, end).toString()
                : text.subSequence(start, Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to) + "…";
    }

    /// All of it, as written.
    String whole() {
        return text.subSequence(start, end).toString();
    }

    /// How many children there are, at most so many.
    int count(int most) {
        return walk(most, null);
    }

    /// At most so many children.
    List<JsonNode> children(int most) {
        List<JsonNode> children = new ArrayList<>();
        walk(most, children);
        return children;
    }

    private int walk(int most, @Nullable List<JsonNode> to) {
        if (isEmpty()) {
            return 0;
        }
        boolean object = type() == Type.OBJECT;
        int count = 0;
        int at = Json.space(text, start + 1);
        while (count < most) {
            String name = null;
            if (object) {
                int nameEnd = Json.stringEnd(text, at);
                name = to == null ? null : text.subSequence(at, nameEnd).toString();
                at = Json.space(text, Json.space(text, nameEnd) + 1);
            }
            int valueEnd = valueEnd(at);
            if (to != null) {
                to.add(new JsonNode(text, name, count, at, valueEnd));
            }
            count++;
            at = Json.space(text, valueEnd);
            if (text.charAt(at) != ',') {
                break;
            }
            at = Json.space(text, at + 1);
        }
        return count;
    }

    /// The text is valid, so brackets outside of strings match.
    private int valueEnd(int from) {
        int depth = 0;
        int at = from;
        while (true) {
            char c = text.charAt(at);
            if (c == '"') {
                at = Json.stringEnd(text, at);
            } else if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                at++;
            } else if (depth == 0) {
                at = wordEnd(at);
            } else {
                at++;
            }
            if (depth == 0) {
                return at;
            }
        }
    }

    private int wordEnd(int from) {
        int at = from;
        while (at < text.length() && ",]} \t\n\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
