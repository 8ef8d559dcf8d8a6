package studio.rowan.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Reads cells so that content above 64 KiB is never read (F14). They are asked for as they are, of a connection that
/// refuses heavier ones; only where it meets one are the rows read again, with each column as its content, or a note of
/// its class and size instead.
public final class CellGuard {
    /// Bytes.
    static final int LIMIT = 65_536;

    /// Result columns of one statement, as SQLite is built.
    private static final int MOST_COLUMNS = 2000;

    private static final int CHUNK_COLUMNS = 450;
    private static final int CHUNK_CHARS = 40_000;

    private CellGuard() {}

    /// Makes the statement for some of the columns: what leads each row, then those columns by [#select].
    @FunctionalInterface
    public interface Statement {
        Sql of(List<String> columns, boolean guarded);
    }

    /// The rows of a page: what leads each, then all its cells.
    /// @param lead how many columns the statement has in front
    public static List<Value[]> rows(Access access, int lead, List<String> columns, Statement statement) {
        List<Value[]> rows = new ArrayList<>();
        int at = 0;
        for (List<String> chunk : chunks(columns, MOST_COLUMNS - lead, Integer.MAX_VALUE)) {
            Optional<List<Row>> plain = access.queryWithin(LIMIT, statement.of(chunk, false));
            if (plain.isEmpty()) {
                return guarded(access, lead, columns, statement);
            }
            merge(plain.get(), rows, at == 0 ? 0 : lead, lead + columns.size(), at);
            at += chunk.size() + (at == 0 ? lead : 0);
        }
        return rows;
    }

    private static List<Value[]> guarded(Access access, int lead, List<String> columns, Statement statement) {
        List<Value[]> rows = new ArrayList<>();
        int at = 0;
        for (List<String> chunk : chunks(columns, CHUNK_COLUMNS, CHUNK_CHARS)) {
            List<Row> found = new ArrayList<>();
            access.query(statement.of(chunk, true), row -> found.add(unpaired(row, lead)));
            merge(found, rows, at == 0 ? 0 : lead, lead + columns.size(), at);
            at += chunk.size() + (at == 0 ? lead : 0);
        }
        return rows;
    }

    /// Between two chunks a random view may lose rows: their cells are NULL.
    private static void merge(List<Row> from, List<Value[]> rows, int skip, int size, int at) {
        for (int r = 0; r < from.size(); r++) {
            Value[] cells = from.get(r).cells();
            if (at == 0 && cells.length == size) {
                rows.add(cells);
            } else if (at == 0 || r < rows.size()) {
                if (at == 0) {
                    Value[] empty = new Value[size];
                    Arrays.fill(empty, Value.NULL);
                    rows.add(empty);
                }
                System.arraycopy(cells, skip, rows.get(r), at, cells.length - skip);
            }
        }
    }

    private static Row unpaired(Row row, int lead) {
        Value[] cells = Arrays.copyOf(row.cells(), lead + (row.size() - lead) / 2);
        for (int c = lead; c < cells.length; c++) {
            cells[c] = cell(row, lead + 2 * (c - lead));
        }
        return new Row(cells);
    }

    /// The columns cut into lists that each fit one statement; at least one list, which may be empty.
    private static List<List<String>> chunks(List<String> columns, int most, int mostChars) {
        List<List<String>> chunks = new ArrayList<>();
        List<String> chunk = new ArrayList<>();
        int chars = 0;
        for (String column : columns) {
            if (chunk.size() == most || (chars > mostChars && !chunk.isEmpty())) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                chars = 0;
            }
            chunk.add(column);
            chars += column.length();
        }
        chunks.add(chunk);
        return chunks;
    }

    /// Appends each column to what leads; guarded, as its content and its note.
    public static Sql.Builder select(Sql.Builder sql, List<String> columns, boolean guarded) {
        for (String column : columns) {
            sql.add(", ");
            if (guarded) {
                sql.add(content(column, LIMIT)).add(", ").add(note(column, LIMIT));
            } else {
                sql.add(column);
            }
        }
        return sql;
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

    /// Reads the pair of a content and its note.
    static Value cell(Row row, int at) {
        if (row.get(at + 1) instanceof Value.Text(String note, var _)) {
            int colon = note.indexOf(':');
            return new Value.Large(
                    Value.StorageClass.of(note.substring(0, colon)), Long.parseLong(note.substring(colon + 1)));
        }
        return row.get(at);
    }
}
