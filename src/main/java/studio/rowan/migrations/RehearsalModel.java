package studio.rowan.migrations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.Script;

/// Rehearses what is pending. The last rehearsal, and which of its losses the user approved. The copy that it ran on is
/// kept while it is shown.
final class RehearsalModel {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final MigrationsModel looking;
    private final Rehearsal.Tools tools;
    private static final RunModel.Telling TELLING = new RunModel.Telling() {
        @Override
        public String title(Job<?> job) {
            String staged = "migrations.rehearsing." + job.stage();
            return Text.of(Text.has(staged) ? staged : "migrations.rehearsing");
        }

        /// A statement that runs is not done: alone it is of unknown length.
        @Override
        public double fraction(Job<?> job) {
            Job.Progress progress = job.progress();
            return job.stage().equals("run") ? StepTelling.begun(progress) : progress.fraction();
        }

        /// Which migration it is.
        @Override
        public String detail(Job<?> job) {
            Job.Progress progress = job.progress();
            return job.stage().equals("run") && progress.total() > 0
                    ? Text.of("migrations.rehearsing.step", progress.done(), progress.total(), progress.unit())
                    : "";
        }
    };

    private final BooleanBinding usable;
    private final ReadOnlyObjectWrapper<Rehearsal.@Nullable Report> report = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper applicable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<Rehearsal.Trial>> waiting = new ReadOnlyObjectWrapper<>(List.of());
    private final Set<Rehearsal.Trial> approved = new HashSet<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private boolean opened;
    private long schemaVersion;

    /// @param clones where copies for rehearsals lie
    RehearsalModel(MigrationsModel looking, DbFiles files, Clock clock, Path clones) {
        this.looking = looking;
        this.tools = new Rehearsal.Tools(
                clones, files, clock, new Db.Options(false, clones, Platform::isFxApplicationThread, BUSY));
        this.usable = Bindings.createBooleanBinding(
                () -> looking.pending().get() > 0 && !looking.runs().running().get(),
                looking.pending(),
                looking.runs().running());
        looking.history().subscribe(_ -> age());
    }

    /// Whether there is no backup to apply it behind.
    boolean isInMemory() {
        return looking.workspace().db().isInMemory();
    }

    /// Whether the scripts or the structure changed since it was rehearsed.
    ReadOnlyBooleanProperty stale() {
        return stale.getReadOnlyProperty();
    }

    private void age() {
        Rehearsal.Report seen = report.get();
        History now = looking.history().get();
        stale.set(seen != null
                && now != null
                && (!pending(seen.history()).equals(pending(now))
                        || looking.workspace().schema().version() != schemaVersion));
        judge();
    }

    private static List<Script> pending(History history) {
        return history.pending().stream()
                .flatMap(migration -> history.scripts().find(migration.script()).stream())
                .toList();
    }

    /// Whether there is something to rehearse, and nothing else runs.
    BooleanBinding usable() {
        return usable;
    }

    /// Runs all that is pending on a copy.
    void rehearse() {
        History seen = looking.history().get();
        if (seen == null || looking.runs().running().get()) {
            return;
        }
        looking.result(null);
        Rehearsal work = new Rehearsal(looking.workspace().db(), seen.scripts(), tools);
        looking.runs()
                .start(
                        () -> work.start(Text.of("migrations.job.rehearse")),
                        TELLING,
                        this::rehearsed,
                        error -> looking.runs()
                                .notice()
                                .set(
                                        error instanceof DbError.Cancelled
                                                ? Notice.info(Text.of("migrations.rehearsal.cancelled"))
                                                : Notice.of(error)));
    }

    private void rehearsed(Rehearsal.Report now) {
        show(now);
        if (looking.isClosed()) {
            show(null);
        }
    }

    /// Null where nothing was rehearsed, or what was is done with.
    ReadOnlyObjectProperty<Rehearsal.@Nullable Report> report() {
        return report.getReadOnlyProperty();
    }

    /// All went well, every loss of rows is approved, and it is what would run now, in a file that can be written.
    ReadOnlyBooleanProperty applicable() {
        return applicable.getReadOnlyProperty();
    }

    /// Those whose losses are not approved yet, in their order.
    ReadOnlyObjectProperty<List<Rehearsal.Trial>> waiting() {
        return waiting.getReadOnlyProperty();
    }

    static boolean needsApproval(Rehearsal.Trial trial) {
        return trial.needsApproval();
    }

    void approve(Rehearsal.Trial trial, boolean on) {
        if (on) {
            approved.add(trial);
        } else {
            approved.remove(trial);
        }
        judge();
    }

    /// The user looks at the copy: it stays for this run of the program.
    void opened() {
        opened = true;
    }

    /// Shows another report, or none; the one before goes with its copy.
    void show(Rehearsal.@Nullable Report now) {
        Rehearsal.Report before = report.get();
        if (before != null && before != now && !opened) {
            looking.jobs()
                    .background(
                            () -> {
                                before.close();
                                return true;
                            },
                            _ -> {},
                            _ -> {
                                // What cannot be removed now, the next start removes.
                            });
        }
        opened = false;
        approved.clear();
        schemaVersion = looking.workspace().schema().version();
        report.set(now);
        age();
    }

    private void judge() {
        Rehearsal.Report now = report.get();
        waiting.set(
                now == null || !now.ok()
                        ? List.of()
                        : now.trials().stream()
                                .filter(trial -> needsApproval(trial) && !approved.contains(trial))
                                .toList());
        applicable.set(now != null
                && now.ok()
                && !now.trials().isEmpty()
                && !stale.get()
                && looking.isWritable()
                && waiting.get().isEmpty());
    }
}
