package studio.rowan.browse;

import java.nio.ByteBuffer;
import studio.rowan.kit.BlobKind;

/// What a blob most likely is, where more than its first bytes may be looked at.
public final class Sniff {
    private Sniff() {}

    /// By [BlobKind], and JSON where the whole text parses.
    public static BlobKind of(byte[] bytes) {
        BlobKind kind = BlobKind.of(bytes);
        String text = kind == BlobKind.TEXT ? BlobKind.text(bytes) : null;
        return text != null && Json.isDocument(text) ? BlobKind.JSON : kind;
    }

    /// `01234567-89ab-…` of 16 bytes.
    static String uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new java.util.UUID(buffer.getLong(), buffer.getLong()).toString();
    }
}
