package studio.rowan.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migrator;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backups;

/// The full-text indexes of a file, and the one that is looked at: its figures, its words, and its upkeep.
final class FtsWorkbenchModel {
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
    private final RunModel runs;
    private @Nullable Job<?> reading;
    private String wanted = "";
    private boolean closed;

    FtsWorkbenchModel(Workspace workspace, SearchTools tools) {
        this.workspace = workspace;
        this.tools = tools;
        this.jobs = tools.jobs();
        this.runs = new RunModel(jobs, workspace.db()::holder);
        this.again = jobs.debounce(QUIET, this::refresh);
        this.listener = (_, _) -> jobs.ui(again::trigger);
        workspace.addListener(listener);
        runs.running().subscribe((_, now) -> {
            if (!now) {
                refresh();
            }
        });
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

    /// What runs, and the notice of how it went.
    RunModel runs() {
        return runs;
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
        if (closed || runs.running().get()) {
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
            tell(Notice.of(error));
        }
    }

    // ---- doing ----

    /// Compares the index with its text.
    void check() {
        SearchIndex of = index.get();
        if (of != null) {
            start(
                    () -> new FtsCare(workspace.db(), of).check(Text.of("search.care.job.check", of.name())),
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
            start(
                    () -> new FtsCare(workspace.db(), of)
                            .rebuild(Text.of("search.care.job.rebuild", of.name()), keeping),
                    backup -> {
                        compared.set(new Compared(of, ""));
                        tell(Notice.success(Text.of("search.care.rebuilt", of.name()))
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
            start(
                    () -> new FtsCare(workspace.db(), of).optimize(Text.of("search.care.job.optimize", of.name())),
                    steps -> tell(Notice.success(
                            steps == 0
                                    ? Text.of("search.care.optimal", of.name())
                                    : Text.count("search.care.optimized", steps, of.name()))));
        }
    }

    /// Merges a little of it.
    void merge(int pages) {
        SearchIndex of = index.get();
        if (of != null) {
            start(
                    () -> new FtsCare(workspace.db(), of).merge(Text.of("search.care.job.merge", of.name()), pages),
                    more -> tell(
                            Notice.success(Text.of(more ? "search.care.merged" : "search.care.optimal", of.name()))));
        }
    }

    private <T> void start(Supplier<Job<T>> work, Consumer<T> done) {
        runs.start(
                work,
                Job::title,
                done,
                error -> tell(
                        error instanceof DbError.Cancelled
                                ? Notice.info(Text.of("search.care.cancelled"))
                                : Notice.of(error)));
    }

    private void tell(Notice notice) {
        runs.notice().set(notice);
    }

    void close() {
        closed = true;
        again.cancel();
        workspace.removeListener(listener);
        runs.cancel();
        Job<?> last = reading;
        if (last != null) {
            last.cancel();
        }
    }
}
