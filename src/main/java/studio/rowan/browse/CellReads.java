package studio.rowan.browse;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// Reads pieces of a cell for one view: at once where they are in memory, else off the window's thread. One piece is
/// read at a time, and of those asked for meanwhile the newest is the next; the others are never read.
final class CellReads {
    private final Jobs jobs;
    private final Consumer<? super DbError> failed;
    private @Nullable Job<?> running;
    private @Nullable Runnable next;

    /// @param failed told what went wrong, unless nobody wants the answer any more
    CellReads(Jobs jobs, Consumer<? super DbError> failed) {
        this.jobs = jobs;
        this.failed = failed;
    }

    /// @param read makes the answer of the bytes, on any thread
    /// @param answer takes it on the window's thread, before this returns where the bytes are in memory
    <T> void ask(CellBytes bytes, Function<? super CellBytes, ? extends T> read, Consumer<? super T> answer) {
        if (bytes.isInMemory()) {
            drop();
            answer.accept(read.apply(bytes));
        } else if (running == null) {
            start(bytes, read, answer);
        } else {
            next = () -> start(bytes, read, answer);
        }
    }

    /// Another cell is looked at: what was asked for comes to nothing.
    void drop() {
        Job<?> job = running;
        running = null;
        next = null;
        if (job != null) {
            job.cancel();
        }
    }

    private <T> void start(CellBytes bytes, Function<? super CellBytes, ? extends T> read, Consumer<? super T> answer) {
        Job<T> job = jobs.task(Text.of("inspector.looking"), _ -> read.apply(bytes));
        running = job;
        jobs.run(job, made -> ended(job, () -> answer.accept(made)), error -> ended(job, () -> failed(error)));
    }

    private void ended(Job<?> job, Runnable then) {
        if (running != job) {
            return;
        }
        running = null;
        Runnable newest = next;
        next = null;
        then.run();
        if (newest != null && running == null) {
            newest.run();
        }
    }

    private void failed(DbError error) {
        if (!(error instanceof DbError.Cancelled)) {
            failed.accept(error);
        }
    }
}
