package studio.rowan.db;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;

/// Binds a [Value] by its storage class.
final class ValueHandler implements TypeHandler<Value> {
    @Override
    public void setParameter(PreparedStatement statement, int i, Value value, JdbcType jdbcType) throws SQLException {
        bind(statement, i, value);
    }

    /// @param i from 1
    static void bind(PreparedStatement statement, int i, Value value) throws SQLException {
        switch (value) {
            case Value.Null _ -> statement.setObject(i, null);
            case Value.Int(long number) -> statement.setLong(i, number);
            case Value.Real(double number) -> statement.setDouble(i, number);
            case Value.Text text -> statement.setString(i, text.value());
            case Value.Blob(byte[] bytes) -> statement.setBytes(i, bytes);
            case Value.Large large -> throw new IllegalArgumentException("content not loaded: " + large);
        }
    }

    @Override
    public Value getResult(ResultSet result, String column) {
        throw new IllegalStateException("rows are read whole, by RowHandler");
    }

    @Override
    public Value getResult(ResultSet result, int column) {
        throw new IllegalStateException("rows are read whole, by RowHandler");
    }

    @Override
    public Value getResult(CallableStatement statement, int column) {
        throw new IllegalStateException("SQLite has no stored procedures");
    }
}
