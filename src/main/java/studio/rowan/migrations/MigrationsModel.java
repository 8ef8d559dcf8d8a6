package studio.rowan.migrations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Ground;
import studio.rowan.migrate.Guard;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.Script;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Stop;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// The migrations of one file as the panel shows them, and what can be done with them. One thing at a time.
final class MigrationsModel {
    private static final Duration TICK = Duration.millis(100);
    private static final java.time.Duration BUSY = java.time.Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.millis(400);

    /// What the model works with.
    /// @param isSample whether a database is one of the sample's, whose scripts come with the program
    /// @param clones where copies for rehearsals lie
    record Tools(
            Jobs jobs,
            DbFiles files,
            Clock clock,
            BackupChoices choices,
            Places places,
            Predicate<Schema> isSample,
            java.nio.file.Path clones) {}

    private final Workspace workspace;
    private final Tools tools;
    private final Jobs jobs;
    private final Workspace.Listener listener;
    private final Jobs.Debounced again;
    private final ReadOnlyObjectWrapper<@Nullable Place> place = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable History> history = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Migrator.@Nullable Result> result = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Guard.Reading>> readings = new ReadOnlyObjectWrapper<>(List.of());
    private final RehearsalModel rehearsal;
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper progressTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final BooleanProperty backup = new SimpleBooleanProperty(true);
    private @Nullable Job<?> job;
    private @Nullable Migrator migrator;
    private String idle = "";
    private Jobs.@Nullable Repeated ticking;
    private boolean closed;

    MigrationsModel(Workspace workspace, Tools tools) {
        this.workspace = workspace;
        this.tools = tools;
        this.jobs = tools.jobs();
        this.rehearsal = new RehearsalModel(jobs);
        this.again = jobs.debounce(QUIET, this::refresh);
        this.listener = (_, _) -> jobs.ui(again::trigger);
    }

    /// Where the scripts lie; null where nobody said so yet.
    ReadOnlyObjectProperty<@Nullable Place> place() {
        return place.getReadOnlyProperty();
    }

    /// Whether it is known where the scripts lie, or that nobody said so.
    ReadOnlyBooleanProperty looked() {
        return looked.getReadOnlyProperty();
    }

    /// How the file stands to them; null until it was looked at.
    ReadOnlyObjectProperty<@Nullable History> history() {
        return history.getReadOnlyProperty();
    }

    /// How the last run went; null without one.
    ReadOnlyObjectProperty<Migrator.@Nullable Result> result() {
        return result.getReadOnlyProperty();
    }

    /// What the guard sees in the pending scripts.
    ReadOnlyObjectProperty<List<Guard.Reading>> readings() {
        return readings.getReadOnlyProperty();
    }

    RehearsalModel rehearsal() {
        return rehearsal;
    }

    ReadOnlyObjectProperty<@Nullable Notice> notice() {
        return notice.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    ReadOnlyStringProperty progressTitle() {
        return progressTitle.getReadOnlyProperty();
    }

    /// 0…1, or -1 while unknown.
    ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /// Whether a backup is made before anything runs.
    BooleanProperty backup() {
        return backup;
    }

    Workspace workspace() {
        return workspace;
    }

    boolean isSample() {
        return tools.isSample().test(workspace.schema());
    }

    boolean isWritable() {
        return workspace.db().isWritable();
    }

    // ---- looking ----

    /// Finds out where the scripts of this file lie, then looks at them, and again whenever the file changes.
    void open() {
        workspace.addListener(listener);
        jobs.background(
                () -> java.util.Optional.ofNullable(tools.places().of(workspace.file())),
                kept -> {
                    Place found = kept.orElse(isSample() ? Place.BUNDLED : null);
                    looked.set(true);
                    show(found);
                },
                e -> notice.set(Notice.warning(String.valueOf(e.getMessage()))));
    }

    private void show(@Nullable Place now) {
        if (!closed) {
            history.set(null);
            place.set(now);
            refresh();
        }
    }

    /// Takes another folder for this file, from now on.
    void choose(Place chosen) {
        notice.set(null);
        result.set(null);
        jobs.background(
                () -> {
                    tools.places().keep(workspace.file(), chosen);
                    return true;
                },
                _ -> {},
                e -> notice.set(Notice.warning(Text.of("migrations.folder.notKept"))
                        .details(e instanceof IOException ? String.valueOf(e.getMessage()) : String.valueOf(e))));
        show(chosen);
    }

    /// Looks again, unless something runs.
    void refresh() {
        Place from = place.get();
        if (from == null || closed || running.get()) {
            return;
        }
        jobs.run(
                workspace
                        .db()
                        .<Look>aside(
                                Text.of("migrations.job.look"), look -> Look.of(look, workspace.db(), from.scripts())),
                now -> {
                    if (!closed && from.equals(place.get()) && !running.get()) {
                        readings.set(now.readings);
                        history.set(now.history);
                    }
                },
                this::failed);
    }

    private record Look(History history, List<Guard.Reading> readings) {
        static Look of(Job<?> job, Db db, Scripts scripts) {
            History history = History.read(job, db, scripts);
            List<Script> pending = history.pending().stream()
                    .flatMap(migration -> scripts.find(migration.script()).stream())
                    .toList();
            return new Look(
                    history,
                    pending.isEmpty()
                            ? List.of()
                            : Guard.read(job, job.follow(db.read("ground", Ground::of)), pending));
        }
    }

    private void failed(DbError error) {
        if (!closed) {
            notice.set(Notice.of(error));
        }
    }

    // ---- rehearsing ----

    /// Runs all that is pending on a copy.
    void rehearse() {
        History seen = history.get();
        if (seen == null || running.get()) {
            return;
        }
        result.set(null);
        Db.Options options =
                new Db.Options(false, tools.clones(), javafx.application.Platform::isFxApplicationThread, BUSY);
        Rehearsal work = new Rehearsal(
                workspace.db(),
                seen.scripts(),
                new Rehearsal.Tools(tools.clones(), tools.files(), tools.clock(), options));
        begin(
                null,
                "migrations.rehearsing",
                work.start(Text.of("migrations.job.rehearse")),
                report -> {
                    rehearsal.show(report);
                    if (closed) {
                        rehearsal.show(null);
                    }
                },
                error -> notice.set(
                        error instanceof DbError.Cancelled
                                ? Notice.info(Text.of("migrations.rehearsal.cancelled"))
                                : Notice.of(error)));
    }

    /// Applies what was rehearsed, and nothing that goes beyond it.
    void applyRehearsed() {
        Rehearsal.Report report = rehearsal.report().get();
        if (report != null && rehearsal.applicable().get()) {
            start(report.history().scripts(), report.request(keeping()), List.of(), null);
        }
    }

    // ---- running ----

    /// Runs the next pending ones.
    /// @param atMost how many
    void run(int atMost) {
        result.set(null);
        start(atMost, List.of(), List.of(), null);
    }

    /// Goes on with the migration that the last run stopped at, as the user agreed.
    void agree(Stop.ReliesOnCascades stop) {
        Migrator.Result before = result.get();
        List<Migrator.Agreement> agreed = new ArrayList<>(List.of(stop.agreement()));
        start(1, agreed, before == null ? List.of() : before.ran(), before == null ? null : before.backup());
    }

    private void start(
            int atMost, List<Migrator.Agreement> agreed, List<Migrator.Ran> earlier, Backups.@Nullable Made first) {
        History seen = history.get();
        if (seen != null) {
            start(seen.scripts(), new Migrator.Request(atMost, keeping(), agreed), earlier, first);
        }
    }

    private void start(
            Scripts scripts, Migrator.Request request, List<Migrator.Ran> earlier, Backups.@Nullable Made first) {
        if (running.get() || !isWritable()) {
            return;
        }
        Migrator work = new Migrator(workspace.db(), scripts);
        begin(
                work,
                "migrations.backingUp",
                work.start(Text.of("migrations.job"), request),
                now -> {
                    rehearsal.show(null);
                    List<Migrator.Ran> all = new ArrayList<>(earlier);
                    all.addAll(now.ran());
                    result.set(new Migrator.Result(first == null ? now.backup() : first, all, now.stop()));
                },
                error -> notice.set(notRun(error)));
    }

    private static Notice notRun(DbError error) {
        Notice why = Notice.of(error);
        return error instanceof DbError.Cancelled
                ? Notice.info(Text.of("migrations.cancelledBefore"))
                : new Notice(
                        why.kind(),
                        Text.of("migrations.nothingRun", why.message()),
                        why.nextStep(),
                        why.details(),
                        why.actions());
    }

    private Migrator.@Nullable Keeping keeping() {
        return backup.get() ? new Migrator.Keeping(backups(), tools.choices().keep()) : null;
    }

    private Backups backups() {
        return new Backups(tools.choices().folderFor(workspace.file()), tools.files(), tools.clock());
    }

    /// Writes a history that says: all up to this version is there already.
    void baseline(String version) {
        History seen = history.get();
        if (seen == null || running.get()) {
            return;
        }
        Scripts scripts = seen.scripts();
        Migrator work = new Migrator(workspace.db(), scripts);
        begin(
                work,
                "migrations.backingUp",
                work.startBaseline(
                        Text.of("migrations.job.baseline"),
                        version,
                        Text.of("migrations.baseline.description"),
                        keeping()),
                _ -> notice.set(Notice.success(Text.of("migrations.baseline.done", version))),
                error -> notice.set(notRun(error)));
    }

    /// Brings the state back from before the last run.
    void returnTo(Backups.Made made) {
        Backups.Request keeping =
                Backups.Request.of(Reason.BEFORE_RESTORE).keep(tools.choices().keep());
        begin(
                null,
                "migrations.returning",
                new Restore(tools.files(), tools.clock()).start(made.file(), workspace.db(), backups(), keeping),
                done -> {
                    result.set(null);
                    String backup = made.backup().file();
                    Notice notice = switch (done.match()) {
                        case SAME -> Notice.success(Text.of("migrations.returned", workspace.name()));
                        case NOT_COMPARED ->
                            Notice.warning(Text.of("backups.restored.notCompared", workspace.name(), backup));
                        case DIFFERS -> Notice.error(Text.of("backups.restored.differs", workspace.name(), backup));
                    };
                    Backups.Made before = done.before();
                    this.notice.set(
                            before == null
                                    ? notice
                                    : notice.next(Text.of(
                                            "migrations.returned.before",
                                            before.backup().file())));
                },
                this::failed);
    }

    private <T> void begin(
            @Nullable Migrator work,
            String words,
            Job<T> started,
            java.util.function.Consumer<T> done,
            java.util.function.Consumer<DbError> failed) {
        notice.set(null);
        migrator = work;
        idle = words;
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

    private void ended() {
        Jobs.Repeated last = ticking;
        if (last != null) {
            last.stop();
        }
        ticking = null;
        job = null;
        running.set(false);
        refresh();
    }

    private void tick() {
        Job<?> now = job;
        if (now == null) {
            return;
        }
        Migrator work = migrator;
        Migrator.Step step = work == null ? null : work.step();
        progress.set(now.progress().fraction());
        progressTitle.set(title(now, step));
    }

    private String title(Job<?> now, Migrator.@Nullable Step step) {
        if (now.isCancelled()) {
            return Text.of("migrations.cancelling");
        }
        String holder = workspace.db().holder();
        if (holder != null && step == null) {
            return Text.of("migrations.holder", holder);
        }
        if (now.isWaitingForLock()) {
            return Text.of("migrations.waiting");
        }
        if (step == null) {
            String staged = "migrations.rehearsing." + now.stage();
            return Text.of(idle.equals("migrations.rehearsing") && Text.has(staged) ? staged : idle);
        }
        return Text.of(
                "migrations.step",
                step.number(),
                step.of(),
                step.migration().name(),
                Math.max(1, step.statement()),
                step.statements());
    }

    void cancel() {
        Job<?> now = job;
        if (now != null) {
            now.cancel();
            tick();
        }
    }

    /// Ends what runs; a migration that is not finished leaves nothing.
    void close() {
        closed = true;
        again.cancel();
        workspace.removeListener(listener);
        rehearsal.show(null);
        cancel();
    }
}
