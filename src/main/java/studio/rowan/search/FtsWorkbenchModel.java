package studio.rowan.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migrator;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backups;

/// The full-text indexes of a file, and the one that is looked at: its figures, its words, and its upkeep.
final class FtsWorkbenchModel {
    private static final Duration TICK = Duration.millis(100);
    private static final Duration QUIET = Duration.millis(400);
    /// Bytes of an index whose words are counted unasked.
    private static final long CHEAP = 16L << 20;

    /// What the last comparison with the text found; empty words for nothing.
    record Compared(SearchIndex index, String trouble) {}

    private final Workspace workspace;
    private final SearchTools tools;
    private final Jobs jobs;
    private final Workspace.Listener listener;
    private final Jobs.Debounced again;
    private final ObservableList<SearchIndex> indexes = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<@Nullable SearchIndex> index = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<FtsCare.@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable List<FtsCare.Term>> terms = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Compared> compared = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper progressTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private @Nullable Job<?> job;
    private @Nullable Job<?> reading;
    private Jobs.@Nullable Repeated ticking;
    private String wanted = "";
    private boolean closed;

    FtsWorkbenchModel(Workspace workspace, SearchTools tools) {
        this.workspace = workspace;
        this.tools = tools;
        this.jobs = tools.jobs();
        this.again = jobs.debounce(QUIET, this::refresh);
        this.listener = (_, _) -> jobs.ui(again::trigger);
        workspace.addListener(listener);
        index.subscribe((before, now) -> {
            boolean other = before == null || now == null || !before.name().equals(now.name());
            if (other) {
                figures.set(null);
                terms.set(null);
                compared.set(null);
            }
            if (now != null) {
                wanted = now.name();
                read(now);
            }
        });
    }

    ObservableList<SearchIndex> indexes() {
        return indexes;
    }

    /// Whether it is known which indexes there are.
    ReadOnlyBooleanProperty looked() {
        return looked.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable SearchIndex> index() {
        return index;
    }

    ReadOnlyObjectProperty<FtsCare.@Nullable Figures> figures() {
        return figures.getReadOnlyProperty();
    }

    /// The words that most rows have; null until they were counted.
    ReadOnlyObjectProperty<@Nullable List<FtsCare.Term>> terms() {
        return terms.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Compared> compared() {
        return compared.getReadOnlyProperty();
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

    Workspace workspace() {
        return workspace;
    }

    /// The name of the index that is looked at, also before it was read.
    String wanted() {
        return wanted;
    }

    void want(String name) {
        wanted = name;
        choose();
    }

    // ---- looking ----

    /// Reads which indexes there are, and the figures of the one that is looked at.
    void refresh() {
        if (closed || running.get()) {
            return;
        }
        jobs.run(
                workspace
                        .db()
                        .read(Text.of("search.care.job.look"), access -> SearchIndex.all(access, workspace.schema())),
                found -> {
                    if (!closed) {
                        indexes.setAll(found);
                        choose();
                        looked.set(true);
                    }
                },
                this::failed);
    }

    private void choose() {
        index.set(indexes.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElse(indexes.isEmpty() ? null : indexes.getFirst()));
        SearchIndex now = index.get();
        if (now != null) {
            read(now);
        }
    }

    private void read(SearchIndex of) {
        if (of.trouble() != null || closed) {
            return;
        }
        Job<?> before = reading;
        if (before != null) {
            before.cancel();
        }
        FtsCare care = new FtsCare(workspace.db(), of);
        reading = jobs.run(
                workspace
                        .db()
                        .background(
                                Text.of("search.care.job.figures", of.name()),
                                access -> care.figures(access, workspace.schema())),
                now -> {
                    if (of.equals(index.get())) {
                        figures.set(now);
                        if (now.bytes() <= CHEAP) {
                            count();
                        }
                    }
                },
                this::failed);
    }

    /// Counts the words of the index.
    void count() {
        SearchIndex of = index.get();
        if (of == null) {
            return;
        }
        FtsCare care = new FtsCare(workspace.db(), of);
        jobs.run(
                workspace.db().background(Text.of("search.care.job.terms", of.name()), care::terms),
                now -> {
                    if (of.equals(index.get())) {
                        terms.set(now);
                    }
                },
                this::failed);
    }

    private void failed(DbError error) {
        if (!closed && !(error instanceof DbError.Cancelled)) {
            notice.set(Notice.of(error));
        }
    }

    // ---- doing ----

    /// Compares the index with its text.
    void check() {
        SearchIndex of = index.get();
        if (of != null) {
            begin(
                    new FtsCare(workspace.db(), of).check(Text.of("search.care.job.check", of.name())),
                    found -> compared.set(new Compared(of, found.orElse(""))));
        }
    }

    /// Fills it again, behind a backup.
    void rebuild() {
        SearchIndex of = index.get();
        if (of != null) {
            Migrator.Keeping keeping = new Migrator.Keeping(
                    new Backups(tools.choices().folderFor(workspace.file()), tools.files(), tools.clock()),
                    tools.choices().keep());
            begin(
                    new FtsCare(workspace.db(), of).rebuild(Text.of("search.care.job.rebuild", of.name()), keeping),
                    backup -> {
                        compared.set(new Compared(of, ""));
                        notice.set(Notice.success(Text.of("search.care.rebuilt", of.name()))
                                .next(words(backup)));
                    });
        }
    }

    private static String words(Optional<Backups.Made> backup) {
        return backup.map(
                        made -> Text.of("search.make.done.backup", made.backup().file()))
                .orElse("");
    }

    /// Merges all parts of it.
    void optimize() {
        SearchIndex of = index.get();
        if (of != null) {
            begin(
                    new FtsCare(workspace.db(), of).optimize(Text.of("search.care.job.optimize", of.name())),
                    steps -> notice.set(Notice.success(
                            steps == 0
                                    ? Text.of("search.care.optimal", of.name())
                                    : Text.count("search.care.optimized", steps, of.name()))));
        }
    }

    /// Merges a little of it.
    void merge(int pages) {
        SearchIndex of = index.get();
        if (of != null) {
            begin(
                    new FtsCare(workspace.db(), of).merge(Text.of("search.care.job.merge", of.name()), pages),
                    more -> notice.set(
                            Notice.success(Text.of(more ? "search.care.merged" : "search.care.optimal", of.name()))));
        }
    }

    private <T> void begin(Job<T> started, Consumer<T> done) {
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
                    notice.set(
                            error instanceof DbError.Cancelled
                                    ? Notice.info(Text.of("search.care.cancelled"))
                                    : Notice.of(error));
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
        if (now != null) {
            progress.set(now.progress().fraction());
            progressTitle.set(
                    now.isCancelled()
                            ? Text.of("search.make.cancelling")
                            : now.isWaitingForLock() ? Text.of("search.make.waiting") : now.title());
        }
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
        again.cancel();
        workspace.removeListener(listener);
        cancel();
        Job<?> last = reading;
        if (last != null) {
            last.cancel();
        }
    }
}
