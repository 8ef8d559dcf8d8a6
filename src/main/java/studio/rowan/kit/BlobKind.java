package studio.rowan.kit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the bytes of a blob most likely are, told by their first ones: the one place that knows the signatures.
public enum BlobKind {
    EMPTY,
    PNG,
    JPEG,
    GIF,
    BMP,
    WEBP,
    PDF,
    ZIP,
    GZIP,
    ZLIB,
    SQLITE,
    PLIST,
    /// By [#glance] without parsing.
    JSON,
    TEXT,
    UUID,
    BINARY;

    /// Bytes that a glance looks at.
    private static final int GLANCE = 512;

    /// Looks at all bytes: [#TEXT] is valid UTF-8 to its end.
    public static BlobKind of(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        BlobKind magic = magic(bytes, text(bytes) != null);
        if (magic != null) {
            return magic;
        }
        if (text(bytes) != null) {
            return TEXT;
        }
        return bytes.length == 16 && isUuid(bytes) ? UUID : BINARY;
    }

    /// Looks at the first bytes alone, so that it costs the same for any length. Sixteen bytes alone make no UUID: one
    /// value in eight would look like one.
    public static BlobKind glance(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        boolean text = startsAsText(bytes);
        BlobKind magic = magic(bytes, text);
        if (magic != null) {
            return magic;
        }
        return text ? (isBracketed(bytes) ? JSON : TEXT) : BINARY;
    }

    /// True for what the window can decode.
    public boolean isPicture() {
        return this == PNG || this == JPEG || this == GIF || this == BMP;
    }

    /// In one word.
    public String word() {
        return Text.of("inspector.kind." + name());
    }

    private static @Nullable BlobKind magic(byte[] bytes, boolean text) {
        if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            return GIF;
        }
        if (starts(bytes, 0, "BM") && bytes.length > 26 && bytes[14] >= 12 && bytes[15] == 0 && bytes[6] == 0) {
            return BMP;
        }
        if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return WEBP;
        }
        if (starts(bytes, 0, "%PDF-")) {
            return PDF;
        }
        if (starts(bytes, 0, "PK\u0003\u0004") || starts(bytes, 0, "PK\u0005\u0006")) {
            return ZIP;
        }
        if (starts(bytes, 0, "\u001f\u008b\b")) {
            return GZIP;
        }
        if (starts(bytes, 0, "SQLite format 3\0")) {
            return SQLITE;
        }
        if (starts(bytes, 0, "bplist0")) {
            return PLIST;
        }
        boolean zlib = bytes.length > 6 && bytes[0] == 0x78 && ((bytes[0] & 0xff) * 256 + (bytes[1] & 0xff)) % 31 == 0;
        return zlib && !text ? ZLIB : null;
    }

    private static boolean starts(byte[] bytes, int at, String latin1) {
        if (bytes.length < at + latin1.length()) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if ((bytes[at + i] & 0xff) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTextByte(byte b) {
        return b < 0 || b >= 0x20 || b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == 0x1b;
    }

    /// The bytes as text; `null` where they are not valid UTF-8 or hold control characters that no text has.
    public static @Nullable String text(byte[] bytes) {
        for (byte b : bytes) {
            if (!isTextByte(b)) {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /// A character that is cut by the end of the glance is no fault.
    private static boolean startsAsText(byte[] bytes) {
        int length = Math.min(GLANCE, bytes.length);
        for (int i = 0; i < length; i++) {
            if (!isTextByte(bytes[i])) {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        return !decoder.decode(ByteBuffer.wrap(bytes, 0, length), CharBuffer.allocate(length), length == bytes.length)
                .isError();
    }

    private static boolean isBracketed(byte[] bytes) {
        int first = 0;
        while (first < Math.min(GLANCE, bytes.length) && bytes[first] <= ' ') {
            first++;
        }
        int last = bytes.length - 1;
        while (last > Math.max(first, bytes.length - GLANCE) && bytes[last] <= ' ') {
            last--;
        }
        return first < last
                && ((bytes[first] == '{' && bytes[last] == '}') || (bytes[first] == '[' && bytes[last] == ']'));
    }

    /// By the version and variant that [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562) gives every UUID.
    private static boolean isUuid(byte[] bytes) {
        int version = (bytes[6] & 0xf0) >> 4;
        return version >= 1 && version <= 8 && (bytes[8] & 0xc0) == 0x80;
    }
}
