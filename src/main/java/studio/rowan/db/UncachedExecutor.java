package studio.rowan.db;

import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.cache.impl.PerpetualCache;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;

/// Asks SQLite each time. While rows are streamed, MyBatis answers what is asked twice from its local cache, whatever
/// its scope (F10), and keeps each answer until the stream ends.
final class UncachedExecutor extends SimpleExecutor {
    UncachedExecutor(Configuration configuration, Transaction transaction) {
        super(configuration, transaction);
        localCache = new Nothing();
    }

    /// To tell statements apart by all their values would be for nothing.
    @Override
    public CacheKey createCacheKey(MappedStatement statement, Object parameter, RowBounds bounds, BoundSql sql) {
        return CacheKey.NULL_CACHE_KEY;
    }

    /// A cache that takes nothing in.
    private static final class Nothing extends PerpetualCache {
        Nothing() {
            super("nothing");
        }

        @Override
        public void putObject(Object key, Object value) {}
    }
}
