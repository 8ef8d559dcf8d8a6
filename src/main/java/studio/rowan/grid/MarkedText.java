package studio.rowan.grid;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import studio.rowan.db.Value;

/// A text in one line with signs for what cannot be seen: line ends, tabs, blanks at its ends, control characters,
/// what takes no room or turns the direction of writing, bytes that are not UTF-8. Costs the same for any length.
/// @param marks where the signs stand, in order
record MarkedText(String text, List<Span> marks) {
    /// Characters; more than any column shows.
    static final int LONGEST = 400;

    /// Bytes of a text that is not UTF-8 that are looked at: no character takes more than four.
    private static final int MOST_BYTES = 4 * LONGEST;

    /// @param to behind its last character
    record Span(int from, int to) {}

    static MarkedText of(Value.Text value) {
        byte[] raw = value.raw();
        return raw == null ? of(value.value()) : new Builder().bytes(raw);
    }

    static MarkedText of(String whole) {
        boolean cut = whole.length() > LONGEST;
        int end = cut ? LONGEST : whole.length();
        if (cut && Character.isHighSurrogate(whole.charAt(end - 1))) {
            end--;
        }
        if (!cut && isPlain(whole)) {
            return new MarkedText(whole, List.of());
        }
        return new Builder().line(whole, end, cut);
    }

    private static boolean isPlain(String text) {
        int length = text.length();
        if (length > 0 && (text.charAt(0) == ' ' || text.charAt(length - 1) == ' ')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && isHidden(c))) {
                return false;
            }
        }
        return true;
    }

    /// Whether a character cannot be seen as itself.
    static boolean isHidden(char c) {
        if (c < 0x300) {
            return c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0xad;
        }
        return switch (c) {
            case '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u180e', '\u2800', '\u3164', '\uffa0' ->
                true;
            case '\ufeff', '\ufff9', '\ufffa', '\ufffb' -> true;
            default ->
                (c >= '\u2000' && c <= '\u200f')
                        || (c >= '\u2028' && c <= '\u202f')
                        || (c >= '\u205f' && c <= '\u206f');
        };
    }

    private static final class Builder {
        /// The names that ASCII gives them; no font can be relied on to have signs for them.
        private static final String[] CONTROL = ("NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI "
                        + "DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US")
                .split(" ");

        private final StringBuilder out = new StringBuilder();
        private final List<Span> marks = new ArrayList<>();

        MarkedText line(String whole, int end, boolean cut) {
            int leading = 0;
            while (leading < end && whole.charAt(leading) == ' ') {
                leading++;
            }
            int trailing = end;
            while (!cut && trailing > leading && whole.charAt(trailing - 1) == ' ') {
                trailing--;
            }
            for (int i = 0; i < end; i++) {
                char c = whole.charAt(i);
                if (i < leading || i >= trailing) {
                    mark("·");
                } else if (isHidden(c)) {
                    mark(sign(c));
                } else {
                    out.append(c);
                }
            }
            return built(cut);
        }

        /// Valid parts as they are, each other byte as `⟨9F⟩`.
        MarkedText bytes(byte[] raw) {
            boolean cut = raw.length > MOST_BYTES;
            ByteBuffer in = ByteBuffer.wrap(raw, 0, Math.min(MOST_BYTES, raw.length));
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            CharBuffer part = CharBuffer.allocate(Math.max(16, in.remaining()));
            while (true) {
                // A character that the cut divides is no fault of the text.
                CoderResult result = decoder.decode(in, part, !cut);
                part.flip();
                while (part.hasRemaining()) {
                    char c = part.get();
                    if (isHidden(c)) {
                        mark(sign(c));
                    } else {
                        out.append(c);
                    }
                }
                part.clear();
                if (result.isUnderflow() || out.length() > LONGEST) {
                    return built(cut || in.hasRemaining());
                }
                for (int i = 0; result.isError() && i < result.length(); i++) {
                    mark(String.format(Locale.ROOT, "⟨%02X⟩", in.get()));
                }
            }
        }

        /// Signs that stand side by side are one mark.
        private void mark(String sign) {
            int from = out.length();
            out.append(sign);
            Span last = marks.isEmpty() ? null : marks.getLast();
            if (last != null && last.to == from) {
                marks.set(marks.size() - 1, new Span(last.from, out.length()));
            } else {
                marks.add(new Span(from, out.length()));
            }
        }

        private static String sign(char c) {
            return switch (c) {
                case '\n' -> "⏎";
                case '\t' -> "⇥";
                case 0x7f -> "⟨DEL⟩";
                case '\u00a0' -> "␣";
                default -> c < ' ' ? "⟨" + CONTROL[c] + "⟩" : String.format(Locale.ROOT, "⟨U+%04X⟩", (int) c);
            };
        }

        private MarkedText built(boolean cut) {
            return new MarkedText(cut ? out.append('…').toString() : out.toString(), List.copyOf(marks));
        }
    }
}
