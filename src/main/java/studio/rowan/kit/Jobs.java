package studio.rowan.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

/// The bridge between work elsewhere and the window's thread: the only place in the window's code with threads and
/// timers.
/// Its methods are called on the window's thread, except [#ui] and what `background` runs.
public final class Jobs implements AutoCloseable {
    /// Work shorter than this never shows in the status bar.
    private static final long SHOWN_AFTER_NANOS = 250_000_000L;

    private final Consumer<? super Throwable> unexpected;
    private final LongSupplier nanos;
    private final ConcurrentLinkedQueue<Runnable> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainAsked = new AtomicBoolean();
    private final List<RunningJob> watched = new ArrayList<>();
    private final ObservableList<RunningJob> running = FXCollections.observableArrayList();
    private final ObservableList<RunningJob> runningShown = FXCollections.unmodifiableObservableList(running);
    private final Timeline ticker = new Timeline(new KeyFrame(Duration.millis(100), _ -> tick()));
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rowan-background").daemon().factory());

    private final ExecutorService tasks = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("rowan-task-", 1).daemon().factory());

    /// @param unexpected takes on the window's thread what nobody expected: the [ErrorWindow]
    public Jobs(Consumer<? super Throwable> unexpected) {
        this(unexpected, System::nanoTime);
    }

    Jobs(Consumer<? super Throwable> unexpected, LongSupplier nanos) {
        this.unexpected = unexpected;
        this.nanos = nanos;
        ticker.setCycleCount(Animation.INDEFINITE);
    }

    /// Runs what has the classes ready that the window will ask for, while the window system starts; nobody
    /// waits for it, and what it gives is thrown away.
    public static void ahead(String name, Runnable body) {
        Thread unused = Thread.ofPlatform().name("rowan-" + name).daemon().start(body);
    }

    /// Calls back on the window's thread when the job ends: its result, or the error that a user can be told
    /// (`DbError.Cancelled` among them). Anything else thrown goes to the error window, and is told as
    /// `DbError.Unexpected`, so that nobody waits for a job that is no more.
    public <T> Job<T> run(Job<T> job, Consumer<? super T> onSuccess, Consumer<? super DbError> onError) {
        RunningJob shown = new RunningJob(job, nanos.getAsLong());
        if (!job.isDone()) {
            watched.add(shown);
            ticker.play();
        }
        job.whenDone(
                value -> ui(() -> {
                    ended(shown);
                    onSuccess.accept(value);
                }),
                thrown -> ui(() -> {
                    ended(shown);
                    if (thrown instanceof DbError error) {
                        onError.accept(error);
                    } else {
                        unexpected.accept(thrown);
                        onError.accept(new DbError.Unexpected(thrown));
                    }
                }));
        return job;
    }

    /// What runs now and has for a while: for the status bar.
    public ObservableList<RunningJob> running() {
        return runningShown;
    }

    /// Work without a database (listing files, writing settings), one at a time, in order, off the window's thread.
    public <T> void background(Callable<T> work, Consumer<? super T> onSuccess, Consumer<? super Exception> onError) {
        background.execute(() -> {
            try {
                T value = work.call();
                ui(() -> onSuccess.accept(value));
            } catch (Exception e) {
                ui(() -> onError.accept(e));
            } catch (Throwable e) {
                ui(() -> unexpected.accept(e));
            }
        });
    }

    /// Work that may take long or hang and needs no lane of an open database (opening and closing one), each on
    /// a thread of its own. Hand it to [#run] to hear of its end.
    public <T> Job<T> task(String title, Function<Job<T>, T> work) {
        return Job.start(title, Platform::isFxApplicationThread, tasks, work);
    }

    /// Runs the action on the window's thread, soon and in order; may be called from any thread.
    public void ui(Runnable action) {
        arrived.add(action);
        if (drainAsked.compareAndSet(false, true)) {
            Platform.runLater(this::drain);
        }
    }

    /// An action that runs once after calls to it have paused for `quiet`.
    public Debounced debounce(Duration quiet, Runnable action) {
        PauseTransition pause = new PauseTransition(quiet);
        pause.setOnFinished(_ -> guarded(action));
        return new Debounced(pause, () -> guarded(action));
    }

    /// An action that runs again and again until stopped.
    public Repeated every(Duration period, Runnable action) {
        Timeline timeline = new Timeline(new KeyFrame(period, _ -> guarded(action)));
        timeline.setCycleCount(Animation.INDEFINITE);
        timeline.play();
        return timeline::stop;
    }

    /// Lets what was begun finish and takes nothing more.
    @Override
    public void close() {
        ticker.stop();
        background.shutdown();
        tasks.shutdown();
    }

    /// Stops what [#every] started.
    @FunctionalInterface
    public interface Repeated {
        void stop();
    }

    /// What [#debounce] made.
    public static final class Debounced {
        private final PauseTransition pause;
        private final Runnable action;

        private Debounced(PauseTransition pause, Runnable action) {
            this.pause = pause;
            this.action = action;
        }

        /// Begins the quiet time anew.
        public void trigger() {
            pause.playFromStart();
        }

        /// Runs at once, and not again for earlier calls.
        public void now() {
            pause.stop();
            action.run();
        }

        public void cancel() {
            pause.stop();
        }
    }

    private void drain() {
        drainAsked.set(false);
        for (Runnable next = arrived.poll(); next != null; next = arrived.poll()) {
            guarded(next);
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            unexpected.accept(e);
        }
    }

    private void ended(RunningJob shown) {
        watched.remove(shown);
        running.remove(shown);
        if (watched.isEmpty()) {
            ticker.stop();
        }
    }

    private void tick() {
        long now = nanos.getAsLong();
        for (RunningJob job : watched) {
            job.update();
            if (now - job.since() >= SHOWN_AFTER_NANOS && !running.contains(job)) {
                running.add(job);
            }
        }
    }
}
