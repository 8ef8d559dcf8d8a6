package studio.rowan.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Clock;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Counts the rows of a table to the last one, for a command that waits for it. In a file without a write-ahead log it
/// reads in slices and lets the lock go between them (F18).
final class RowCount {
    private static final long SLICE_MILLIS = 100;

    private record Slice(long rows, Value last, long millis) {}

    private RowCount() {}

    static long exact(Workspace workspace, SchemaObject object, Clock clock) {
        String name = Ident.quote(object.name());
        String title = Text.of("health.job.count", object.name());
        if (!workspace.db().isWal() && workspace.table(object).await().key() instanceof Table.Key.Rowid(String alias)) {
            return sliced(workspace, title, name, Ident.quote(alias), clock);
        }
        Sql all = Sql.of("SELECT count(*) FROM " + name);
        return workspace
                .db()
                .background(title, access -> access.scalar(all).asLong())
                .await();
    }

    private static long sliced(Workspace workspace, String title, String table, String key, Clock clock) {
        long rows = 0;
        long size = 50_000;
        Value after = null;
        while (true) {
            Value from = after;
            long limit = size;
            Slice slice = workspace
                    .db()
                    .background(title, access -> slice(access, table, key, from, limit, clock))
                    .await();
            rows += slice.rows;
            if (slice.rows < limit) {
                return rows;
            }
            after = slice.last;
            size = Math.clamp(limit * SLICE_MILLIS / Math.max(1, slice.millis), 1_000, 5_000_000);
        }
    }

    private static Slice slice(
            Access access, String table, String key, @Nullable Value after, long limit, Clock clock) {
        Instant begin = clock.now();
        Sql.Builder sql = Sql.builder().add("SELECT count(*), max(k) FROM (SELECT " + key + " AS k FROM " + table);
        if (after != null) {
            sql.add(" WHERE " + key + " > ").bind(after);
        }
        Row row = access.query(
                        sql.add(" ORDER BY " + key + " LIMIT " + limit + ")").build())
                .getFirst();
        return new Slice(
                row.asLong(0), row.get(1), Duration.between(begin, clock.now()).toMillis());
    }
}
