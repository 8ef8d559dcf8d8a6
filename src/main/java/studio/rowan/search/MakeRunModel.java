package studio.rowan.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.vault.Backups;

/// The way of a new index into the file: tried in a copy, then made. One thing at a time.
final class MakeRunModel {
    private final MakeSearchableModel choices;
    private final SearchTools tools;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<@Nullable FtsRehearsal> rehearsal = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable FtsWays> ways = new ReadOnlyObjectWrapper<>();
    private final RunModel runs;
    private final BooleanProperty asMigration = new SimpleBooleanProperty();
    private final BooleanProperty backup = new SimpleBooleanProperty(true);
    private final Jobs.Debounced lookForWays;
    private boolean closed;

    MakeRunModel(MakeSearchableModel choices, SearchTools tools) {
        this.choices = choices;
        this.tools = tools;
        this.jobs = tools.jobs();
        this.runs = new RunModel(jobs, choices.workspace().db()::holder);
        this.lookForWays = jobs.debounce(Duration.millis(200), this::lookForWays);
        choices.draft().subscribe(now -> {
            rehearsal.set(null);
            if (now != null) {
                lookForWays.trigger();
            }
        });
    }

    /// How the last try in a copy went; null until there was one of these very choices.
    ReadOnlyObjectProperty<@Nullable FtsRehearsal> rehearsal() {
        return rehearsal.getReadOnlyProperty();
    }

    /// How the index can get into the file; null until it was looked at.
    ReadOnlyObjectProperty<@Nullable FtsWays> ways() {
        return ways.getReadOnlyProperty();
    }

    /// What runs, and the notice of how it went.
    RunModel runs() {
        return runs;
    }

    /// It becomes the next migration, where it can.
    BooleanProperty asMigration() {
        return asMigration;
    }

    /// Whether a backup is made before.
    BooleanProperty backup() {
        return backup;
    }

    private void lookForWays() {
        FtsDraft of = choices.draft().get();
        if (of == null || closed) {
            return;
        }
        jobs.run(
                choices.workspace()
                        .db()
                        .<FtsWays>aside(
                                Text.of("search.make.job.ways"),
                                look -> FtsWays.of(
                                        look,
                                        choices.workspace(),
                                        tools.place(choices.workspace()),
                                        tools.places()
                                                .choice(choices.workspace().file()),
                                        of)),
                now -> {
                    boolean first = ways.get() == null;
                    ways.set(now);
                    if (now.migration() == null) {
                        asMigration.set(false);
                    } else if (first) {
                        asMigration.set(true);
                    }
                },
                error -> {
                    asMigration.set(false);
                    ways.set(new FtsWays(null, Notice.of(error).message()));
                });
    }

    // ---- trying and doing ----

    /// Makes it in a copy of the file, and looks at what became of that.
    void rehearse() {
        FtsDraft of = choices.draft().get();
        if (of == null || runs.running().get()) {
            return;
        }
        runs.start(
                () -> choices.workspace()
                        .db()
                        .<FtsRehearsal>aside(
                                Text.of("search.make.job.rehearse", of.table()),
                                work -> FtsRehearsal.run(
                                        work, choices.workspace().db(), tools.files(), of, tools.scratch())),
                new Trying(),
                now -> {
                    if (of.equals(choices.draft().get())) {
                        rehearsal.set(now);
                    }
                },
                this::notTried);
    }

    private void notTried(DbError error) {
        if (error instanceof DbError.Cancelled) {
            tell(Notice.info(Text.of("search.make.cancelled")));
            return;
        }
        Notice why = Notice.of(error);
        tell(why.action("makeAnyway", Text.of("search.make.anyway"), this::make));
    }

    /// Makes it in the file.
    void make() {
        FtsDraft of = choices.draft().get();
        FtsWays known = ways.get();
        if (of == null || runs.running().get()) {
            return;
        }
        FtsMaking.Way way = known != null && known.migration() != null && asMigration.get()
                ? known.migration()
                : new FtsMaking.Way.Direct();
        FtsMaking making = new FtsMaking(choices.workspace().db(), of, way);
        runs.start(
                () -> making.start(Text.of("search.make.job", of.table()), backup.get() ? keeping() : null),
                new Making(making),
                made -> {
                    tell(done(of, way, made));
                    if (made.stop() == null) {
                        choices.renew(of.index());
                    }
                },
                error -> tell(
                        error instanceof DbError.Cancelled
                                ? Notice.info(Text.of("search.make.cancelled"))
                                : Notice.of(error)));
    }

    private static Notice done(FtsDraft of, FtsMaking.Way way, FtsMaking.Made made) {
        if (made.stop() != null) {
            Text.Message words = MigrationWords.of(made.stop());
            return Notice.error(words.sentence()).next(words.nextStep());
        }
        Backups.Made kept = made.backup();
        String backup = kept == null
                ? ""
                : Text.of("search.make.done.backup", kept.backup().file());
        return Notice.success(
                        switch (way) {
                            case FtsMaking.Way.Direct _ -> Text.of("search.make.done", of.table(), of.index());
                            case FtsMaking.Way.Migration migration ->
                                Text.of("search.make.done.migration", of.table(), migration.name());
                        })
                .next(backup);
    }

    private Migrator.Keeping keeping() {
        Path folder = tools.choices().folderFor(choices.workspace().file());
        return new Migrator.Keeping(
                new Backups(folder, tools.files(), tools.clock()),
                tools.choices().keep());
    }

    /// Writes the migration to a file that the user chose; it runs nothing.
    void save(Path file) {
        FtsDraft of = choices.draft().get();
        if (of == null) {
            return;
        }
        String text = new FtsMaking(choices.workspace().db(), of, new FtsMaking.Way.Direct()).script();
        jobs.background(
                () -> Files.writeString(file, text, StandardCharsets.UTF_8),
                written -> tell(Notice.success(Text.of("search.make.saved", written))),
                e -> tell(Notice.error(Text.of("search.make.notSaved", file))
                        .details(e instanceof IOException ? String.valueOf(e.getMessage()) : String.valueOf(e))));
    }

    private void tell(Notice notice) {
        runs.notice().set(notice);
    }

    // ---- how far it is ----

    private final class Trying implements RunModel.Telling {
        @Override
        public String title(Job<?> job) {
            return switch (job.stage()) {
                case "make" -> Text.of("search.make.stage.tryFill");
                case "check" -> Text.of("search.make.stage.check");
                default -> Text.of("search.make.stage.copy");
            };
        }

        @Override
        public double fraction(Job<?> job) {
            return job.stage().equals("make") ? filled(job) : RunModel.Telling.super.fraction(job);
        }
    }

    private final class Making implements RunModel.Telling {
        private final FtsMaking work;

        Making(FtsMaking work) {
            this.work = work;
        }

        @Override
        public String title(Job<?> job) {
            return Text.of(work.isFilling() ? "search.make.stage.fill" : "search.make.stage.backup");
        }

        @Override
        public double fraction(Job<?> job) {
            return work.isFilling() ? filled(job) : RunModel.Telling.super.fraction(job);
        }

        @Override
        public boolean needsFile() {
            return !work.isFilling();
        }
    }

    /// The one statement that takes long tells nothing but the steps it took.
    private double filled(Job<?> now) {
        FtsRehearsal tried = rehearsal.get();
        FtsEstimate about = choices.estimate().get();
        long of = tried != null ? tried.steps() : about != null ? about.steps() : 0;
        return of <= 0 ? -1 : Math.min(0.99, (double) now.steps() / of);
    }

    void close() {
        closed = true;
        lookForWays.cancel();
        runs.cancel();
    }
}
