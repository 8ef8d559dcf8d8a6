package studio.rowan.db;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;
import org.jspecify.annotations.Nullable;

/// Reads a whole result row, cell by cell and by storage class: mapping rows through `Map` falsifies them (F2).
final class RowHandler implements TypeHandler<Row> {
    @Override
    public Row getResult(ResultSet result, @Nullable String ignored) throws SQLException {
        Value[] cells = new Value[result.getMetaData().getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
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
        return stored == null || java.util.Arrays.equals(stored, text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                ? new Value.Text(text)
                : new Value.Text(text, stored);
    }

    @Override
    public Row getResult(ResultSet result, int ignored) throws SQLException {
        return getResult(result, null);
    }

    @Override
    public Row getResult(CallableStatement statement, int column) {
        throw new IllegalStateException("SQLite has no stored procedures");
    }

    @Override
    public void setParameter(PreparedStatement statement, int i, Row parameter, JdbcType jdbcType) {
        throw new IllegalStateException("a row is not a parameter");
    }
}
