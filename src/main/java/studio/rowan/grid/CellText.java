package studio.rowan.grid;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// A value in one line, as a cell shows it: NULL, empty text, blobs and what was not loaded never look alike, and each
/// storage class has a cue beside its colour: numbers stand at the right, reals have a point, blobs a sign in front.
/// @param marks signs for what cannot be seen, drawn paler than the text
/// @param badge a word at the side where the value is not what its column leads one to expect; mostly empty
/// @param told the badge in a sentence
/// @param rgb a colour to be shown before the text; -1 for none
/// @param right stands at the right
record CellText(
        String text, Kind kind, List<MarkedText.Span> marks, String badge, String told, int rgb, boolean right) {
    /// What stands before a blob.
    static final String BLOB = "▪ ";

    /// What stands before a text that was not loaded.
    static final String LONG = "¶ ";

    private static final List<MarkedText.Span> SIGN = List.of(new MarkedText.Span(0, 2));
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+(e[+-]?[0-9]+)?|[+-]?Inf");

    /// What a cell holds, for its colour and side.
    enum Kind {
        NULL("cell-null"),
        EMPTY("cell-empty"),
        INT("cell-int"),
        REAL("cell-real"),
        TEXT("cell-text"),
        BLOB("cell-blob"),
        /// An address on the web.
        LINK("cell-link"),
        /// A text above the guard.
        LONG("cell-long"),
        /// Left to SQLite.
        UNSET("cell-unset");

        private final String styleClass;

        Kind(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }
    }

    private CellText(String text, Kind kind) {
        this(text, kind, List.of());
    }

    private CellText(String text, Kind kind, List<MarkedText.Span> marks) {
        this(text, kind, marks, "", "", -1, kind == Kind.INT || kind == Kind.REAL);
    }

    static CellText of(Value value) {
        return switch (value) {
            case Value.Null _ -> new CellText("NULL", Kind.NULL);
            case Value.Int(long number) -> new CellText(Long.toString(number), Kind.INT);
            case Value.Real(double number) -> new CellText(Value.Real.text(number), Kind.REAL);
            case Value.Text text when text.value().isEmpty() -> new CellText(Text.of("grid.empty"), Kind.EMPTY);
            case Value.Text text -> {
                MarkedText line = MarkedText.of(text);
                yield new CellText(line.text(), Kind.TEXT, line.marks());
            }
            case Value.Blob(byte[] bytes) -> blob(kind(bytes), bytes.length);
            case Value.Large(Value.StorageClass type, long length, String _)
            when type == Value.StorageClass.TEXT ->
                new CellText(LONG + type.name() + " " + Format.bytes(length), Kind.LONG, SIGN);
            case Value.Large(Value.StorageClass type, long length, String _) -> blob(type.name(), length);
        };
    }

    private static CellText blob(String kind, long length) {
        return new CellText(BLOB + kind + " " + Format.bytes(length), Kind.BLOB, SIGN);
    }

    private static String kind(byte[] bytes) {
        BlobKind kind = BlobKind.glance(bytes);
        return kind == BlobKind.BINARY || kind == BlobKind.EMPTY ? "BLOB" : kind.word();
    }

    /// A cell of a new row that was not set.
    static CellText unset(String word) {
        return new CellText(word, Kind.UNSET);
    }

    /// Nothing but text.
    boolean isPlain() {
        return marks.isEmpty() && badge.isEmpty() && rgb < 0;
    }

    /// The same with its storage class at the side where the column leads one to expect another.
    CellText in(GridColumn column, Value value) {
        Value.StorageClass stored = value.type();
        if (column.expected().fits(stored)) {
            return this;
        }
        String word = stored.name().toLowerCase(Locale.ROOT);
        return badged(word, Text.of("grid.odd", word, column.declaredType()));
    }

    /// The same where the row that it refers to is not there.
    CellText referring(GridReferences.@Nullable Reference reference) {
        return reference == null || !reference.isBroken()
                ? this
                : badged(Text.of("grid.noParent"), reference.missing());
    }

    private CellText badged(String word, String sentence) {
        return new CellText(text, kind, marks, word, sentence, rgb, right);
    }

    /// The same, which the column's format cannot read.
    CellText unread(DisplayFormat format) {
        return badge.isEmpty() ? badged(Text.of("grid.unread"), Text.of("grid.unreadBy", format.title())) : this;
    }

    /// The same value by a format: the colour still tells its storage class, and so does what stands before a blob.
    CellText shownAs(DisplayFormat format, String shown, int colour) {
        MarkedText line = MarkedText.of(kind == Kind.BLOB ? BLOB + shown : shown);
        return new CellText(
                line.text(),
                format == DisplayFormat.URL && kind == Kind.TEXT ? Kind.LINK : kind,
                kind == Kind.BLOB && line.marks().isEmpty() ? SIGN : line.marks(),
                badge,
                told,
                colour,
                right && !format.converts());
    }

    /// About how much room is taken by what stands beside the text.
    double beside(GridFontModel font) {
        double word = badge.isEmpty() ? 0 : font.width(badge) * 0.76 + font.size() * 1.1;
        return rgb < 0 ? word : word + font.size() * 1.4;
    }

    /// For a screen reader, which sees neither colours nor sides.
    String words() {
        String plain = text.startsWith(BLOB) && kind == Kind.BLOB || kind == Kind.LONG ? text.substring(2) : text;
        boolean unclear = kind == Kind.TEXT
                && (plain.equals("NULL")
                        || plain.equals(Text.of("grid.empty"))
                        || NUMBER.matcher(plain).matches());
        if (!told.isEmpty()) {
            return plain + ", " + told;
        }
        return unclear ? plain + ", " + Text.of("grid.isText") : plain;
    }
}
