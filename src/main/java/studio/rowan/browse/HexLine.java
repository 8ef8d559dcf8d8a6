package studio.rowan.browse;

import java.util.Locale;

/// A line of a hex dump.
/// @param ascii with a dot for what is not printable ASCII
public record HexLine(String offset, String hex, String ascii) {
    /// The bytes of one line.
    /// @param from their place in the whole
    /// @param length of the whole, which tells how wide its places are written
    public static HexLine of(byte[] bytes, long from, long length, int perLine) {
        StringBuilder hex = new StringBuilder(perLine * 3);
        StringBuilder ascii = new StringBuilder(perLine);
        for (int i = 0; i < perLine; i++) {
            if (i > 0) {
                hex.append(' ');
            }
            if (i < bytes.length) {
                int b = bytes[i] & 0xff;
                hex.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
                ascii.append(b >= 0x20 && b < 0x7f ? (char) b : '.');
            } else {
                hex.append("  ");
            }
        }
        int digits = Math.max(4, Long.toHexString(Math.max(0, length - 1)).length());
        return new HexLine(String.format(Locale.ROOT, "%0" + digits + "x", from), hex.toString(), ascii.toString());
    }

    @Override
    public String toString() {
        return offset + "  " + hex + "  " + ascii;
    }
}
