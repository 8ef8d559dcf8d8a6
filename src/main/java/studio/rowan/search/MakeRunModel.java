package studio.rowan.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
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
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.vault.Backups;

/// The way of a new index into the file: tried in a copy, then made. One thing at a time.
final class MakeRunModel {
    private static final Duration TICK = Duration.millis(100);

    private final MakeSearchableModel choices;
    private final SearchTools tools;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<@Nullable FtsRehearsal> rehearsal = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable FtsWays> ways = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper progressTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final BooleanProperty asMigration = new SimpleBooleanProperty();
    private final BooleanProperty backup = new SimpleBooleanProperty(true);
    private final Jobs.Debounced lookForWays;
    private @Nullable Job<?> job;
    private @Nullable FtsMaking making;
    private Jobs.@Nullable Repeated ticking;
    private boolean closed;

    MakeRunModel(MakeSearchableModel choices, SearchTools tools) {
        this.choices = choices;
        this.tools = tools;
        this.jobs = tools.jobs();
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
                                look -> FtsWays.of(look, choices.workspace(), tools.place(choices.workspace()), of)),
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
        if (of == null || running.get()) {
            return;
        }
        making = null;
        begin(
                choices.workspace()
                        .db()
                        .<FtsRehearsal>aside(
                                Text.of("search.make.job.rehearse", of.table()),
                                work -> FtsRehearsal.run(
                                        work, choices.workspace().db(), tools.files(), of, tools.scratch())),
                now -> {
                    if (of.equals(choices.draft().get())) {
                        rehearsal.set(now);
                    }
                },
                this::notTried);
    }

    private void notTried(DbError error) {
        if (error instanceof DbError.Cancelled) {
            notice.set(Notice.info(Text.of("search.make.cancelled")));
            return;
        }
        Notice why = Notice.of(error);
        notice.set(why.action("makeAnyway", Text.of("search.make.anyway"), this::make));
    }

    /// Makes it in the file.
    void make() {
        FtsDraft of = choices.draft().get();
        FtsWays known = ways.get();
        if (of == null || running.get()) {
            return;
        }
        FtsMaking.Way way = known != null && known.migration() != null && asMigration.get()
                ? known.migration()
                : new FtsMaking.Way.Direct();
        FtsMaking now = new FtsMaking(choices.workspace().db(), of, way);
        making = now;
        begin(
                now.start(Text.of("search.make.job", of.table()), backup.get() ? keeping() : null),
                made -> {
                    notice.set(done(of, way, made));
                    if (made.stop() == null) {
                        choices.renew(of.index());
                    }
                },
                error -> notice.set(
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
                written -> notice.set(Notice.success(Text.of("search.make.saved", written))),
                e -> notice.set(Notice.error(Text.of("search.make.notSaved", file))
                        .details(e instanceof IOException ? String.valueOf(e.getMessage()) : String.valueOf(e))));
    }

    private <T> void begin(Job<T> started, Consumer<T> done, Consumer<DbError> failed) {
        notice.set(null);
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
    }

    private void tick() {
        Job<?> now = job;
        if (now == null) {
            return;
        }
        FtsMaking work = making;
        boolean filling = work == null ? now.stage().equals("make") : work.isFilling();
        progress.set(filling ? filled(now) : now.progress().fraction());
        progressTitle.set(title(now, filling));
    }

    /// The one statement that takes long tells nothing but the steps it took.
    private double filled(Job<?> now) {
        FtsRehearsal tried = rehearsal.get();
        FtsEstimate about = choices.estimate().get();
        long of = tried != null ? tried.steps() : about != null ? about.steps() : 0;
        return of <= 0 ? -1 : Math.min(0.99, (double) now.steps() / of);
    }

    private String title(Job<?> now, boolean filling) {
        if (now.isCancelled()) {
            return Text.of("search.make.cancelling");
        }
        if (now.isWaitingForLock()) {
            return Text.of("search.make.waiting");
        }
        if (filling) {
            return Text.of(making == null ? "search.make.stage.tryFill" : "search.make.stage.fill");
        }
        return Text.of(
                making != null
                        ? "search.make.stage.backup"
                        : now.stage().equals("check") ? "search.make.stage.check" : "search.make.stage.copy");
    }

    void cancel() {
        Job<?> now = job;
        if (now != null) {
            now.cancel();
            tick();
        }
    }

    void close() {
        closed = true;
        lookForWays.cancel();
        cancel();
    }
}
