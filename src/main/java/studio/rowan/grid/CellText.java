package studio.rowan.grid;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import studio.rowan.db.Value;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// A value in one line, as a cell shows it: NULL, empty text and blobs never look alike, and what cannot be seen
/// (line ends, tabs, trailing blanks, bytes that are not UTF-8) is marked.
record CellText(String text, Kind kind) {
    /// Characters; more than any column shows.
    private static final int LONGEST = 400;

    /// What a cell holds, for its colour and side.
    enum Kind {
        NULL("cell-null"),
        EMPTY("cell-empty"),
        INT("cell-int"),
        REAL("cell-real"),
        TEXT("cell-text"),
        BLOB("cell-blob"),
        LARGE("cell-large"),
        /// Left to SQLite.
        UNSET("cell-unset");

        private final String styleClass;

        Kind(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }

        boolean isNumber() {
            return this == INT || this == REAL;
        }
    }

    static CellText of(Value value) {
        return switch (value) {
            case Value.Null _ -> new CellText("NULL", Kind.NULL);
            case Value.Int(long number) -> new CellText(Long.toString(number), Kind.INT);
            case Value.Real(double number) -> new CellText(Value.Real.text(number), Kind.REAL);
            case Value.Text text when text.value().isEmpty() -> new CellText(Text.of("grid.empty"), Kind.EMPTY);
            case Value.Text text -> new CellText(line(text), Kind.TEXT);
            case Value.Blob(byte[] bytes) ->
                new CellText(BlobKind.of(bytes) + " " + Format.bytes(bytes.length), Kind.BLOB);
            case Value.Large(Value.StorageClass type, long length) ->
                new CellText(type.name() + " " + Format.bytes(length), Kind.LARGE);
        };
    }

    /// A cell of a new row that was not set.
    static CellText unset(String word) {
        return new CellText(word, Kind.UNSET);
    }

    private static String line(Value.Text text) {
        byte[] raw = text.raw();
        String whole = raw == null ? text.value() : marked(raw);
        boolean cut = whole.length() > LONGEST;
        int end = cut ? LONGEST : whole.length();
        if (cut && Character.isHighSurrogate(whole.charAt(end - 1))) {
            end--;
        }
        int trailing = end;
        while (!cut && trailing > 0 && whole.charAt(trailing - 1) == ' ') {
            trailing--;
        }
        StringBuilder out = new StringBuilder(end + 8);
        for (int i = 0; i < end; i++) {
            char c = whole.charAt(i);
            if (i >= trailing) {
                out.append('·');
            } else if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                visible(c, out);
            }
        }
        return cut ? out.append('…').toString() : out.toString();
    }

    private static void visible(char c, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append('⏎');
            case '\r' -> out.append('␍');
            case '\t' -> out.append('⇥');
            case 0x7f -> out.append('␡');
            case '\u00a0' -> out.append('⍽');
            default -> {
                boolean turns = c == '\u061c'
                        || (c >= '\u200b' && c <= '\u200f')
                        || (c >= '\u2028' && c <= '\u202e')
                        || (c >= '\u2060' && c <= '\u2069')
                        || c == '\ufeff'
                        || (c >= 0x80 && c < 0xa0);
                if (c < ' ') {
                    out.append((char) (0x2400 + c));
                } else if (turns) {
                    // What turns the direction of writing or takes no room could hide what the cell holds.
                    out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    /// Each byte that is not UTF-8 as `\xHH`.
    static String marked(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer part = CharBuffer.allocate(Math.max(16, bytes.length));
        StringBuilder out = new StringBuilder();
        while (true) {
            CoderResult result = decoder.decode(in, part, true);
            out.append(part.flip());
            part.clear();
            if (result.isUnderflow()) {
                return out.toString();
            }
            for (int i = 0; result.isError() && i < result.length(); i++) {
                out.append(String.format(Locale.ROOT, "\\x%02X", in.get()));
            }
        }
    }
}
