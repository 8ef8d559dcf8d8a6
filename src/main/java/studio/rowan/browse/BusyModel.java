package studio.rowan.browse;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// The one commit under way: whether it works or waits, for whom, and the way to end it.
final class BusyModel {
    private static final Duration LOOK = Duration.millis(150);

    private final Db db;
    private final Jobs jobs;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private @Nullable Job<?> job;
    private Jobs.@Nullable Repeated look;

    BusyModel(Db db, Jobs jobs) {
        this.db = db;
        this.jobs = jobs;
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// What it does; empty for the first moments, so that quick commits never flash a word.
    ReadOnlyStringProperty text() {
        return text.getReadOnlyProperty();
    }

    void cancel() {
        Job<?> running = job;
        if (running != null) {
            running.cancel();
            look();
        }
    }

    /// Runs the job as the one under way.
    <T> void follow(Job<T> next, Consumer<T> done, Consumer<DbError> failed) {
        job = next;
        busy.set(true);
        look = jobs.every(LOOK, this::look);
        jobs.run(
                next,
                value -> {
                    idle();
                    done.accept(value);
                },
                error -> {
                    idle();
                    failed.accept(error);
                });
    }

    private void idle() {
        Jobs.Repeated looking = look;
        if (looking != null) {
            looking.stop();
        }
        look = null;
        job = null;
        text.set("");
        busy.set(false);
    }

    private void look() {
        Job<?> running = job;
        if (running == null) {
            return;
        }
        String holder = db.holder();
        Job.Progress progress = running.progress();
        if (running.isCancelled()) {
            text.set(Text.of("browse.edits.cancelling"));
        } else if (running.isWaitingForLock()) {
            text.set(Text.of("browse.edits.waiting.lock"));
        } else if (holder != null) {
            text.set(Text.of("browse.edits.waiting.holder", holder));
        } else if (progress.total() > 0) {
            text.set(Text.of("browse.edits.committing.progress", progress.done(), progress.total()));
        } else {
            text.set(Text.of("browse.edits.committing"));
        }
    }
}
