package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// One cell looked at in full: what it is, how long, and in which ways it can be shown, the best one first. Made off
/// the
/// window's thread where the value is long.
/// @param text as shown: of texts, of numbers, and of blobs that are text; `null` for others
/// @param pretty laid out JSON where the content is a JSON object or array
/// @param bytes as stored; -1 for NULL and numbers, whose stored size says nothing
/// @param characters code points of a text, -1 for others
/// @param wrongBytes bytes that are not UTF-8, each shown as a mark
record CellContent(
        Value value,
        Sniff.@Nullable Kind kind,
        @Nullable String text,
        @Nullable String pretty,
        long bytes,
        long characters,
        int wrongBytes,
        List<Way> ways) {
    /// A way to show a cell.
    enum Way {
        IMAGE,
        JSON,
        TEXT,
        HEX
    }

    static CellContent of(Value value) {
        return switch (value) {
            case Value.Null _ -> new CellContent(value, null, null, null, -1, -1, 0, List.of());
            case Value.Int(long number) -> number(value, Long.toString(number));
            case Value.Real(double number) -> number(value, Value.Real.text(number));
            case Value.Text text -> text(text);
            case Value.Blob blob -> blob(blob);
            case Value.Large large -> new CellContent(value, null, null, null, large.length(), -1, 0, List.of());
        };
    }

    private static CellContent number(Value value, String text) {
        return new CellContent(value, null, text, null, -1, -1, 0, List.of(Way.TEXT));
    }

    private static CellContent text(Value.Text value) {
        byte[] raw = value.raw();
        Utf8.Marked marked = raw == null ? new Utf8.Marked(value.value(), 0) : Utf8.mark(raw);
        String pretty = raw == null && Json.isDocument(value.value()) ? Json.pretty(value.value()) : null;
        long characters = value.value().codePointCount(0, value.value().length());
        List<Way> ways = pretty == null ? List.of(Way.TEXT, Way.HEX) : List.of(Way.JSON, Way.TEXT, Way.HEX);
        return new CellContent(
                value, null, marked.text(), pretty, value.bytes().length, characters, marked.wrong(), ways);
    }

    private static CellContent blob(Value.Blob value) {
        byte[] bytes = value.bytes();
        Sniff.Kind kind = Sniff.of(bytes);
        String text = switch (kind) {
            case JSON, TEXT -> Sniff.text(bytes);
            case UUID -> Sniff.uuid(bytes);
            case EMPTY, PNG, JPEG, GIF, BMP, WEBP, PDF, ZIP, GZIP, ZLIB, SQLITE, PLIST, BINARY -> null;
        };
        String pretty = kind == Sniff.Kind.JSON && text != null ? Json.pretty(text) : null;
        List<Way> ways = new ArrayList<>();
        if (kind.isPicture()) {
            ways.add(Way.IMAGE);
        }
        if (pretty != null) {
            ways.add(Way.JSON);
        }
        if (text != null) {
            ways.add(Way.TEXT);
        }
        ways.add(Way.HEX);
        return new CellContent(value, kind, text, pretty, bytes.length, -1, 0, List.copyOf(ways));
    }

    /// The bytes that a hex dump shows and that saving to a file writes.
    byte[] stored() {
        return switch (value) {
            case Value.Blob(byte[] stored) -> stored;
            case Value.Text stored -> stored.bytes();
            case Value.Null _, Value.Int _, Value.Real _, Value.Large _ ->
                text == null ? new byte[0] : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        };
    }

    /// The ending of a file name that fits the content.
    String extension() {
        Sniff.Kind sniffed = kind;
        if (sniffed == null) {
            return pretty != null ? "json" : "txt";
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
