package studio.rowan.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Value;

/// Few values of each kind, so that they meet; some that are easily mistaken for each other.
final class Pool {
    private static final List<Value> INTEGERS = List.of(
            Value.of(1), Value.of(2), Value.of(3), Value.of(4), Value.of(5), Value.of(6), Value.of(5_000_000_000L));
    private static final List<Value> REALS = List.of(Value.of(1.0), Value.of(2.5), Value.of(3.0), Value.of(-1e300));
    private static final List<Value> BLOBS = List.of(
            Value.of(new byte[0]),
            Value.of(new byte[] {1}),
            Value.of(new byte[] {(byte) 0xc3, 0x28}),
            Value.of("a".getBytes(StandardCharsets.UTF_8)));
    private static final List<Value> TEXTS = List.of(
            Value.of("a"),
            Value.of("b"),
            Value.of("c"),
            Value.of("d"),
            Value.of("e"),
            Value.of("A"),
            Value.of("B"),
            Value.of(""),
            Value.of("ä"),
            Value.of("1"),
            Value.of("01"),
            Value.of("2.0"),
            Value.of("a\0b"),
            invalid('C', 0xc3, 0x28),
            invalid('c', 0xc3, 0x28),
            Value.of("bad"));
    private static final List<Value> ALL = new ArrayList<>();

    static {
        ALL.addAll(INTEGERS);
        ALL.addAll(REALS);
        ALL.addAll(BLOBS);
        ALL.addAll(TEXTS);
        ALL.add(Value.of(Long.MIN_VALUE));
        ALL.add(Value.of(9_007_199_254_740_993L));
    }

    private Pool() {}

    /// Text that is not UTF-8.
    private static Value invalid(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return new Value.Text(new String(raw, StandardCharsets.UTF_8), raw);
    }

    /// Values that fit a column of the type.
    static List<Value> of(String type) {
        return switch (type) {
            case "INTEGER" -> INTEGERS;
            case "REAL" -> REALS;
            case "TEXT" -> TEXTS;
            case "BLOB" -> BLOBS;
            default -> ALL;
        };
    }

    static List<Value> all() {
        return ALL;
    }
}
