package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Selects cells so that content above 64 KiB is never read: each column becomes its content, or a note of its class
/// and size instead (F14). Wide tables are cut into chunks, since a statement has at most 2000 result columns.
final class CellGuard {
    /// Bytes.
    static final int LIMIT = 65_536;

    private static final int CHUNK_COLUMNS = 450;
    private static final int CHUNK_CHARS = 40_000;

    private CellGuard() {}

    /// The column expressions cut into lists that each fit one statement; at least one list, which may be empty.
    static List<List<String>> chunks(List<String> expressions) {
        List<List<String>> chunks = new ArrayList<>();
        List<String> chunk = new ArrayList<>();
        int chars = 0;
        for (String expression : expressions) {
            if (chunk.size() == CHUNK_COLUMNS || (chars > CHUNK_CHARS && !chunk.isEmpty())) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                chars = 0;
            }
            chunk.add(expression);
            chars += expression.length();
        }
        chunks.add(chunk);
        return chunks;
    }

    /// Appends `, content, note` for each expression.
    static void select(Sql.Builder sql, List<String> expressions) {
        for (String expression : expressions) {
            sql.add(", ").add(content(expression, LIMIT)).add(", ").add(note(expression, LIMIT));
        }
    }

    /// The cell where it is a number, else NULL.
    static String number(String expression) {
        return "CASE WHEN typeof(" + expression + ") IN ('integer', 'real') THEN " + expression + " END";
    }

    static String content(String expression, int limit) {
        return "CASE WHEN octet_length(" + expression + ") <= " + limit + " THEN " + expression + " END";
    }

    static String note(String expression, int limit) {
        return "CASE WHEN octet_length(" + expression + ") > " + limit + " THEN typeof(" + expression
                + ") || ':' || octet_length(" + expression + ") END";
    }

    /// Reads the pair that [#select] made.
    static Value cell(Row row, int at) {
        if (row.get(at + 1) instanceof Value.Text(String note, var _)) {
            int colon = note.indexOf(':');
            return new Value.Large(
                    Value.StorageClass.of(note.substring(0, colon)), Long.parseLong(note.substring(colon + 1)));
        }
        return row.get(at);
    }
}
