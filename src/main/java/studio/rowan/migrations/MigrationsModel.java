package studio.rowan.migrations;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableIntegerValue;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.AppliedTexts;
import studio.rowan.migrate.Edited;
import studio.rowan.migrate.Ground;
import studio.rowan.migrate.Guard;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationSettings;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Script;
import studio.rowan.migrate.Scripts;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;

/// Where the migrations of one file lie and how the file stands to them, looked at anew whenever either changes. A
/// capability that does something with them is a model of its own, which takes this one and starts its jobs with
/// [#runs].
final class MigrationsModel {
    private static final Duration QUIET = Duration.millis(400);

    private final Workspace workspace;
    private final Jobs jobs;
    private final Places places;
    private final Predicate<Schema> isSample;
    private final Workspace.Listener listener;
    private final Jobs.Debounced again;
    private final ReadOnlyObjectWrapper<@Nullable Place> place = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable History> history = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MigrationSettings.Choice> choice =
            new ReadOnlyObjectWrapper<>(MigrationSettings.Choice.NONE);
    private final ReadOnlyObjectWrapper<List<Edited>> edited = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Guard.Reading>> readings = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Migrator.@Nullable Result> result = new ReadOnlyObjectWrapper<>();
    private final IntegerBinding pending = Bindings.createIntegerBinding(() -> pending(history.get()), history);
    private final RunModel runs;
    private boolean closed;
    private int looks;
    private int latest;

    /// @param isSample whether a database is one of the sample's, whose scripts come with the program
    MigrationsModel(Workspace workspace, Jobs jobs, Places places, Predicate<Schema> isSample) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.places = places;
        this.isSample = isSample;
        this.runs = new RunModel(jobs, workspace.db()::holder);
        this.again = jobs.debounce(QUIET, this::refresh);
        this.listener = (_, _) -> jobs.ui(again::trigger);
        runs.running().subscribe((_, now) -> {
            if (!now) {
                refresh();
            }
        });
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

    /// What the user said of the settings, also where the scripts cannot be read by it.
    ReadOnlyObjectProperty<MigrationSettings.Choice> choice() {
        return choice.getReadOnlyProperty();
    }

    /// What the guard sees in the pending scripts.
    ReadOnlyObjectProperty<List<Guard.Reading>> readings() {
        return readings.getReadOnlyProperty();
    }

    /// Scripts that are not what ran under their names.
    ReadOnlyObjectProperty<List<Edited>> edited() {
        return edited.getReadOnlyProperty();
    }

    /// The texts of what ran here.
    AppliedTexts applied() {
        return places.applied();
    }

    /// How many migrations could run now: none where something is to be settled first.
    ObservableIntegerValue pending() {
        return pending;
    }

    private static int pending(@Nullable History history) {
        return history == null || history.situation() != History.Situation.PENDING
                ? 0
                : history.pending().size();
    }

    /// How the last run went; null without one, or where something else was done since.
    ReadOnlyObjectProperty<Migrator.@Nullable Result> result() {
        return result.getReadOnlyProperty();
    }

    void result(Migrator.@Nullable Result now) {
        result.set(now);
    }

    /// What runs, and the notice of how it went.
    RunModel runs() {
        return runs;
    }

    Jobs jobs() {
        return jobs;
    }

    Workspace workspace() {
        return workspace;
    }

    boolean isSample() {
        return isSample.test(workspace.schema());
    }

    boolean isWritable() {
        return workspace.db().isWritable();
    }

    /// Nobody looks any more: what comes now is not shown.
    boolean isClosed() {
        return closed;
    }

    // ---- looking ----

    /// Finds out where the scripts of this file lie, then looks at them, and again whenever the file changes.
    void open() {
        workspace.addListener(listener);
        jobs.background(
                () -> Optional.ofNullable(places.of(workspace.file())),
                kept -> {
                    Place found = kept.orElse(isSample() ? Place.BUNDLED : null);
                    looked.set(true);
                    show(found);
                },
                e -> tell(Notice.warning(String.valueOf(e.getMessage()))));
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
        runs.notice().set(null);
        result.set(null);
        jobs.background(
                () -> {
                    places.keep(workspace.file(), chosen);
                    return true;
                },
                _ -> {},
                e -> tell(Notice.warning(Text.of("migrations.folder.notKept"))
                        .details(e instanceof IOException ? String.valueOf(e.getMessage()) : String.valueOf(e))));
        show(chosen);
    }

    /// Takes what the user says of the settings, above the project's own, for this file and from now on.
    /// @param then told once it was looked at anew; not where that failed
    void settle(MigrationSettings.Choice now, Runnable then) {
        Place from = place.get();
        if (from != null) {
            jobs.background(
                    () -> {
                        places.keep(workspace.file(), from, now);
                        return true;
                    },
                    _ -> {
                        choice.set(now);
                        look(_ -> then.run());
                    },
                    e -> tell(Notice.warning(Text.of("migrations.settings.notKept"))
                            .details(e instanceof IOException ? String.valueOf(e.getMessage()) : String.valueOf(e))));
        }
    }

    /// Looks again, unless something runs.
    void refresh() {
        look(_ -> {});
    }

    /// The same.
    /// @param then told what was seen
    void look(Consumer<History> then) {
        Place from = place.get();
        if (from == null || closed || runs.running().get()) {
            return;
        }
        int mine = ++looks;
        jobs.run(
                workspace.db().<Look>aside(Text.of("migrations.job.look"), look -> {
                    MigrationSettings.Choice kept = places.choice(workspace.file());
                    jobs.ui(() -> choice.set(kept));
                    Scripts scripts = from.scripts(kept);
                    return Look.of(look, workspace, scripts, places.applied());
                }),
                now -> {
                    if (!closed && from.equals(place.get()) && !runs.running().get()) {
                        then.accept(seen(mine, now));
                    }
                },
                error -> {
                    if (!closed) {
                        tell(Notice.of(error));
                    }
                });
    }

    /// An earlier look may end later, and has seen less.
    /// @return what is shown now
    private History seen(int look, Look now) {
        History shown = history.get();
        if (look < latest && shown != null) {
            return shown;
        }
        latest = look;
        readings.set(now.readings);
        edited.set(now.edited);
        history.set(now.history);
        return now.history;
    }

    private record Look(History history, List<Guard.Reading> readings, List<Edited> edited) {
        static Look of(Job<?> job, Workspace workspace, Scripts scripts, AppliedTexts kept) {
            Db db = workspace.db();
            History history = History.read(job, db, scripts);
            List<Script> pending = history.pending().stream()
                    .flatMap(migration -> scripts.find(migration.script()).stream())
                    .toList();
            return new Look(
                    history,
                    pending.isEmpty() ? List.of() : Guard.read(job, job.follow(db.read("ground", Ground::of)), pending),
                    Edited.of(history, kept, workspace.file()));
        }
    }

    private void tell(Notice notice) {
        runs.notice().set(notice);
    }

    /// Ends what runs; a migration that is not finished leaves nothing.
    void close() {
        closed = true;
        again.cancel();
        workspace.removeListener(listener);
        runs.cancel();
    }
}
