package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cache.impl.PerpetualCache;
import org.apache.ibatis.executor.BaseExecutor;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.jdbc.JdbcTransaction;
import org.junit.jupiter.api.Test;

class UncachedExecutorTest {
    interface Questions {
        @Select("SELECT value FROM json_each('[1, 2, 3]')")
        List<Integer> rows();

        @Select("SELECT abs(random())")
        long other();
    }

    @Test
    void answersGivenWhileRowsAreStreamedAreNotKept() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Configuration configuration = new RowConfiguration();
            configuration.addMapper(Questions.class);
            Executor executor = configuration.newExecutor(new JdbcTransaction(connection));
            MappedStatement rows = configuration.getMappedStatement(Questions.class.getName() + ".rows");
            MappedStatement other = configuration.getMappedStatement(Questions.class.getName() + ".other");
            List<Integer> kept = new ArrayList<>();
            ResultHandler<Object> streamed = row -> {
                try {
                    executor.query(other, null, RowBounds.DEFAULT, Executor.NO_RESULT_HANDLER);
                    kept.add(cache(executor).getSize());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            };
            executor.query(rows, null, RowBounds.DEFAULT, streamed);
            assertThat(kept).containsExactly(0, 0, 0);
        }
    }

    private static PerpetualCache cache(Executor executor) throws ReflectiveOperationException {
        Field field = BaseExecutor.class.getDeclaredField("localCache");
        field.setAccessible(true);
        return (PerpetualCache) field.get(executor);
    }
}
