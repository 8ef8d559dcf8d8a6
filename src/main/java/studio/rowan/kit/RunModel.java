package studio.rowan.kit;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

/// What takes long in a panel, one job at a time: what it does now, how far it is, the way to end it, and the notice
/// of how it went. A capability joins by taking its panel's one runner and calling [#start].
public final class RunModel {
    private static final Duration TICK = Duration.millis(100);

    /// How a job's line tells of it while it neither waits nor ends.
    @FunctionalInterface
    public interface Telling {
        /// What it does now; asked ten times a second.
        String title(Job<?> job);

        /// 0…1, or -1 while unknown.
        default double fraction(Job<?> job) {
            return job.progress().fraction();
        }

        /// How much of that is done; empty for nothing to say.
        default String detail(Job<?> job) {
            return "";
        }

        /// Whether it waits as long as a session has a transaction open in the file.
        default boolean needsFile() {
            return false;
        }
    }

    private final Jobs jobs;
    private final Supplier<@Nullable String> holder;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();
    private @Nullable Job<?> job;
    private Telling telling = Job::title;
    private Jobs.@Nullable Repeated ticking;

    /// @param holder who has a transaction open in the file: `Db::holder`
    public RunModel(Jobs jobs, Supplier<@Nullable String> holder) {
        this.jobs = jobs;
        this.holder = holder;
    }

    public ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    /// What the job does, or what it waits for.
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /// How much of that is done; empty for nothing to say.
    public ReadOnlyStringProperty detail() {
        return detail.getReadOnlyProperty();
    }

    /// 0…1, or -1 while unknown.
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /// How the last job went, or what else the user should know; a job that begins takes it away.
    public ObjectProperty<@Nullable Notice> notice() {
        return notice;
    }

    /// Starts work unless some runs; it has ended before one of the two hears of it.
    /// @param work asked for the job only where it may run
    public <T> void start(
            Supplier<Job<T>> work, Telling telling, Consumer<? super T> done, Consumer<? super DbError> failed) {
        if (running.get()) {
            return;
        }
        notice.set(null);
        Job<T> started = work.get();
        this.telling = telling;
        job = started;
        running.set(true);
        tick();
        ticking = jobs.every(TICK, this::tick);
        jobs.run(
                started,
                value -> {
                    ended();
                    done.accept(value);
                },
                error -> {
                    ended();
                    failed.accept(error);
                });
    }

    /// As above; of what fails the notice tells.
    public <T> void start(Supplier<Job<T>> work, Telling telling, Consumer<? super T> done) {
        start(work, telling, done, error -> notice.set(Notice.of(error)));
    }

    private void ended() {
        Jobs.Repeated last = ticking;
        if (last != null) {
            last.stop();
        }
        ticking = null;
        job = null;
        running.set(false);
    }

    private void tick() {
        Job<?> now = job;
        if (now != null) {
            String kept = keptBy(now);
            fraction.set(telling.fraction(now));
            title.set(kept == null ? telling.title(now) : kept);
            detail.set(kept == null ? telling.detail(now) : "");
        }
    }

    /// What keeps it from going on; null for nothing.
    private @Nullable String keptBy(Job<?> now) {
        if (now.isCancelled()) {
            return Text.of("run.cancelling");
        }
        String held = telling.needsFile() ? holder.get() : null;
        if (held != null) {
            return Text.of("run.held", held);
        }
        return now.isWaitingForLock() ? Text.of("run.waiting") : null;
    }

    /// Ends what runs; it tells its end as an error.
    public void cancel() {
        Job<?> now = job;
        if (now != null) {
            now.cancel();
            tick();
        }
    }
}
