package studio.rowan.kit;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import studio.rowan.db.Job;

/// A job as the status bar sees it: title, progress, whether it waits for a lock, and the way to end it.
public final class RunningJob {
    private final Job<?> job;
    private final long since;
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper waitingForLock = new ReadOnlyBooleanWrapper();

    RunningJob(Job<?> job, long since) {
        this.job = job;
        this.since = since;
        update();
    }

    public String title() {
        return job.title();
    }

    /// 0…1, or -1 while unknown: as a progress bar takes it.
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /// The title with how far it is, or that it waits.
    public ReadOnlyStringProperty text() {
        return text.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty waitingForLock() {
        return waitingForLock.getReadOnlyProperty();
    }

    public void cancel() {
        job.cancel();
        update();
    }

    long since() {
        return since;
    }

    void update() {
        Job.Progress progress = job.progress();
        fraction.set(progress.fraction());
        waitingForLock.set(job.isWaitingForLock());
        text.set(describe(progress));
    }

    private String describe(Job.Progress progress) {
        if (job.isCancelled()) {
            return Text.of("job.cancelling", job.title());
        }
        if (job.isWaitingForLock()) {
            return Text.of("job.waiting", job.title());
        }
        if (progress.total() > 0) {
            return Text.of("job.progress", job.title(), progress.done(), progress.total(), progress.unit());
        }
        return progress.done() > 0 ? Text.of("job.done", job.title(), progress.done(), progress.unit()) : job.title();
    }
}
