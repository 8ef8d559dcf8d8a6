package studio.rowan.shell;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How well a few typed letters fit a name: all must occur in order; beginnings of words and runs of letters count
/// more.
public final class Fuzzy {
    /// @param score higher is better
    /// @param at which characters of the name were meant
    public record Match(int score, int[] at) {}

    private Fuzzy() {}

    /// `null` where the letters do not occur in order. Blanks in what was typed are left out.
    public static @Nullable Match match(String typed, String name) {
        String query = typed.replace(" ", "").toLowerCase(Locale.ROOT);
        String text = name.toLowerCase(Locale.ROOT);
        if (text.length() != name.length()) {
            text = name;
        }
        int[] scattered = new int[query.length()];
        if (!inOrder(query, name, text, scattered)) {
            return null;
        }
        Match best = new Match(score(name, scattered, -1), scattered);
        int whole = text.indexOf(query);
        if (whole >= 0) {
            int[] at = new int[query.length()];
            for (int i = 0; i < at.length; i++) {
                at[i] = whole + i;
            }
            int score = score(name, at, whole);
            best = score > best.score() ? new Match(score, at) : best;
        }
        return best;
    }

    /// Takes beginnings of words first, where the rest still fits behind them.
    private static boolean inOrder(String query, String name, String text, int[] at) {
        int from = 0;
        for (int i = 0; i < query.length(); i++) {
            int plain = text.indexOf(query.charAt(i), from);
            if (plain < 0) {
                return false;
            }
            int found = plain;
            for (int c = plain; c < text.length(); c++) {
                if (text.charAt(c) == query.charAt(i)
                        && (isStart(name, c) || i > 0 && c == at[i - 1] + 1)
                        && fits(query, i + 1, text, c + 1)) {
                    found = c;
                    break;
                }
            }
            at[i] = found;
            from = found + 1;
        }
        return true;
    }

    private static boolean fits(String query, int i, String text, int from) {
        int at = from;
        for (int q = i; q < query.length(); q++) {
            at = text.indexOf(query.charAt(q), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    private static int score(String name, int[] at, int whole) {
        int score = 1000 - Math.min(name.length(), 200);
        if (whole == 0) {
            score += at.length == name.length() ? 2000 : 1000;
        } else if (whole > 0) {
            score += isStart(name, whole) ? 500 : 20 * at.length;
        }
        for (int i = 0; i < at.length; i++) {
            score += isStart(name, at[i]) ? 60 : 0;
            score += i > 0 && at[i] == at[i - 1] + 1 ? 30 : 0;
        }
        return at.length == 0 ? 0 : score - Math.min(at[0], 50);
    }

    private static boolean isStart(String name, int i) {
        if (i == 0) {
            return true;
        }
        char before = name.charAt(i - 1);
        return !Character.isLetterOrDigit(before)
                || Character.isUpperCase(name.charAt(i)) && Character.isLowerCase(before);
    }
}
