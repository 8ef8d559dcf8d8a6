package studio.rowan.browse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds text or bytes in a cell of any length, piece by piece.
final class CellFind {
    /// Where something stands, in bytes.
    record Hit(long at, int length) {}

    /// @param complete false where there are more than were looked for
    record Hits(List<Hit> hits, boolean complete) {
        static final Hits NONE = new Hits(List.of(), true);

        /// The first at or behind the byte, around the end; -1 without any.
        int from(long at) {
            for (int i = 0; i < hits.size(); i++) {
                if (hits.get(i).at() >= at) {
                    return i;
                }
            }
            return hits.isEmpty() ? -1 : 0;
        }
    }

    static final int MOST = 10_000;

    private static final int PIECE = 1 << 20;

    /// For each character the ways in which it may be written.
    private final List<List<byte[]>> characters;
    private final boolean[] firsts = new boolean[256];
    private final int longest;

    private CellFind(List<List<byte[]>> characters) {
        this.characters = characters;
        characters.getFirst().forEach(way -> firsts[way[0] & 0xff] = true);
        longest = characters.stream()
                .mapToInt(ways -> ways.stream().mapToInt(w -> w.length).max().orElse(0))
                .sum();
    }

    /// `null` for an empty text.
    static @Nullable CellFind text(String text, boolean matchCase) {
        List<List<byte[]>> characters = new ArrayList<>();
        text.codePoints().forEach(c -> {
            Set<String> ways = new LinkedHashSet<>(List.of(Character.toString(c)));
            if (!matchCase) {
                ways.add(Character.toString(Character.toLowerCase(c)));
                ways.add(Character.toString(Character.toUpperCase(c)));
                ways.add(Character.toString(Character.toTitleCase(c)));
            }
            characters.add(ways.stream()
                    .map(way -> way.getBytes(StandardCharsets.UTF_8))
                    .toList());
        });
        return characters.isEmpty() ? null : new CellFind(characters);
    }

    /// What was typed into the field of the hex view: bytes behind `0x`, else text.
    static @Nullable CellFind bytesOrText(String typed, boolean matchCase) {
        byte[] bytes = typed.startsWith("0x") ? hex(typed.substring(2)) : null;
        return bytes == null ? text(typed, matchCase) : new CellFind(List.of(List.of(bytes)));
    }

    private static byte @Nullable [] hex(String digits) {
        String plain = digits.replaceAll("\\s+", "");
        boolean valid =
                !plain.isEmpty() && plain.length() % 2 == 0 && plain.chars().allMatch(HexFormat::isHexDigit);
        return valid ? HexFormat.of().parseHex(plain) : null;
    }

    /// @param check throws where nobody wants the answer any more
    Hits in(CellBytes bytes, Runnable check) {
        List<Hit> hits = new ArrayList<>();
        long length = bytes.length();
        long next = 0;
        for (long at = 0; at < length; at += PIECE) {
            check.run();
            byte[] piece = bytes.read(at, PIECE + longest - 1);
            int end = Math.min(PIECE, piece.length);
            for (int i = (int) Math.max(0, next - at); i < end; i++) {
                int found = firsts[piece[i] & 0xff] ? lengthAt(piece, i) : 0;
                if (found > 0) {
                    if (hits.size() == MOST) {
                        return new Hits(hits, false);
                    }
                    hits.add(new Hit(at + i, found));
                    next = at + i + found;
                    i += found - 1;
                }
            }
        }
        return new Hits(hits, true);
    }

    /// 0 where it does not stand there.
    private int lengthAt(byte[] piece, int at) {
        int end = at;
        for (List<byte[]> ways : characters) {
            int length = 0;
            for (byte[] way : ways) {
                if (end + way.length <= piece.length
                        && java.util.Arrays.equals(piece, end, end + way.length, way, 0, way.length)) {
                    length = way.length;
                    break;
                }
            }
            if (length == 0) {
                return 0;
            }
            end += length;
        }
        return end - at;
    }
}
