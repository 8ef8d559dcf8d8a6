package studio.rowan.backups;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import studio.rowan.db.Job;
import studio.rowan.kit.Format;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;

/// How far a backup or a restore is: which of its parts runs, how much of that is done, how long it may take.
final class StageTelling implements RunModel.Telling {
    static final List<String> BACKUP = List.of("copy", "verify");
    static final List<String> RESTORE = List.of("build", "buildCheck", "copy", "verify", "bringIn", "compare");
    static final List<String> NEW_FILE = List.of("build", "buildCheck");
    static final List<String> OTHER = List.of();

    private static final Duration FIRST_GUESS = Duration.ofSeconds(1);

    private final List<String> stages;
    private final InstantSource clock;
    private String stage = "";
    private String unit = "";
    private Instant since = Instant.EPOCH;

    /// @param stages the parts that the job may go through, in order
    StageTelling(List<String> stages, InstantSource clock) {
        this.stages = stages;
        this.clock = clock;
    }

    @Override
    public String title(Job<?> job) {
        int at = stages.indexOf(job.stage());
        String key = "backups.stage." + job.stage();
        // What is copied in the middle of a restore is the state that it replaces.
        String words = stages.equals(RESTORE) && Text.has(key + ".present") ? key + ".present" : key;
        return at < 0 ? job.title() : Text.of("backups.step", at + 1, stages.size(), Text.of(words));
    }

    @Override
    public String detail(Job<?> job) {
        Job.Progress progress = job.progress();
        if (!stage.equals(job.stage()) || !unit.equals(progress.unit())) {
            stage = job.stage();
            unit = progress.unit();
            since = clock.instant();
        }
        if (progress.total() <= 0) {
            return "";
        }
        String done = Text.of("backups.progress", progress.done(), progress.total(), progress.unit());
        Duration spent = Duration.between(since, clock.instant());
        if (spent.compareTo(FIRST_GUESS) < 0 || progress.fraction() < 0.02) {
            return done;
        }
        double left = spent.toMillis() * (1 - progress.fraction()) / progress.fraction();
        return Text.of("backups.left", done, Format.duration(Duration.ofSeconds((long) Math.ceil(left / 1000))));
    }
}
