package studio.rowan.browse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Bytes that should be UTF-8 but are not: each wrong byte is shown as a mark and never repaired.
final class Utf8 {
    /// @param wrong how many bytes stand in marks
    record Marked(String text, int wrong) {}

    /// The names that ASCII gives them, as the grid shows them.
    private static final String[] CONTROL = ("NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI "
                    + "DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US")
            .split(" ");

    private static final int CHUNK = 1 << 18;

    private Utf8() {}

    static Marked mark(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer chunk = CharBuffer.allocate(8192);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        int wrong = 0;
        while (true) {
            CoderResult result = decoder.decode(in, chunk, true);
            out.append(chunk.flip());
            chunk.clear();
            if (result.isUnderflow()) {
                return new Marked(out.toString(), wrong);
            }
            if (result.isError()) {
                for (int i = 0; i < result.length(); i++) {
                    out.append(mark(in.get()));
                    wrong++;
                }
            }
        }
    }

    /// Control characters as marks: text controls leave them out without a word. Both bytes of a line's end
    /// that Windows writes are one line's end.
    static String visible(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hidden = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
            if (hidden && out == null) {
                out = new StringBuilder(text.length()).append(text, 0, i);
            }
            boolean windows = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (out != null && !windows) {
                out.append(hidden ? "⟨" + (c == 0x7f ? "DEL" : CONTROL[c]) + "⟩" : String.valueOf(c));
            }
        }
        return out == null ? text : out.toString();
    }

    /// @param characters code points; each wrong byte is one
    /// @param wrong bytes that are not UTF-8
    record Counts(long characters, long wrong) {}

    /// Looks through a text of any length.
    /// @param check throws where nobody wants the answer any more
    static Counts count(CellBytes bytes, Runnable check) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        long characters = 0;
        long wrong = 0;
        long at = 0;
        long length = bytes.length();
        while (at < length) {
            check.run();
            ByteBuffer in = ByteBuffer.wrap(bytes.read(at, CHUNK));
            boolean last = at + in.remaining() >= length;
            while (true) {
                CoderResult result = decoder.decode(in, chars, last);
                characters += codePoints(chars.flip());
                chars.clear();
                if (result.isUnderflow()) {
                    break;
                }
                if (result.isError()) {
                    wrong += result.length();
                    characters += result.length();
                    in.position(in.position() + result.length());
                }
            }
            at += in.position();
        }
        return new Counts(characters, wrong);
    }

    private static int codePoints(CharBuffer chars) {
        int count = 0;
        while (chars.hasRemaining()) {
            count += Character.isLowSurrogate(chars.get()) ? 0 : 1;
        }
        return count;
    }

    private static String mark(byte wrong) {
        return String.format(Locale.ROOT, "⟨%02X⟩", wrong);
    }
}
