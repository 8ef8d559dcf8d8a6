package studio.rowan.db;

import java.util.List;
import org.apache.ibatis.annotations.Lang;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.ResultType;
import org.apache.ibatis.annotations.SelectProvider;
import org.apache.ibatis.annotations.UpdateProvider;
import org.apache.ibatis.session.ResultHandler;

/// The dynamic mapper: any [Sql], rows as they are. Statements that write and return rows go through [#returning(Sql)].
public interface Records {
    @Lang(FinalSql.class)
    @SelectProvider(Text.class)
    @Options(useCache = false)
    List<Row> select(Sql sql);

    /// Streams rows, so that memory stays flat however many there are.
    @Lang(FinalSql.class)
    @SelectProvider(Text.class)
    @ResultType(Row.class)
    @Options(useCache = false, fetchSize = 1)
    void stream(Sql sql, ResultHandler<Row> handler);

    /// A statement that writes and returns rows: never answered from a cache (F10).
    @Lang(FinalSql.class)
    @SelectProvider(value = Text.class, affectData = true)
    @Options(useCache = false, flushCache = Options.FlushCachePolicy.TRUE)
    List<Row> returning(Sql sql);

    /// Runs a statement without rows. The count is the driver's, trigger rows included: see [Access#update(Sql)].
    @Lang(FinalSql.class)
    @UpdateProvider(Text.class)
    int execute(Sql sql);

    /// Hands the text of the statement to MyBatis.
    final class Text implements org.apache.ibatis.builder.annotation.ProviderMethodResolver {
        private static final String WITH = "WITH";

        /// A comment goes before WITH: the driver looks by `CoreStatement.INSERT_PATTERN` whether a
        /// statement is an INSERT, back and forth over all parentheses of such a text (60 kB: 0.3 s),
        /// deaf to cancel. Errors are placed in the text without it.
        private static String text(Sql sql) {
            String text = sql.text();
            return text.stripLeading().regionMatches(true, 0, WITH, 0, WITH.length()) ? "/**/" + text : text;
        }

        public static String select(Sql sql) {
            return text(sql);
        }

        public static String stream(Sql sql) {
            return text(sql);
        }

        public static String returning(Sql sql) {
            return text(sql);
        }

        public static String execute(Sql sql) {
            return text(sql);
        }
    }
}
