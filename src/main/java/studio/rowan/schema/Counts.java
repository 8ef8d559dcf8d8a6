package studio.rowan.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// How many rows the tables of one workspace have: first "more than 10,000" at a constant price, then exactly, in the
/// background. In files without a write-ahead log an exact count is cut into short reads, since each one keeps other
/// programs from writing (F18). What was counted before the last change, or five minutes ago, is counted again.
public final class Counts {
    /// The bound of the first, quick look.
    public static final int BOUND = 10_000;

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration QUICK_LIMIT = Duration.ofSeconds(1);
    private static final Duration LOCKING_LIMIT = Duration.ofMillis(200);
    private static final Duration EXACT_LIMIT = Duration.ofSeconds(20);
    private static final Duration SLICE_TARGET = Duration.ofMillis(80);
    private static final int FIRST_SLICE = 20_000;

    /// @param rows exactly, or at least
    public record Count(long rows, boolean exact) {}

    private record Known(Count count, long changes, Instant at) {}

    private final Workspace workspace;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public Counts(Workspace workspace, Clock clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    /// Tells `onCount` once or twice, the last time with the best that can be had; on a lane's thread, or at once where
    /// it is known. A failure ends it: [DbError.Cancelled] where it would take too long.
    public void count(SchemaObject object, Consumer<Count> onCount, Consumer<? super Throwable> onFailure) {
        Known cached = known.get(object.name());
        if (cached != null
                && cached.changes == workspace.changes()
                && Duration.between(cached.at, clock.now()).compareTo(FRESH) < 0) {
            onCount.accept(cached.count);
            return;
        }
        if (object.name().indexOf('\0') >= 0) {
            // It cannot be addressed in SQL, and whoever counts one table after another has to go on.
            onFailure.accept(new DbError.Cancelled(null));
            return;
        }
        long changes = workspace.changes();
        Sql quick = Sql.of(
                "SELECT count(*) FROM (SELECT 1 FROM " + Ident.quote(object.name()) + " LIMIT " + (BOUND + 1) + ")");
        limited(object, quick, db().isWal() ? QUICK_LIMIT : LOCKING_LIMIT)
                .whenDone(
                        rows -> {
                            Count count = rows > BOUND ? new Count(BOUND, false) : new Count(rows, true);
                            tell(object, count, changes, onCount);
                            if (!count.exact()) {
                                exact(object, changes, onCount, onFailure);
                            }
                        },
                        onFailure);
    }

    private void exact(
            SchemaObject object, long changes, Consumer<Count> onCount, Consumer<? super Throwable> onFailure) {
        if (object.kind() == SchemaObject.Kind.VIEW || object.kind() == SchemaObject.Kind.VIRTUAL) {
            return; // nobody knows what reading one costs
        }
        if (db().isWal() || db().isStatic()) {
            Sql all = Sql.of("SELECT count(*) FROM " + Ident.quote(object.name()));
            limited(object, all, EXACT_LIMIT)
                    .whenDone(rows -> tell(object, new Count(rows, true), changes, onCount), onFailure);
        } else if (object.kind() != SchemaObject.Kind.FULL_TEXT) {
            workspace
                    .table(object)
                    .whenDone(
                            table -> {
                                if (table.key() instanceof Table.Key.Rowid(String alias)) {
                                    slice(new Slices(object, alias, changes, onCount, onFailure), 0, null, FIRST_SLICE);
                                }
                            },
                            onFailure);
        }
    }

    private record Slices(
            SchemaObject object,
            String alias,
            long changes,
            Consumer<Count> onCount,
            Consumer<? super Throwable> onFailure) {}

    private record Slice(long rows, Value last, long millis) {}

    /// One short read after another, each a job of its own, so that locks are released between them.
    private void slice(Slices of, long soFar, @Nullable Value after, int size) {
        db().background("count " + of.object.name(), access -> read(access, of, after, size))
                .whenDone(
                        slice -> {
                            long rows = soFar + slice.rows;
                            if (of.changes != workspace.changes()) {
                                return; // the change asks again
                            }
                            if (slice.rows < size) {
                                tell(of.object, new Count(rows, true), of.changes, of.onCount);
                            } else {
                                long next = size * SLICE_TARGET.toMillis() / Math.max(1, slice.millis);
                                slice(of, rows, slice.last, (int) Math.clamp(next, 1_000, 2_000_000));
                            }
                        },
                        of.onFailure);
    }

    private Slice read(Access access, Slices of, @Nullable Value after, int size) {
        Instant begin = clock.now();
        String key = Ident.quote(of.alias);
        String from = "(SELECT " + key + " AS k FROM " + Ident.quote(of.object.name());
        String rest = " ORDER BY " + key + " LIMIT " + size + ")";
        Row row = access.first(
                after == null
                        ? Sql.of("SELECT count(*), max(k) FROM " + from + rest)
                        : Sql.of("SELECT count(*), max(k) FROM " + from + " WHERE " + key + " > ?" + rest, after));
        return row == null
                ? new Slice(0, Value.NULL, 0)
                : new Slice(
                        row.asLong(0),
                        row.get(1),
                        Duration.between(begin, clock.now()).toMillis());
    }

    private void tell(SchemaObject object, Count count, long changes, Consumer<Count> onCount) {
        known.put(object.name(), new Known(count, changes, clock.now()));
        onCount.accept(count);
    }

    /// The time counts from when it runs, not from when it begins to wait for its lane.
    private Job<Long> limited(SchemaObject object, Sql sql, Duration limit) {
        return db().background("count " + object.name(), access -> {
            try (Clock.Timer _ = clock.after(limit, access.job()::cancel)) {
                return access.scalar(sql).asLong();
            }
        });
    }

    private Db db() {
        return workspace.db();
    }
}
