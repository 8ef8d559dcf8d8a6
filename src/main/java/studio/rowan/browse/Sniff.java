package studio.rowan.browse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the bytes of a blob most likely are, told by their first ones.
public final class Sniff {
    public enum Kind {
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
        JSON,
        TEXT,
        UUID,
        BINARY;

        /// True for what the window can decode.
        public boolean isPicture() {
            return this == PNG || this == JPEG || this == GIF || this == BMP;
        }
    }

    private Sniff() {}

    public static Kind of(byte[] bytes) {
        if (bytes.length == 0) {
            return Kind.EMPTY;
        }
        Kind magic = magic(bytes);
        if (magic != null) {
            return magic;
        }
        String text = text(bytes);
        if (text != null) {
            return Json.isDocument(text) ? Kind.JSON : Kind.TEXT;
        }
        return bytes.length == 16 && isUuid(bytes) ? Kind.UUID : Kind.BINARY;
    }

    private static @Nullable Kind magic(byte[] bytes) {
        if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Kind.PNG;
        }
        if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Kind.JPEG;
        }
        if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            return Kind.GIF;
        }
        if (starts(bytes, 0, "BM") && bytes.length > 26 && bytes[14] >= 12 && bytes[15] == 0 && bytes[6] == 0) {
            return Kind.BMP;
        }
        if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return Kind.WEBP;
        }
        if (starts(bytes, 0, "%PDF-")) {
            return Kind.PDF;
        }
        if (starts(bytes, 0, "PK\u0003\u0004") || starts(bytes, 0, "PK\u0005\u0006")) {
            return Kind.ZIP;
        }
        if (starts(bytes, 0, "\u001f\u008b\b")) {
            return Kind.GZIP;
        }
        if (starts(bytes, 0, "SQLite format 3\0")) {
            return Kind.SQLITE;
        }
        if (starts(bytes, 0, "bplist0")) {
            return Kind.PLIST;
        }
        boolean zlib = bytes.length > 6 && bytes[0] == 0x78 && ((bytes[0] & 0xff) * 256 + (bytes[1] & 0xff)) % 31 == 0;
        return zlib && text(bytes) == null ? Kind.ZLIB : null;
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

    /// The bytes as text; `null` where they are not valid UTF-8 or hold control characters that no text has.
    static @Nullable String text(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
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

    /// By the version and variant that [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562) gives every UUID.
    private static boolean isUuid(byte[] bytes) {
        int version = (bytes[6] & 0xf0) >> 4;
        return version >= 1 && version <= 8 && (bytes[8] & 0xc0) == 0x80;
    }

    /// `01234567-89ab-…` of 16 bytes.
    static String uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new java.util.UUID(buffer.getLong(), buffer.getLong()).toString();
    }
}
