package studio.rowan.kit;

import java.util.List;
import studio.rowan.db.Token;

/// Finds which tokens of an edited text need a new style, so that a key in a long script repaints a few characters.
final class SqlHighlight {
    private SqlHighlight() {}

    /// Indexes `[from, to)` of the new tokens that are to be styled.
    record Range(int from, int to) {}

    /// @param same length of the unchanged beginning of the text
    /// @param sameEnd length of its unchanged end
    static Range changed(List<Token> old, int oldLength, List<Token> now, int newLength, int same, int sameEnd) {
        int from = 0;
        while (from < now.size()
                && from < old.size()
                && now.get(from).end() <= same
                && now.get(from).equals(old.get(from))) {
            from++;
        }
        int delta = newLength - oldLength;
        int to = now.size();
        for (int o = old.size() - 1; to > from && o >= 0; o--, to--) {
            Token a = now.get(to - 1);
            Token b = old.get(o);
            if (a.start() < newLength - sameEnd
                    || a.kind() != b.kind()
                    || a.start() != b.start() + delta
                    || a.end() != b.end() + delta) {
                break;
            }
        }
        return new Range(from, to);
    }

    /// Tells which tokens stand in a line so long that it is painted plainly: each style is a node of its own, and one
    /// line of a hundred kilobytes in colours would stop the window for half a minute. Asked in ascending order.
    static final class Lines {
        private static final int LONGEST_COLOURED = 3_000;

        private final String text;
        private int end = -1;
        private boolean isLong;

        Lines(String text) {
            this.text = text;
        }

        boolean isLong(int offset) {
            if (offset > end) {
                int next = text.indexOf('\n', offset);
                int start = text.lastIndexOf('\n', offset - 1) + 1;
                end = next < 0 ? text.length() : next;
                isLong = end - start > LONGEST_COLOURED;
            }
            return isLong;
        }
    }

    static int commonStart(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int i = 0;
        while (i < most && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }

    /// The common end of the two that does not reach into their common start.
    static int commonEnd(String a, String b, int start) {
        int most = Math.min(a.length(), b.length()) - start;
        int i = 0;
        while (i < most && a.charAt(a.length() - 1 - i) == b.charAt(b.length() - 1 - i)) {
            i++;
        }
        return i;
    }

    /// The style class of a token, empty for what is painted plainly.
    static String styleClass(Token.Kind kind) {
        return switch (kind) {
            case KEYWORD -> "sql-keyword";
            case STRING -> "sql-string";
            case BLOB, NUMBER -> "sql-number";
            case COMMENT -> "sql-comment";
            case QUOTED_IDENTIFIER -> "sql-identifier";
            case PARAMETER -> "sql-parameter";
            case ILLEGAL -> "sql-illegal";
            case IDENTIFIER, OPERATOR, SEMICOLON, SPACE -> "";
        };
    }
}
