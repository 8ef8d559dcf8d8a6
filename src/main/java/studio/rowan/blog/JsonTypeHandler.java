package studio.rowan.blog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/// JSON as UTF-8 text in a blob. Reading takes text too, since other writers may store it so.
public final class JsonTypeHandler extends BaseTypeHandler<JsonNode> {
    private final ObjectMapper json = new ObjectMapper();

    @Override
    public void setNonNullParameter(PreparedStatement statement, int i, JsonNode value, JdbcType type)
            throws SQLException {
        try {
            statement.setBytes(i, json.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new SQLException("cannot be written as JSON", e);
        }
    }

    @Override
    public @Nullable JsonNode getNullableResult(ResultSet result, String column) throws SQLException {
        return read(result.getBytes(column));
    }

    @Override
    public @Nullable JsonNode getNullableResult(ResultSet result, int column) throws SQLException {
        return read(result.getBytes(column));
    }

    @Override
    public JsonNode getNullableResult(CallableStatement statement, int column) {
        throw new IllegalStateException("SQLite has no stored procedures");
    }

    private @Nullable JsonNode read(byte @Nullable [] bytes) throws SQLException {
        if (bytes == null) {
            return null;
        }
        try {
            return json.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new SQLException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
