package studio.rowan.db;

import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;

/// MyBatis with two things of our own: nothing is answered from a cache, and statements of the dynamic mapper are read
/// by [RowHandler].
final class RowConfiguration extends Configuration {
    @Override
    public Executor newExecutor(Transaction transaction, ExecutorType type) {
        return new UncachedExecutor(this, transaction);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // MyBatis declares it so
    public ResultSetHandler newResultSetHandler(
            Executor executor,
            MappedStatement statement,
            RowBounds bounds,
            ParameterHandler parameters,
            ResultHandler to,
            BoundSql sql) {
        boolean dynamic = statement.getResultMaps().stream().anyMatch(map -> map.getType() == Row.class);
        return dynamic
                ? new RowHandler((ResultHandler<Object>) to)
                : super.newResultSetHandler(executor, statement, bounds, parameters, to, sql);
    }
}
