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

    private static String mark(byte wrong) {
        return String.format(Locale.ROOT, "⟨%02X⟩", wrong);
    }
}
