package studio.rowan.browse;

import java.util.Locale;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// How a value is named in few words; NULL, empty text and blobs never look alike.
final class ValueText {
    private static final int GLANCE = 65_536;

    private ValueText() {}

    static String shown(Value value, int mostCharacters) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Int(long number) -> Long.toString(number);
            case Value.Real(double number) -> Value.Real.text(number);
            case Value.Text text -> text(text, mostCharacters);
            case Value.Blob(byte[] bytes) ->
                Text.of("inspector.blob", Text.of("inspector.kind." + kind(bytes)), Format.bytes(bytes.length));
            case Value.Large(Value.StorageClass type, long length, String _) ->
                Text.of("inspector.blob", type.name(), Format.bytes(length));
        };
    }

    /// A staged blob may weigh more than can be looked through while it is painted.
    private static BlobKind kind(byte[] bytes) {
        return Sniff.of(bytes.length <= GLANCE ? bytes : java.util.Arrays.copyOf(bytes, GLANCE));
    }

    private static String text(Value.Text text, int most) {
        if (text.value().isEmpty()) {
            return Text.of("inspector.emptyText");
        }
        byte[] raw = text.raw();
        String shown = raw == null ? text.value() : Utf8.mark(raw).text();
        if (shown.length() <= most) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(most - 1)) ? most - 1 : most;
        return shown.substring(0, end) + "…";
    }

    /// The class that colours a value.
    static String styleClass(Value value) {
        if (value instanceof Value.Text text && text.value().isEmpty()) {
            return "value-null";
        }
        return switch (value.type()) {
            case NULL -> "value-null";
            case INTEGER -> "value-int";
            case REAL -> "value-real";
            case TEXT -> "value-text";
            case BLOB -> "value-blob";
        };
    }

    /// `TEXT · 1,204 bytes · 1,180 characters`, as far as there is something to say.
    static String facts(CellContent content) {
        StringBuilder out = new StringBuilder(content.value().type().name());
        BlobKind kind = content.kind();
        if (content.isJsonb()) {
            out.append(" · JSONB");
        } else if (kind != null && kind != BlobKind.BINARY) {
            out.append(" · ").append(Text.of("inspector.kind." + kind));
        } else if (content.document() != null) {
            out.append(" · JSON");
        }
        if (content.bytes() >= 0) {
            out.append(" · ").append(Text.count("inspector.bytes", content.bytes()));
        }
        if (content.characters() >= 0 && content.characters() != content.bytes()) {
            out.append(" · ").append(Text.count("inspector.characters", content.characters()));
        }
        return out.toString();
    }

    static String moment(Moments.Reading reading) {
        return Text.of(
                "inspector.moment",
                reading.text(),
                Text.of("inspector.moment." + reading.form().name().toLowerCase(Locale.ROOT)));
    }
}
