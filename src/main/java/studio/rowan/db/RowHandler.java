package studio.rowan.db;

import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.result.DefaultResultContext;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.apache.ibatis.session.ResultHandler;
import org.jspecify.annotations.Nullable;

/// Reads whole result rows, cell by cell and by storage class: mapping rows through `Map` falsifies them (F2), and what
/// MyBatis asks of each column and row to map it costs more than to read it.
final class RowHandler implements ResultSetHandler {
    private final @Nullable ResultHandler<Object> to;

    /// @param to takes the rows one by one; `null` for a list
    RowHandler(@Nullable ResultHandler<Object> to) {
        this.to = to;
    }

    @Override
    @SuppressWarnings("unchecked") // MyBatis asks for the type that the mapper's method names, which is Row
    public <E> List<E> handleResultSets(Statement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        DefaultResultContext<Object> context = new DefaultResultContext<>();
        try (ResultSet result = statement.getResultSet()) {
            int columns = result == null ? 0 : result.getMetaData().getColumnCount();
            while (result != null && !context.isStopped() && result.next()) {
                Row row = row(result, columns);
                if (to == null) {
                    rows.add(row);
                } else {
                    context.nextResultObject(row);
                    to.handleResult(context);
                }
            }
        }
        return (List<E>) rows;
    }

    private static Row row(ResultSet result, int columns) throws SQLException {
        Value[] cells = new Value[columns];
        for (int i = 0; i < columns; i++) {
            cells[i] = cell(result, i + 1);
        }
        return new Row(cells);
    }

    private static Value cell(ResultSet result, int column) throws SQLException {
        Object raw = result.getObject(column);
        return switch (raw) {
            case null -> Value.NULL;
            case Integer number -> new Value.Int(number);
            case Long number -> new Value.Int(number);
            case Double number -> new Value.Real(number);
            case byte[] bytes -> new Value.Blob(bytes);
            case String text -> text(result, column, text);
            default -> throw new IllegalStateException("unexpected " + raw.getClass());
        };
    }

    /// The driver replaces invalid UTF-8 by U+FFFD; where one stands, the stored bytes are kept beside the text.
    private static Value text(ResultSet result, int column, String text) throws SQLException {
        if (text.indexOf('\uFFFD') < 0) {
            return new Value.Text(text);
        }
        byte[] stored = result.getBytes(column);
        return stored == null || Arrays.equals(stored, text.getBytes(StandardCharsets.UTF_8))
                ? new Value.Text(text)
                : new Value.Text(text, stored);
    }

    @Override
    public <E> Cursor<E> handleCursorResultSets(Statement statement) {
        throw new IllegalStateException("rows are streamed to a handler");
    }

    @Override
    public void handleOutputParameters(CallableStatement statement) {
        throw new IllegalStateException("SQLite has no stored procedures");
    }
}
