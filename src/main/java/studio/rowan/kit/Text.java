package studio.rowan.kit;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import studio.rowan.db.DbError;

/// Every text that a user reads, out of `assets/i18n/messages.properties`; also the sentence for each database error.
public final class Text {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("assets.i18n.messages", Locale.ROOT);

    /// What happened in one sentence, and what the user can do next (may be empty).
    public record Message(String sentence, String nextStep) {
        /// Both in one line, told apart by a full stop where the first ends in SQLite's own words.
        public String both() {
            boolean ended = sentence.isEmpty() || ".!?)”…:".indexOf(sentence.charAt(sentence.length() - 1)) >= 0;
            return nextStep.isEmpty() ? sentence : sentence + (ended ? " " : ". ") + nextStep;
        }
    }

    private Text() {}

    /// The text of the key with `{0}`, `{1}`… replaced; whole numbers get thousands separators.
    public static String of(String key, Object... args) {
        String pattern = BUNDLE.getString(key);
        if (args.length == 0) {
            return pattern;
        }
        StringBuilder out = new StringBuilder(pattern.length() + 32);
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            int index = close < 0 ? -1 : index(pattern.substring(open + 1, close));
            if (index < 0 || index >= args.length) {
                out.append(pattern, from, open + 1);
                from = open + 1;
            } else {
                out.append(pattern, from, open).append(shown(args[index]));
                from = close + 1;
            }
        }
        return out.append(pattern, from, pattern.length()).toString();
    }

    /// The text of `key.one` where the count is 1, else of `key.other`; the count is `{0}`, the rest follows.
    public static String count(String key, long count, Object... rest) {
        Object[] args = new Object[rest.length + 1];
        args[0] = count;
        System.arraycopy(rest, 0, args, 1, rest.length);
        return of(key + (count == 1 ? ".one" : ".other"), args);
    }

    /// Whether there is such a text; for families of keys that are looked up by a computed name.
    public static boolean has(String key) {
        try {
            BUNDLE.getString(key);
            return true;
        } catch (MissingResourceException e) {
            return false;
        }
    }

    /// For FXML's `%key`.
    public static ResourceBundle bundle() {
        return BUNDLE;
    }

    /// What went wrong and what to do next, for every kind and reason of error.
    public static Message error(DbError error) {
        String key = "error." + ErrorKeys.of(error);
        return new Message(of(key, error.words()), of(key + ".next"));
    }

    /// SQLite's own words, its extended code and the statement: for whoever looks at the details.
    public static String details(DbError error) {
        StringBuilder out = new StringBuilder(error.words());
        if (error.code() != 0) {
            out.append('\n').append(of("error.code", String.valueOf(error.code())));
        }
        String statement = error.statement();
        if (statement != null && !statement.isBlank()) {
            out.append("\n\n").append(statement.strip());
        }
        return out.toString();
    }

    private static String shown(Object arg) {
        return arg instanceof Long || arg instanceof Integer
                ? Format.count(((Number) arg).longValue())
                : String.valueOf(arg);
    }

    private static int index(String digits) {
        return digits.length() == 1 && Character.isDigit(digits.charAt(0)) ? digits.charAt(0) - '0' : -1;
    }
}
