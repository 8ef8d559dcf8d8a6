package studio.rowan.search;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// What is wrong with a MATCH expression that a user wrote, in plain words.
/// @param sentence what is wrong and what to do
/// @param offset where in the expression it shows, in UTF-16 units; -1 where that cannot be told
public record MatchTrouble(String sentence, int offset) {
    private static final Pattern NEAR = Pattern.compile("(?s)fts5: syntax error near \"(.*)\"");
    private static final Pattern COLUMN = Pattern.compile("(?s)no such column: (.*)");
    private static final Pattern NUMBER = Pattern.compile("(?s)expected integer, got \"(.*)\"");

    /// @param job whose cancel ends the look
    public static MatchTrouble of(DbError error, String expression, SearchIndex index, Job<?> job) {
        String words = error.words();
        Matcher near = NEAR.matcher(words);
        if (near.find()) {
            String word = near.group(1);
            return word.isEmpty()
                    ? new MatchTrouble(Text.of("search.raw.ends"), expression.length())
                    : new MatchTrouble(Text.of("search.raw.unexpected", word), place(expression, word, index, job));
        }
        Matcher column = COLUMN.matcher(words);
        if (column.find()) {
            String names = index.fields().stream().map(SearchIndex.Field::name).collect(Collectors.joining(", "));
            return new MatchTrouble(
                    Text.of("search.raw.column", column.group(1), names), expression.indexOf(column.group(1)));
        }
        Matcher number = NUMBER.matcher(words);
        if (number.find()) {
            return new MatchTrouble(Text.of("search.raw.number", number.group(1)), expression.indexOf(number.group(1)));
        }
        if (words.contains("unterminated string") || words.contains("malformed MATCH") && odd(expression)) {
            return new MatchTrouble(Text.of("search.raw.string"), expression.lastIndexOf('"'));
        }
        if (words.contains("unknown special query")) {
            return new MatchTrouble(Text.of("search.raw.star"), 0);
        }
        if (words.contains("detail!=full") || words.contains("detail=none")) {
            return new MatchTrouble(Text.of("search.raw.detail"), -1);
        }
        return new MatchTrouble(Text.of("search.raw.other", words), -1);
    }

    private static boolean odd(String expression) {
        return expression.chars().filter(c -> c == '"').count() % 2 != 0;
    }

    /// The same word may stand in several places: the first one up to which the same index, empty, refuses it.
    private static int place(String expression, String word, SearchIndex index, Job<?> job) {
        List<String> columns =
                index.fields().stream().map(field -> Ident.quote(field.name())).toList();
        return Memory.with(job, access -> {
            access.execute(Sql.of("CREATE VIRTUAL TABLE t USING fts5(" + String.join(", ", columns) + ")"));
            for (int at = expression.indexOf(word); at >= 0; at = expression.indexOf(word, at + 1)) {
                try {
                    access.query(Sql.of(
                            "SELECT 1 FROM t WHERE t MATCH ?", Value.of(expression.substring(0, at + word.length()))));
                } catch (DbError.Syntax e) {
                    if (e.words().endsWith("near \"" + word + "\"")) {
                        return at;
                    }
                }
            }
            return -1;
        });
    }
}
