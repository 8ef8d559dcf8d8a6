package studio.rowan.browse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// The profile of a column: of the first rows at once, then of all of them in the background, as far as that keeps
/// nobody from writing to the file (F18).
final class ColumnProfileModel implements AutoCloseable {
    /// How far the reading is.
    enum Phase {
        FIRST,
        ALL,
        DONE,
        /// All rows could only be read by a lock on the file that is too long for others.
        LOCKS,
        STOPPED,
        FAILED
    }

    private static final Duration LOCK = Duration.ofMillis(200);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration SLICE = Duration.ofMillis(80);
    private static final long MOST_ROWIDS = 50_000;
    private static final javafx.util.Duration LOOK = javafx.util.Duration.millis(150);

    private final Jobs jobs;
    private final Db db;
    private final Table table;
    private final ColumnScan scan;
    private final long expected;
    private final String title;
    private final ReadOnlyObjectWrapper<@Nullable ColumnProfile> profile = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.FIRST);
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private @Nullable DbError error;
    private @Nullable Job<?> running;
    private Jobs.@Nullable Repeated looking;

    /// @param expected how many rows there are, -1 where nobody knows
    ColumnProfileModel(Jobs jobs, Db db, Table table, ColumnScan scan, long expected) {
        this.jobs = jobs;
        this.db = db;
        this.table = table;
        this.scan = scan;
        this.expected = expected;
        title = Text.of("browse.profile.job", scan.column());
    }

    ColumnScan scan() {
        return scan;
    }

    /// The best there is by now.
    ReadOnlyObjectProperty<@Nullable ColumnProfile> profile() {
        return profile.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Phase> phase() {
        return phase.getReadOnlyProperty();
    }

    /// Of all rows; -1 while unknown.
    ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /// Why it failed.
    @Nullable
    DbError error() {
        return error;
    }

    private boolean isUnlocked() {
        return !db.readsLock();
    }

    void start() {
        Duration most = isUnlocked() ? FIRST : LOCK;
        run(db.read(title, access -> scan.sample(access, most)), first -> {
            profile.set(first);
            if (first.all()) {
                phase.set(Phase.DONE);
            } else {
                phase.set(Phase.ALL);
                looking = jobs.every(LOOK, this::look);
                run(all(), found -> {
                    found.ifPresent(profile::set);
                    phase.set(found.isPresent() ? Phase.DONE : Phase.LOCKS);
                });
            }
        });
    }

    private <T> void run(Job<T> job, java.util.function.Consumer<T> then) {
        running = job;
        jobs.run(
                job,
                result -> {
                    stopLooking();
                    then.accept(result);
                },
                failure -> {
                    stopLooking();
                    error = failure;
                    phase.set(failure instanceof DbError.Cancelled ? Phase.STOPPED : Phase.FAILED);
                });
    }

    private void look() {
        Job<?> job = running;
        if (job != null) {
            fraction.set(job.progress().fraction());
        }
    }

    private void stopLooking() {
        Jobs.Repeated now = looking;
        if (now != null) {
            now.stop();
            looking = null;
        }
    }

    // ---- all rows ----

    private Job<Optional<ColumnProfile>> all() {
        String unit = Text.of("browse.profile.rows");
        if (isUnlocked()) {
            return db.query(title, access -> Optional.of(scan.all(access, expected, unit)));
        }
        if (table.key() instanceof Table.Key.Rowid(String alias)) {
            return jobs.task(title, job -> sliced(job, alias, unit));
        }
        return db.background(title, access -> scan.all(access, LOCK));
    }

    /// One short read after another, so that the lock is released between them.
    private Optional<ColumnProfile> sliced(Job<?> job, String alias, String unit) {
        ColumnTally tally = new ColumnTally();
        long length = 2_000;
        ColumnScan.Stretch rest = rest(job, alias, Long.MIN_VALUE);
        while (rest != null) {
            job.checkCancelled();
            long wide = rest.to() - rest.from();
            // Less than nothing where it is wider than a number can say.
            long to = wide >= 0 && wide < length ? rest.to() : rest.from() + length - 1;
            ColumnScan.Stretch part = new ColumnScan.Stretch(alias, rest.from(), to);
            long begin = System.nanoTime();
            List<Row> rows = job.follow(db.background(title, access -> part(access, part, tally.rows(), unit)))
                    .orElse(null);
            boolean quick = System.nanoTime() - begin < SLICE.toNanos() / 2;
            if (rows == null && length == 1) {
                return Optional.empty();
            }
            length = rows == null
                    ? Math.max(1, length / 8)
                    : Math.clamp(quick ? length * 2 : length / 2, 1, MOST_ROWIDS);
            if (rows != null) {
                rows.forEach(tally::add);
                boolean end = to >= rest.to();
                // Over a gap between rowids in one step.
                rest = end ? null : rows.isEmpty() ? rest(job, alias, to + 1) : part.behind(rest.to());
            }
        }
        return Optional.of(tally.profile(true));
    }

    private ColumnScan.@Nullable Stretch rest(Job<?> job, String alias, long from) {
        return job.follow(db.background(title, access -> scan.rest(access, alias, from)))
                .orElse(null);
    }

    private Optional<List<Row>> part(Access access, ColumnScan.Stretch stretch, long done, String unit) {
        access.job().report(done, expected, unit);
        return scan.part(access, stretch, LOCK);
    }

    /// Ends the reading; what was found stays.
    void cancel() {
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }

    @Override
    public void close() {
        stopLooking();
        cancel();
    }
}
