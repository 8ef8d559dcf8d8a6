package studio.rowan.db;

import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;

/// Asks SQLite each time. While rows are streamed, MyBatis answers what is asked twice from its local cache, whatever
/// its scope (F10).
final class UncachedExecutor extends SimpleExecutor {
    UncachedExecutor(Configuration configuration, Transaction transaction) {
        super(configuration, transaction);
    }

    /// A key that nothing else has.
    @Override
    public CacheKey createCacheKey(MappedStatement statement, Object parameter, RowBounds bounds, BoundSql sql) {
        return new CacheKey(new Object[] {new Object()});
    }
}
