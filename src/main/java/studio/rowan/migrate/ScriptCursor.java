package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// Which statement of a script runs: Flyway hands over their texts, but not where they stand.
final class ScriptCursor {
    /// Each text that is not found costs a look through the whole rest of the script.
    private static final int MOST_MISSED = 20;

    private final String script;
    private final Lines lines;
    private @Nullable String statement;
    private int count;
    private int start = -1;
    private int position;
    private int missed;

    ScriptCursor(String script) {
        this.script = script;
        this.lines = Lines.of(script);
    }

    /// @param sql as Flyway hands it over, with the comments before it
    void next(String sql) {
        String text = sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
        statement = text;
        count++;
        start = missed < MOST_MISSED ? script.indexOf(text, position) : -1;
        if (start < 0) {
            missed++;
        } else {
            position = start + text.length();
        }
    }

    /// None runs any more.
    void end() {
        statement = null;
        start = -1;
    }

    /// Null where none runs.
    @Nullable
    String statement() {
        return statement;
    }

    /// How many began.
    int count() {
        return count;
    }

    /// Where it stands in the script; -1 where that cannot be told.
    int start() {
        return start;
    }

    /// The line of its first word, from 1; 0 where that cannot be told.
    int line() {
        String said = statement;
        return start < 0 || said == null ? 0 : lines.at(start + lead(said));
    }

    private static int lead(String sql) {
        return Tokenizer.tokens(sql).stream()
                .filter(token -> !token.isTrivia())
                .mapToInt(Token::start)
                .findFirst()
                .orElse(0);
    }
}
