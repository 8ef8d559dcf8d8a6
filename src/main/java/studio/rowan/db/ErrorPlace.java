package studio.rowan.db;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the place of an error in a statement from SQLite's words: the driver does not pass `sqlite3_error_offset` on.
final class ErrorPlace {
    private static final Pattern NEAR = Pattern.compile("near \"(.*)\": ", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile(
            "(?:no such (?:column|table|function|module|collation sequence|index|trigger|view)|ambiguous column name|"
                    + "unrecognized token|wrong number of arguments to function)[: ]+\"?([^\"()]*)");

    private ErrorPlace() {}

    static int offset(String words, @Nullable String statement) {
        if (statement == null) {
            return -1;
        }
        if (words.contains("incomplete input")) {
            return statement.length();
        }
        Matcher near = NEAR.matcher(words);
        if (near.find()) {
            return only(statement, near.group(1));
        }
        Matcher named = NAMED.matcher(words);
        if (named.find()) {
            String name = named.group(1).strip();
            int place = only(statement, name);
            return place >= 0 ? place : only(statement, name.substring(name.lastIndexOf('.') + 1));
        }
        return -1;
    }

    /// The place of the token; -1 where it stands more than once, since a wrong place is worse than none.
    private static int only(String statement, String token) {
        int first = -1;
        for (Token t : Tokenizer.tokens(statement)) {
            String text = t.text(statement);
            if (text.equals(token) || text.equals('"' + token + '"')) {
                if (first >= 0) {
                    return -1;
                }
                first = t.start();
            }
        }
        return first >= 0 || token.isEmpty() ? first : statement.indexOf(token);
    }
}
