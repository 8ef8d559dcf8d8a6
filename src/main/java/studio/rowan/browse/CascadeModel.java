package studio.rowan.browse;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Cascade;
import studio.rowan.change.Changes;
import studio.rowan.change.Commit;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;

/// What the staged edits will do to other rows, asked anew in the background whenever they change; the newest question
/// wins.
final class CascadeModel implements AutoCloseable {
    private static final Duration QUIET = Duration.millis(150);

    private final Commit commit;
    private final Jobs jobs;
    private final Jobs.Debounced ask;
    private final ReadOnlyObjectWrapper<@Nullable Cascade> cascade = new ReadOnlyObjectWrapper<>();
    private Changes wanted = Changes.NONE;
    private @Nullable Job<Cascade> running;

    CascadeModel(Commit commit, Jobs jobs) {
        this.commit = commit;
        this.jobs = jobs;
        this.ask = jobs.debounce(QUIET, this::ask);
    }

    /// Of the newest changes; null while it is not known.
    ReadOnlyObjectProperty<@Nullable Cascade> cascade() {
        return cascade.getReadOnlyProperty();
    }

    void changed(Changes now) {
        cancel();
        wanted = now;
        if (now.isEmpty()) {
            ask.cancel();
            cascade.set(null);
        } else {
            // What was true of the edits before is shown until the answer comes: words that blink cannot be read.
            ask.trigger();
        }
    }

    private void ask() {
        cancel();
        if (wanted.isEmpty()) {
            return;
        }
        Job<Cascade> job = commit.cascade(wanted);
        running = job;
        Consumer<@Nullable Cascade> take = answer -> {
            if (running == job) {
                running = null;
                cascade.set(answer);
            }
        };
        // Whatever keeps it from being known will be told by the commit.
        jobs.run(job, take, _ -> take.accept(null));
    }

    private void cancel() {
        Job<Cascade> job = running;
        running = null;
        if (job != null) {
            job.cancel();
        }
    }

    @Override
    public void close() {
        ask.cancel();
        cancel();
    }
}
