package studio.rowan.db;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work under way on a lane: its title, progress, result, and the one flag that ends it (F12).
public final class Job<T> {
    /// How far a job is. `done` and `total` count whatever `unit` names; `total` is -1 while unknown.
    public record Progress(long done, long total, String unit) {
        static final Progress NONE = new Progress(0, -1, "");

        /// 0…1, or -1 while unknown.
        public double fraction() {
            return total <= 0 ? -1 : Math.min(1.0, (double) done / total);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    private final String title;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final BooleanSupplier forbiddenThread;
    private volatile boolean cancelled;
    private volatile boolean gaveWay;
    private volatile boolean waitingForLock;
    private volatile Progress progress = Progress.NONE;
    private volatile String stage = "";
    private volatile @Nullable Job<?> part;
    private volatile long steps;

    Job(String title, BooleanSupplier forbiddenThread) {
        this.title = title;
        this.forbiddenThread = forbiddenThread;
    }

    public String title() {
        return title;
    }

    /// Asks the job to end: a running statement stops at its next progress step, a waiting one never starts.
    public void cancel() {
        cancelled = true;
        Job<?> running = part;
        if (running != null) {
            running.cancel();
        }
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// Asks the job to end since somebody needs the file for himself.
    void giveWay() {
        gaveWay = true;
        cancel();
    }

    /// True where nobody wanted it to end but who needed the file for himself: it may be begun anew, and waits its
    /// turn.
    public boolean gaveWay() {
        return gaveWay;
    }

    public boolean isDone() {
        return future.isDone();
    }

    /// True while another connection's lock keeps the job waiting.
    public boolean isWaitingForLock() {
        Job<?> running = part;
        return running == null ? waitingForLock : running.isWaitingForLock();
    }

    public Progress progress() {
        Job<?> running = part;
        return running == null ? progress : running.progress();
    }

    /// Tells how far the work is; called by the function that runs.
    public void report(long done, long total, String unit) {
        progress = new Progress(done, total, unit);
    }

    /// How many operations SQLite has done for the job, about: the one measure of a statement that is not over yet. Of
    /// a part that is waited for, its own.
    public long steps() {
        Job<?> running = part;
        return running == null ? steps : running.steps();
    }

    /// Only on the lane's thread.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void stepped(int operations) {
        steps += operations;
    }

    /// Which part of the work runs, by a short stable name; empty for work of one part.
    public String stage() {
        Job<?> running = part;
        String inner = running == null ? "" : running.stage();
        return inner.isEmpty() ? stage : inner;
    }

    /// Names the part of the work that begins, whose progress is counted anew; called by the function that runs.
    public void stage(String name) {
        progress = Progress.NONE;
        stage = name;
    }

    void waitingForLock(boolean waiting) {
        waitingForLock = waiting;
    }

    /// @throws DbError.Cancelled when the user asked for it
    public void checkCancelled() {
        if (cancelled) {
            throw new DbError.Cancelled(null);
        }
    }

    /// Calls back on the lane's thread (or at once when done) with the result or what was thrown.
    public Job<T> whenDone(Consumer<? super T> success, Consumer<? super Throwable> failure) {
        future.whenComplete((value, thrown) -> {
            try {
                if (thrown == null) {
                    success.accept(value);
                } else {
                    failure.accept(
                            thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown);
                }
            } catch (Throwable t) {
                // A future keeps to itself what those it tells throw.
                LOG.error("what follows {} failed", title, t);
            }
        });
        return this;
    }

    /// Waits for the result; for commands and tests. The window's thread never waits.
    /// @throws DbError as the job ended
    public T await() {
        if (forbiddenThread.getAsBoolean()) {
            throw new IllegalStateException("the window's thread must not wait for " + title);
        }
        try {
            return future.join();
        } catch (CompletionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RuntimeException r) {
                throw r;
            }
            if (cause instanceof Error r) {
                throw r;
            }
            throw new IllegalStateException(cause);
        }
    }

    /// Waits for another job as a part of this one: its progress is shown as this one's, and cancel reaches it.
    /// Called by the function that runs.
    public <R> R follow(Job<R> other) {
        part = other;
        try {
            if (cancelled) {
                other.cancel();
            }
            return other.await();
        } finally {
            part = null;
        }
    }

    void complete(T value) {
        future.complete(value);
    }

    void fail(Throwable thrown) {
        future.completeExceptionally(thrown);
    }

    /// Work that needs no lane of an open database, such as opening one: runs on the executor.
    public static <T> Job<T> start(
            String title, BooleanSupplier forbiddenThread, Executor executor, Function<Job<T>, T> body) {
        Job<T> job = new Job<>(title, forbiddenThread);
        executor.execute(() -> {
            try {
                job.checkCancelled();
                job.complete(body.apply(job));
            } catch (RuntimeException | Error e) {
                job.fail(e);
            }
        });
        return job;
    }

    /// Runs the body on the caller's own thread, for commands and tests, which may wait.
    /// @throws DbError as the job ended
    public static <T> T here(String title, Function<Job<T>, T> body) {
        return start(title, () -> false, Runnable::run, body).await();
    }

    /// A job that is already done, for answers that need no lane.
    public static <T> Job<T> done(String title, T value) {
        Job<T> job = new Job<>(title, () -> false);
        job.complete(value);
        return job;
    }

    @Override
    public String toString() {
        return title + (isDone() ? " (done)" : cancelled ? " (cancelled)" : "");
    }

    @Nullable
    Throwable failure() {
        return future.isCompletedExceptionally() ? future.exceptionNow() : null;
    }
}
