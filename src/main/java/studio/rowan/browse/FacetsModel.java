package studio.rowan.browse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Work;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// Counts the values of a column while somebody looks at them: a sample first, then all rows as long as that is
/// allowed. In files that are not in WAL mode every read is a short one of its own, since others cannot write meanwhile
/// (F18).
final class FacetsModel implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofMillis(200);
    private static final long TARGET_NANOS = 80_000_000;
    private static final long FIRST_WIDTH = 10_000;

    /// How far it is.
    enum Stage {
        READING,
        /// A part is known.
        COUNTING,
        DONE,
        /// More would take too long.
        PART,
        FAILED
    }

    /// @param found what is known; `null` for nothing yet
    record State(
            Stage stage,
            Facets.@Nullable Found found,
            @Nullable DbError error) {}

    private final Db db;
    private final Table table;
    private final Facets facets;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<State> state =
            new ReadOnlyObjectWrapper<>(new State(Stage.READING, null, null));
    private @Nullable Job<?> running;
    private boolean closed;
    private long slicesEnd;

    FacetsModel(Db db, Table table, Facets facets, Jobs jobs) {
        this.db = db;
        this.table = table;
        this.facets = facets;
        this.jobs = jobs;
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    private boolean locks() {
        return db.readsLock();
    }

    void start() {
        Duration most = locks() ? LONGEST_LOCK : LONGEST;
        run(access -> access.within(most, () -> facets.sample(access)), sample -> {
            Facets.Found found = sample.orElse(null);
            if (found != null && found.exact()) {
                end(Stage.DONE, found);
            } else if (!locks()) {
                counting(found);
                run(
                        access -> facets.all(access, LONGEST),
                        all -> end(all.isPresent() ? Stage.DONE : Stage.PART, all.orElse(found)));
            } else if (table.key() instanceof Table.Key.Rowid(String alias)) {
                counting(found);
                slicesEnd = System.nanoTime() + LONGEST.toNanos();
                run(access -> Facets.ends(access, table.name(), alias), ends -> {
                    if (ends.isPresent()) {
                        slice(new Facets.Sum(), ends.get(), FIRST_WIDTH, found);
                    } else {
                        end(Stage.DONE, new Facets.Sum().found(true));
                    }
                });
            } else {
                end(Stage.PART, found);
            }
        });
    }

    private record Slice(Optional<List<Row>> rows, long nanos) {}

    /// One short read after another, each a job of its own, so that locks are released between them.
    private void slice(Facets.Sum sum, Facets.Stretch rest, long width, Facets.@Nullable Found sample) {
        boolean last = rest.to() - rest.from() >= 0 && rest.to() - rest.from() < width;
        Facets.Stretch now = new Facets.Stretch(rest.alias(), rest.from(), last ? rest.to() : rest.from() + width - 1);
        run(
                access -> {
                    long begin = System.nanoTime();
                    Optional<List<Row>> rows = facets.part(access, now, LONGEST_LOCK);
                    return new Slice(rows, System.nanoTime() - begin);
                },
                slice -> {
                    List<Row> rows = slice.rows.orElse(null);
                    if (rows == null && width > 1) {
                        slice(sum, rest, Math.max(1, width / 8), sample);
                    } else if (rows == null || !sum.add(rows) || System.nanoTime() > slicesEnd) {
                        Facets.Found part = sum.found(false);
                        end(Stage.PART, sample != null && sample.rows() > part.rows() ? sample : part);
                    } else if (last) {
                        end(Stage.DONE, sum.found(true));
                    } else {
                        double grown = (double) width * Math.min(16, (double) TARGET_NANOS / Math.max(1, slice.nanos));
                        Facets.Stretch next = new Facets.Stretch(rest.alias(), now.to() + 1, rest.to());
                        slice(sum, next, (long) Math.clamp(grown, 1, 1L << 60), sample);
                    }
                });
    }

    private void counting(Facets.@Nullable Found found) {
        state.set(new State(Stage.COUNTING, found, null));
    }

    private void end(Stage stage, Facets.@Nullable Found found) {
        state.set(new State(stage, found, null));
    }

    private <T> void run(Work<T> work, Consumer<T> then) {
        if (closed) {
            return;
        }
        Job<T> job = db.background(Text.of("browse.facets.job", facets.column()), work);
        running = job;
        jobs.run(
                job,
                value -> {
                    if (!closed) {
                        then.accept(value);
                    }
                },
                error -> {
                    if (!closed) {
                        Facets.Found known = state.get().found();
                        state.set(new State(Stage.FAILED, known, error));
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }
}
