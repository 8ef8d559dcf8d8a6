package studio.rowan.backups;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Job;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// How far a backup or a restore is: which of its parts runs, how much of that is done, how long it may take.
final class ProgressModel {
    static final List<String> BACKUP = List.of("copy", "verify");
    static final List<String> RESTORE = List.of("build", "buildCheck", "copy", "verify", "bringIn", "compare");
    static final List<String> NEW_FILE = List.of("build", "buildCheck");
    static final List<String> OTHER = List.of();

    private static final Duration FIRST_GUESS = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final Clock clock;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private List<String> stages = OTHER;
    private String stage = "";
    private String unit = "";
    private Instant since = Instant.EPOCH;
    private @Nullable Job<?> job;
    private Jobs.@Nullable Repeated ticking;

    ProgressModel(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    /// The part that runs.
    ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /// How much of it is done, and how long it may take.
    ReadOnlyStringProperty text() {
        return text.getReadOnlyProperty();
    }

    ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /// @param of the parts that the job may go through, in order
    void begin(Job<?> now, List<String> of) {
        end();
        job = now;
        stages = of;
        stage = "";
        unit = "";
        running.set(true);
        tick();
        ticking = jobs.every(javafx.util.Duration.millis(100), this::tick);
    }

    void end() {
        Jobs.Repeated last = ticking;
        if (last != null) {
            last.stop();
        }
        ticking = null;
        job = null;
        running.set(false);
    }

    void cancel() {
        Job<?> now = job;
        if (now != null) {
            now.cancel();
            tick();
        }
    }

    private void tick() {
        Job<?> now = job;
        if (now == null) {
            return;
        }
        Job.Progress progress = now.progress();
        if (!stage.equals(now.stage()) || !unit.equals(progress.unit())) {
            stage = now.stage();
            unit = progress.unit();
            since = clock.now();
        }
        title.set(title(now));
        fraction.set(progress.fraction());
        text.set(now.isWaitingForLock() ? Text.of("backups.waiting") : text(progress));
    }

    private String title(Job<?> now) {
        if (now.isCancelled()) {
            return Text.of("backups.cancelling");
        }
        int at = stages.indexOf(stage);
        String key = "backups.stage." + stage;
        // What is copied in the middle of a restore is the state that it replaces.
        String words = stages.equals(RESTORE) && Text.has(key + ".present") ? key + ".present" : key;
        return at < 0 ? now.title() : Text.of("backups.step", at + 1, stages.size(), Text.of(words));
    }

    private String text(Job.Progress progress) {
        if (progress.total() <= 0) {
            return "";
        }
        String done = Text.of("backups.progress", progress.done(), progress.total(), progress.unit());
        Duration spent = Duration.between(since, clock.now());
        if (spent.compareTo(FIRST_GUESS) < 0 || progress.fraction() < 0.02) {
            return done;
        }
        double left = spent.toMillis() * (1 - progress.fraction()) / progress.fraction();
        return Text.of("backups.left", done, Format.duration(Duration.ofSeconds((long) Math.ceil(left / 1000))));
    }
}
