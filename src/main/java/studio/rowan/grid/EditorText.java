package studio.rowan.grid;

import studio.rowan.db.Value;

/// A value as an editor shows it, and what was typed as it is to be stored.
/// @param crlf its lines end with CR LF, which editors do not keep
public record EditorText(String text, boolean crlf) {
    /// Characters beyond which a field in the grid is the wrong place.
    private static final int LONGEST = 20_000;

    public static EditorText of(Value value) {
        if (!shows(value)) {
            return new EditorText("", false);
        }
        return switch (value) {
            case Value.Null _ -> new EditorText("", false);
            case Value.Text text -> {
                boolean crlf = text.value().contains("\r\n");
                yield new EditorText(crlf ? text.value().replace("\r\n", "\n") : text.value(), crlf);
            }
            case Value.Int _, Value.Real _, Value.Blob _, Value.Large _ ->
                new EditorText(CopyFormat.plain(value), false);
        };
    }

    /// Whether an editor shows the whole value, and gives it back unchanged. Blobs and what was not loaded, bytes that
    /// are not UTF-8 and characters that no field takes cannot pass through one.
    public static boolean shows(Value value) {
        return switch (value) {
            case Value.Null _, Value.Int _, Value.Real _ -> true;
            case Value.Text text -> text.raw() == null && text.value().length() <= LONGEST && plain(text.value());
            case Value.Blob _, Value.Large _ -> false;
        };
    }

    private static boolean plain(String text) {
        boolean crlf = text.contains("\r\n");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = switch (c) {
                case '\t' -> true;
                case '\n' -> !crlf || (i > 0 && text.charAt(i - 1) == '\r');
                case '\r' -> i + 1 < text.length() && text.charAt(i + 1) == '\n';
                case 0x7f -> false;
                default -> c >= ' ';
            };
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    /// What was typed, with the line ends that the value had.
    public String stored(String typed) {
        return crlf ? typed.replace("\n", "\r\n") : typed;
    }
}
