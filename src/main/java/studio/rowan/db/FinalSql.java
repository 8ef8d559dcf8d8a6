package studio.rowan.db;

import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.scripting.LanguageDriver;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.apache.ibatis.session.Configuration;

/// Takes a provider's text as final: MyBatis' own drivers evaluate `${…}` in it, so that a hostile table name
/// would run as code (F1). The arguments are those of the [Sql] that the mapper method was called with.
public final class FinalSql implements LanguageDriver {
    @Override
    public ParameterHandler createParameterHandler(MappedStatement statement, Object parameter, BoundSql sql) {
        return new DefaultParameterHandler(statement, parameter, sql);
    }

    @Override
    public SqlSource createSqlSource(Configuration configuration, XNode script, Class<?> parameterType) {
        throw new IllegalStateException("there is no XML here");
    }

    @Override
    public SqlSource createSqlSource(Configuration configuration, String text, Class<?> parameterType) {
        return parameter ->
                bound(configuration, text, parameter instanceof Sql(String _, List<Value> args) ? args : List.of());
    }

    private static BoundSql bound(Configuration configuration, String text, List<Value> args) {
        List<ParameterMapping> mappings = new ArrayList<>(args.size());
        ValueHandler handler = new ValueHandler();
        for (int i = 0; i < args.size(); i++) {
            mappings.add(new ParameterMapping.Builder(configuration, "v" + i, handler).build());
        }
        BoundSql bound = new BoundSql(configuration, text, mappings, args);
        for (int i = 0; i < args.size(); i++) {
            bound.setAdditionalParameter("v" + i, args.get(i));
        }
        return bound;
    }
}
