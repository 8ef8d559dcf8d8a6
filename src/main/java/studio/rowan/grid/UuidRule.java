package studio.rowan.grid;

import java.time.ZoneId;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Sixteen bytes as `01234567-89ab-cdef-0123-456789abcdef`.
/// @param swapped the first three fields begin with their least byte
record UuidRule(boolean swapped) implements FormatRule {
    private static final Pattern WRITTEN = Pattern.compile(
            "\\{?[0-9a-fA-F]{8}(-?)[0-9a-fA-F]{4}\\1[0-9a-fA-F]{4}\\1" + "[0-9a-fA-F]{4}\\1[0-9a-fA-F]{12}}?");
    private static final int[] SWAPPED = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        if (!(value instanceof Value.Blob(byte[] bytes)) || bytes.length != 16) {
            return null;
        }
        String hex = HexFormat.of().formatHex(ordered(bytes));
        return hex.substring(0, 8)
                + '-'
                + hex.substring(8, 12)
                + '-'
                + hex.substring(12, 16)
                + '-'
                + hex.substring(16, 20)
                + '-'
                + hex.substring(20);
    }

    @Override
    public @Nullable Value read(String typed, Value before, ZoneId zone) {
        if (!WRITTEN.matcher(typed).matches() || typed.startsWith("{") != typed.endsWith("}")) {
            return null;
        }
        return new Value.Blob(ordered(HexFormat.of().parseHex(typed.replaceAll("[{}-]", ""))));
    }

    /// The exchange undoes itself.
    private byte[] ordered(byte[] bytes) {
        if (!swapped) {
            return bytes;
        }
        byte[] ordered = new byte[16];
        for (int i = 0; i < 16; i++) {
            ordered[i] = bytes[SWAPPED[i]];
        }
        return ordered;
    }

    static int version(Value value, boolean swapped) {
        return value instanceof Value.Blob(byte[] bytes) && bytes.length == 16
                ? (bytes[swapped ? 7 : 6] & 0xf0) >> 4
                : -1;
    }

    /// By the version and variant that every UUID carries.
    @Override
    public boolean isLikely(Value value) {
        if (!(value instanceof Value.Blob(byte[] bytes)) || bytes.length != 16) {
            return false;
        }
        byte[] ordered = ordered(bytes);
        int version = (ordered[6] & 0xf0) >> 4;
        return version >= 1 && version <= 8 && (ordered[8] & 0xc0) == 0x80;
    }
}
