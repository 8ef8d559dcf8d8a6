package studio.rowan.browse;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.BlobKind;

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

    /// By [BlobKind], and JSON where the whole text parses.
    public static Kind of(byte[] bytes) {
        BlobKind kind = BlobKind.of(bytes);
        String text = kind == BlobKind.TEXT ? text(bytes) : null;
        return text != null && Json.isDocument(text) ? Kind.JSON : Kind.valueOf(kind.name());
    }

    /// The bytes as text; `null` where they are not valid UTF-8 or hold control characters that no text has.
    static @Nullable String text(byte[] bytes) {
        return BlobKind.text(bytes);
    }

    /// `01234567-89ab-…` of 16 bytes.
    static String uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new java.util.UUID(buffer.getLong(), buffer.getLong()).toString();
    }
}
