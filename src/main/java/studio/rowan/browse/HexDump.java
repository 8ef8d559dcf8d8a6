package studio.rowan.browse;

import java.util.Locale;

/// Bytes as lines of offset, hexadecimal and ASCII; a line is made when it is asked for.
public record HexDump(byte[] bytes, int perLine) {
    /// @param ascii with a dot for what is not printable ASCII
    public record Line(String offset, String hex, String ascii) {
        @Override
        public String toString() {
            return offset + "  " + hex + "  " + ascii;
        }
    }

    public int lines() {
        return (bytes.length + perLine - 1) / perLine;
    }

    /// @param index from 0
    public Line line(int index) {
        int from = Math.multiplyExact(index, perLine);
        int to = Math.min(bytes.length, from + perLine);
        StringBuilder hex = new StringBuilder(perLine * 3);
        StringBuilder ascii = new StringBuilder(perLine);
        for (int i = from; i < from + perLine; i++) {
            if (i > from) {
                hex.append(' ');
            }
            if (i < to) {
                int b = bytes[i] & 0xff;
                hex.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
                ascii.append(b >= 0x20 && b < 0x7f ? (char) b : '.');
            } else {
                hex.append("  ");
            }
        }
        return new Line(
                String.format(Locale.ROOT, "%0" + offsetDigits() + "x", from), hex.toString(), ascii.toString());
    }

    private int offsetDigits() {
        return Math.max(4, Integer.toHexString(Math.max(0, bytes.length - 1)).length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HexDump that && perLine == that.perLine && java.util.Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes);
    }
}
