package studio.rowan.grid;

import java.nio.charset.StandardCharsets;

/// What a blob seems to be, by its first bytes.
final class BlobKind {
    private record Magic(int at, byte[] bytes, String name) {
        Magic(int at, String latin1, String name) {
            this(at, latin1.getBytes(StandardCharsets.ISO_8859_1), name);
        }

        boolean fits(byte[] blob) {
            if (blob.length < at + bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (blob[at + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final java.util.List<Magic> KNOWN = java.util.List.of(
            new Magic(0, "\u0089PNG\r\n\u001a\n", "PNG"),
            new Magic(0, "\u00ff\u00d8\u00ff", "JPEG"),
            new Magic(0, "GIF8", "GIF"),
            new Magic(8, "WEBP", "WEBP"),
            new Magic(0, "%PDF-", "PDF"),
            new Magic(0, "PK\u0003\u0004", "ZIP"),
            new Magic(0, "\u001f\u008b", "GZIP"),
            new Magic(0, "SQLite format 3\0", "SQLite"),
            new Magic(0, "bplist00", "plist"),
            new Magic(0, "BM", "BMP"));

    private BlobKind() {}

    static String of(byte[] blob) {
        for (Magic magic : KNOWN) {
            if (magic.fits(blob)) {
                return magic.name;
            }
        }
        return "BLOB";
    }
}
