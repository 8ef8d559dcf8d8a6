package studio.rowan.blog;

/// Patterns for `LIKE … ESCAPE '\'` out of what a user typed: every character of it means itself.
final class Like {
    private Like() {}

    /// Matches what has the text in it.
    static String containing(String text) {
        return "%" + escaped(text) + "%";
    }

    /// Matches what begins with the text.
    static String beginning(String text) {
        return escaped(text) + "%";
    }

    /// Matches what ends with the text.
    static String ending(String text) {
        return "%" + escaped(text);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
