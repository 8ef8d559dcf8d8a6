package studio.rowan.db;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One value as SQLite stores it: exactly one of its five storage classes
/// ([datatype3](https://www.sqlite.org/datatype3.html)), never interpreted.
public sealed interface Value permits Value.Shared {
    Value NULL = new Null();

    /// SQL NULL.
    record Null() implements Shared {}

    /// A 64-bit signed integer, exact.
    record Int(long value) implements Shared {}

    /// An 8-byte IEEE float.
    record Real(double value) implements Shared {
        /// The shortest digits that give the same number again; written out unless it is very large or small. The
        /// infinite ones as SQLite names them.
        public static String text(double number) {
            if (Double.isInfinite(number)) {
                return number > 0 ? "Inf" : "-Inf";
            }
            String shortest = Double.toString(number);
            int e = shortest.indexOf('E');
            if (e < 0) {
                return shortest;
            }
            int exponent = Integer.parseInt(shortest.substring(e + 1));
            if (exponent < -5 || exponent > 15) {
                return shortest.substring(0, e) + "e" + (exponent > 0 ? "+" : "") + exponent;
            }
            String plain = new BigDecimal(shortest).toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
    }

    /// Text. `raw` holds the stored bytes (UTF-8) only where decoding them lost something (invalid UTF-8).
    record Text(String value, byte @Nullable [] raw) implements Shared {
        public Text(String value) {
            this(value, null);
        }

        /// The stored bytes, in UTF-8.
        public byte[] bytes() {
            return raw != null ? raw : value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Text that && value.equals(that.value) && Arrays.equals(raw, that.raw);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /// Bytes.
    record Blob(byte[] bytes) implements Shared {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Blob that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        }
    }

    /// A text or blob above the guard of a page query: its class and size are known, its content was not read (F14).
    /// @param digest of the content ([Access#digest]), where that was read later; `null` where nobody did
    record Large(StorageClass type, long length, @Nullable String digest) implements Shared {
        public Large(StorageClass type, long length) {
            this(type, length, null);
        }

        /// As a page has it.
        public Large plain() {
            return new Large(type, length);
        }
    }

    static Value of(long value) {
        return new Int(value);
    }

    static Value of(double value) {
        return new Real(value);
    }

    static Value of(@Nullable String value) {
        return value == null ? NULL : new Text(value);
    }

    static Value of(byte @Nullable [] value) {
        return value == null ? NULL : new Blob(value);
    }

    /// The storage class, as `typeof()` names it.
    StorageClass type();

    boolean isNull();

    /// The integer, for cells that SQL guarantees to be one (counts, rowids).
    /// @throws IllegalStateException for any other storage class
    long asLong();

    /// The text of a text, the decimal form of a number, `null` for NULL; for names and pragma answers.
    @Nullable
    String asText();

    /// What all cases share. Not in [Value] itself: that has a constant of one of its own cases, and two threads that
    /// load the one and the other first would wait for each other for ever.
    sealed interface Shared extends Value {
        /// The storage class, as `typeof()` names it.
        @Override
        default StorageClass type() {
            return switch (this) {
                case Null _ -> StorageClass.NULL;
                case Int _ -> StorageClass.INTEGER;
                case Real _ -> StorageClass.REAL;
                case Text _ -> StorageClass.TEXT;
                case Blob _ -> StorageClass.BLOB;
                case Large large -> large.type();
            };
        }

        @Override
        default boolean isNull() {
            return this instanceof Null;
        }

        @Override
        default long asLong() {
            if (this instanceof Int(long value)) {
                return value;
            }
            throw new IllegalStateException("not an integer: " + this);
        }

        @Override
        default @Nullable String asText() {
            return switch (this) {
                case Null _ -> null;
                case Int(long value) -> Long.toString(value);
                case Real(double value) -> Double.toString(value);
                case Text text -> text.value;
                case Blob(byte[] bytes) -> new String(bytes, StandardCharsets.UTF_8);
                case Large _ -> throw new IllegalStateException("content not loaded");
            };
        }
    }

    /// SQLite's five storage classes, spelled as `typeof()` spells them.
    enum StorageClass {
        NULL,
        INTEGER,
        REAL,
        TEXT,
        BLOB;

        public static StorageClass of(String typeof) {
            return valueOf(typeof.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
