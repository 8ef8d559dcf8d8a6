package studio.rowan.browse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;

/// One cell looked at in full: what it is, how long, and in which ways it can be shown, the best one first. Made off
/// the window's thread where the value is long.
/// @param value a [Value.Large] where the content lies in a file
/// @param stored the bytes that a hex dump shows and that saving writes
/// @param text as shown: of texts, of numbers, and of blobs that are text; `null` for others
/// @param document the text of a JSON object or array, `null` where the content is none
/// @param fault where a text stops being JSON that most likely was meant to be
/// @param bytes as stored; -1 for NULL and numbers, whose stored size says nothing
/// @param characters code points of a text, -1 for others
/// @param wrongBytes bytes that are not UTF-8, each shown as a mark
/// @param typeable a text of which a text control gives back the very bytes
/// @param likelyJsonb bytes that SQLite may read as JSON
record CellContent(
        Value value,
        @Nullable BlobKind kind,
        CellBytes stored,
        @Nullable CellBytes text,
        @Nullable String document,
        Json.@Nullable Fault fault,
        long bytes,
        long characters,
        long wrongBytes,
        boolean typeable,
        boolean likelyJsonb,
        List<Way> ways) {
    /// A way to show a cell.
    enum Way {
        IMAGE,
        TREE,
        JSON,
        TEXT,
        HEX
    }

    /// Longer ones are shown as text alone. Bytes.
    static final int MOST_JSON = 8 << 20;

    private static final int HEAD = 65_536;

    static CellContent of(Value value) {
        return switch (value) {
            case Value.Null _, Value.Large _ -> nothing(value);
            case Value.Int(long number) -> number(value, Long.toString(number));
            case Value.Real(double number) -> number(value, Value.Real.text(number));
            case Value.Text text -> text(value, CellBytes.of(text.bytes()), () -> {});
            case Value.Blob(byte[] bytes) -> blob(value, CellBytes.of(bytes), kind(CellBytes.of(bytes)));
        };
    }

    /// A cell that lies in a file.
    /// @param check throws where nobody wants the answer any more
    static CellContent of(Spool spool, Runnable check) {
        CellBytes bytes = CellBytes.of(spool);
        Value value = new Value.Large(spool.type(), bytes.length());
        if (spool.type() == Value.StorageClass.TEXT) {
            return text(value, bytes, check);
        }
        return blob(value, bytes, kind(bytes));
    }

    /// Of long ones the first bytes tell it.
    private static BlobKind kind(CellBytes bytes) {
        if (bytes.length() <= MOST_JSON) {
            return Sniff.of(bytes.all());
        }
        byte[] head = bytes.read(0, HEAD);
        // A cut character would make bytes of a text.
        int end = head.length;
        while (end > 0 && head.length - end < 4 && head[end - 1] < 0) {
            end--;
        }
        return Sniff.of(java.util.Arrays.copyOf(head, end));
    }

    /// The same blob, which SQLite reads as this JSON.
    CellContent jsonb(String json) {
        CellBytes words = CellBytes.of(json.getBytes(StandardCharsets.UTF_8));
        return new CellContent(
                value,
                kind,
                stored,
                words,
                json,
                null,
                bytes,
                -1,
                0,
                false,
                false,
                List.of(Way.TREE, Way.JSON, Way.HEX));
    }

    /// True where the JSON is SQLite's reading of a blob.
    boolean isJsonb() {
        return document != null && kind == BlobKind.BINARY;
    }

    private static CellContent nothing(Value value) {
        return new CellContent(value, null, CellBytes.NONE, null, null, null, -1, -1, 0, false, false, List.of());
    }

    private static CellContent number(Value value, String text) {
        CellBytes words = CellBytes.of(text.getBytes(StandardCharsets.UTF_8));
        return new CellContent(value, null, words, words, null, null, -1, -1, 0, false, false, List.of(Way.TEXT));
    }

    private static CellContent text(Value value, CellBytes bytes, Runnable check) {
        Utf8.Counts counts = Utf8.count(bytes, check);
        long length = bytes.length();
        String whole = counts.wrong() == 0 && length <= MOST_JSON ? string(bytes) : "";
        String document = Json.isDocument(whole) ? whole : null;
        Json.Fault fault = document == null && Json.isMeant(whole) ? Json.fault(whole) : null;
        return new CellContent(
                value,
                null,
                bytes,
                bytes,
                document,
                fault,
                length,
                counts.characters(),
                counts.wrong(),
                counts.wrong() == 0 && CellEditView.isTypeable(bytes),
                false,
                document == null ? List.of(Way.TEXT, Way.HEX) : List.of(Way.TREE, Way.JSON, Way.TEXT, Way.HEX));
    }

    private static CellContent blob(Value value, CellBytes bytes, BlobKind kind) {
        CellBytes text = switch (kind) {
            case JSON, TEXT -> bytes;
            case UUID -> CellBytes.of(Sniff.uuid(bytes.all()).getBytes(StandardCharsets.UTF_8));
            case EMPTY, PNG, JPEG, GIF, BMP, WEBP, PDF, ZIP, GZIP, ZLIB, SQLITE, PLIST, BINARY -> null;
        };
        String document = kind == BlobKind.JSON && bytes.length() <= MOST_JSON ? string(bytes) : null;
        List<Way> ways = new ArrayList<>();
        if (kind.isPicture()) {
            ways.add(Way.IMAGE);
        }
        if (document != null) {
            ways.add(Way.TREE);
            ways.add(Way.JSON);
        }
        if (text != null) {
            ways.add(Way.TEXT);
        }
        ways.add(Way.HEX);
        return new CellContent(
                value,
                kind,
                bytes,
                text,
                document,
                null,
                bytes.length(),
                -1,
                0,
                text == bytes && CellEditView.isTypeable(bytes),
                kind == BlobKind.BINARY && bytes.length() <= MOST_JSON && Jsonb.isLikely(bytes),
                List.copyOf(ways));
    }

    private static String string(CellBytes bytes) {
        return new String(bytes.all(), StandardCharsets.UTF_8);
    }

    /// The ending of a file name that fits the content.
    String extension() {
        BlobKind sniffed = kind;
        if (sniffed == null) {
            return document != null ? "json" : "txt";
        }
        return switch (sniffed) {
            case PNG -> "png";
            case JPEG -> "jpg";
            case GIF -> "gif";
            case BMP -> "bmp";
            case WEBP -> "webp";
            case PDF -> "pdf";
            case ZIP -> "zip";
            case GZIP -> "gz";
            case SQLITE -> "db";
            case PLIST -> "plist";
            case JSON -> "json";
            case TEXT -> "txt";
            case EMPTY, ZLIB, UUID, BINARY -> "bin";
        };
    }
}
