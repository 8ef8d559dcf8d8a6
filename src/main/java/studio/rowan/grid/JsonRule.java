package studio.rowan.grid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;

/// JSON documents in one line, without the blanks between their parts: numbers and texts stay as they are written.
final class JsonRule implements FormatRule {
    private static final JsonFactory JSON = new JsonFactory();

    /// Characters that are parsed; of a longer document only its ends are looked at, so that a cell costs the same.
    private static final int PARSED = 4_000;

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        return switch (value) {
            case Value.Text text when text.raw() == null -> document(text.value());
            case Value.Blob(byte[] bytes) -> blob(bytes);
            case Value.Text _, Value.Null _, Value.Int _, Value.Real _, Value.Large _ -> null;
        };
    }

    /// JSON in SQLite's own binary form begins otherwise and is no text.
    private static @Nullable String blob(byte[] bytes) {
        boolean begins = bytes.length > 1 && (bytes[0] == '{' || bytes[0] == '[' || bytes[0] == ' ');
        String text = begins ? BlobKind.text(bytes) : null;
        return text == null ? null : document(text);
    }

    private static @Nullable String document(String text) {
        int first = 0;
        while (first < text.length() && first < 100 && text.charAt(first) <= ' ') {
            first++;
        }
        int last = text.length() - 1;
        while (last > first && text.charAt(last) <= ' ') {
            last--;
        }
        boolean bracketed = first < last
                && ((text.charAt(first) == '{' && text.charAt(last) == '}')
                        || (text.charAt(first) == '[' && text.charAt(last) == ']'));
        return bracketed && (text.length() > PARSED || parses(text)) ? compact(text, first) : null;
    }

    private static boolean parses(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static String compact(String text, int from) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MarkedText.LONGEST + 2));
        boolean inside = false;
        for (int i = from; i < text.length() && out.length() <= MarkedText.LONGEST; i++) {
            char c = text.charAt(i);
            if (inside && c == '\\' && i + 1 < text.length()) {
                out.append(c).append(text.charAt(++i));
                continue;
            }
            inside ^= c == '"';
            if (inside || c > ' ') {
                out.append(c);
                if (!inside && (c == ',' || c == ':')) {
                    out.append(' ');
                }
            }
        }
        return out.toString();
    }
}
