package studio.rowan.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.scripting.LanguageDriver;
import org.apache.ibatis.session.Configuration;

/// Takes a provider's text as final: MyBatis' own drivers evaluate `${…}` in it, so that a hostile table name
/// would run as code (F1). The arguments are those of the [Sql] that the mapper method was called with.
public final class FinalSql implements LanguageDriver {
    @Override
    public ParameterHandler createParameterHandler(MappedStatement statement, Object parameter, BoundSql sql) {
        return new Arguments((Sql) parameter);
    }

    @Override
    public SqlSource createSqlSource(Configuration configuration, XNode script, Class<?> parameterType) {
        throw new IllegalStateException("there is no XML here");
    }

    @Override
    public SqlSource createSqlSource(Configuration configuration, String text, Class<?> parameterType) {
        return parameter -> new BoundSql(configuration, text, List.of(), parameter);
    }

    /// Binds them in their order, without what MyBatis does to find a parameter by its name.
    private record Arguments(Sql sql) implements ParameterHandler {
        @Override
        public Object getParameterObject() {
            return sql;
        }

        @Override
        public void setParameters(PreparedStatement statement) throws SQLException {
            List<Value> args = sql.args();
            for (int i = 0; i < args.size(); i++) {
                ValueHandler.bind(statement, i + 1, args.get(i));
            }
        }
    }
}
