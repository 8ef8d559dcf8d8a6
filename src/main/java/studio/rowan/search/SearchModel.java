package studio.rowan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.FileRelations;
import studio.rowan.schema.Workspace;

/// What was found so far. Lives on the window's thread. The newest question wins: what runs for an older one is ended.
final class SearchModel implements AutoCloseable {
    /// What a file that is not in WAL mode may be kept from its other users (F18).
    private static final Duration SLICE = Duration.ofMillis(200);

    private static final long FEW = 10_000;

    /// What there is to show.
    sealed interface State {
        /// The indexes of the file are being read.
        record Loading() implements State {}

        /// The file has none.
        record NoIndex() implements State {}

        /// Nothing is looked for.
        record Idle() implements State {}

        /// Nothing was found yet.
        record Running() implements State {}

        record Found(Order order) implements State {}

        /// @param wordless nothing of what is looked for is a word
        record Nothing(boolean wordless) implements State {}

        record Wrong(MatchTrouble trouble) implements State {}

        record Failed(DbError error) implements State {}
    }

    /// In which order the hits are.
    enum Order {
        /// The best of all.
        EXACT,
        /// The best of a few; all are being ranked.
        FIRST,
        /// As before; the exact order is there, but would move what the user has chosen.
        READY,
        /// The best of a few; ranking all would keep other programs from writing for a while.
        ASKS
    }

    /// @param rows counted so far
    /// @param all whether these are all
    record Count(long rows, boolean all) {}

    private final Workspace workspace;
    private final Jobs jobs;
    private final IndexesModel indexes;
    private final QueryModel query;
    private final FileRelations relations;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Loading());
    private final ReadOnlyObjectWrapper<@Nullable Count> count = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Hit> hits = FXCollections.observableArrayList();
    private final ObservableList<Hit> hitsShown = FXCollections.unmodifiableObservableList(hits);
    private final ObservableList<Facet.Count> facets = FXCollections.observableArrayList();
    private final ObservableList<Facet.Count> facetsShown = FXCollections.unmodifiableObservableList(facets);
    private final List<Job<?>> running = new ArrayList<>();
    private Consumer<Runnable> replacing = Runnable::run;
    private @Nullable Long chosen;
    private @Nullable Hits ready;
    private boolean more;
    private int searches;
    private long began;
    private long millis;

    /// Whether what is shown is of the newest search.
    private boolean fresh;

    SearchModel(Workspace workspace, IndexesModel indexes, QueryModel query, FileRelations relations, Jobs jobs) {
        this.workspace = workspace;
        this.indexes = indexes;
        this.query = query;
        this.relations = relations;
        this.jobs = jobs;
        query.onChanged(this::search);
        query.index().subscribe((_, _) -> facets.clear());
        indexes.state().subscribe((_, now) -> {
            switch (now) {
                case IndexesModel.State.Unread _ -> {}
                case IndexesModel.State.Read _ -> search();
                case IndexesModel.State.Failed failed -> state.set(new State.Failed(failed.error()));
            }
        });
    }

    // ---- what is found ----

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    boolean isNearInParts() {
        return query.isNearInParts();
    }

    /// Null while nothing is counted.
    ReadOnlyObjectProperty<@Nullable Count> count() {
        return count.getReadOnlyProperty();
    }

    ObservableList<Hit> hits() {
        return hitsShown;
    }

    /// What the rows that were found have in common, counted among the first of them.
    ObservableList<Facet.Count> facets() {
        return facetsShown;
    }

    /// How long the first answer took.
    long millis() {
        return millis;
    }

    /// The hit that the user looks at, which an exact order must not move away; null for none.
    void chosen(@Nullable Hit hit) {
        chosen = hit == null ? null : hit.rowid();
    }

    /// Who shows the hits runs what it is given, and keeps in its place what the user looks at.
    void onReplacing(Consumer<Runnable> how) {
        replacing = how;
    }

    // ---- searching ----

    /// Looks again for what is asked: also where nothing changed but the rows.
    void search() {
        stop();
        int mine = ++searches;
        began = System.nanoTime();
        ready = null;
        count.set(null);
        Search search = query.asked().orElse(null);
        if (search == null) {
            clear(nothingAsked());
            return;
        }
        if (hits.isEmpty()) {
            state.set(new State.Running());
        }
        Db db = workspace.db();
        boolean locks = locks(db);
        start(
                db.sort(title(), access -> exact(access, search, locks)),
                exact -> exact(mine, search, exact),
                error -> failed(mine, search, error));
        start(
                db.search(title(), access -> search.provisional(access, Search.PAGE)),
                first -> first.ifPresent(found -> first(mine, found)),
                _ -> {}); // the exact search says what is wrong
    }

    /// Indexes that could not be read are read again.
    private State nothingAsked() {
        if (query.index().get() != null) {
            return new State.Idle();
        }
        if (indexes.state().get() instanceof IndexesModel.State.Failed) {
            indexes.load();
        }
        return indexes.state().get() instanceof IndexesModel.State.Read ? new State.NoIndex() : new State.Loading();
    }

    private static boolean locks(Db db) {
        return !db.isWal() && !db.isStatic();
    }

    private static Optional<Hits> exact(Access access, Search search, boolean locks) {
        return locks
                ? access.within(SLICE, () -> search.exact(access, 0, Search.PAGE))
                : Optional.of(search.exact(access, 0, Search.PAGE));
    }

    private void clear(State now) {
        if (!(now instanceof State.Nothing) || query.only().get().isEmpty()) {
            facets.clear();
        }
        hits.clear();
        more = false;
        chosen = null;
        state.set(now);
    }

    private void first(int mine, Hits found) {
        if (mine == searches && !(state.get() instanceof State.Found(Order order) && order != Order.FIRST && fresh)) {
            show(found, Order.FIRST);
        }
    }

    private void exact(int mine, Search search, Optional<Hits> found) {
        if (mine != searches) {
            return;
        }
        if (found.isEmpty()) {
            state.set(hits.isEmpty() ? new State.Running() : new State.Found(Order.ASKS));
            fresh = true;
        } else {
            offer(search, found.get());
        }
        count(mine, search);
        facets(mine, search);
    }

    private void facets(int mine, Search search) {
        SearchIndex in = search.index();
        if (in.isOld() || hits.isEmpty()) {
            return;
        }
        boolean locks = locks(workspace.db());
        start(
                workspace
                        .db()
                        .background(
                                title(),
                                access -> Facets.count(
                                        access, Facets.of(access, workspace.schema(), in, relations), search, locks)),
                counts -> {
                    if (mine == searches) {
                        facets.setAll(counts);
                    }
                },
                _ -> {}); // the hits are there without them
    }

    /// What the user has chosen stays where it is seen: an exact order without it waits until it is asked for.
    private void offer(Search search, Hits exact) {
        boolean provisional = fresh && state.get() instanceof State.Found(Order order) && order == Order.FIRST;
        boolean keeps = chosen == null || exact.list().stream().anyMatch(hit -> hit.rowid() == chosen);
        if (provisional && !keeps) {
            ready = exact;
            state.set(new State.Found(Order.READY));
        } else if (exact.list().isEmpty()) {
            clear(new State.Nothing(search.query().isWordless()));
            fresh = true;
        } else {
            show(exact, exact.exact() ? Order.EXACT : Order.FIRST);
        }
    }

    private void show(Hits found, Order order) {
        millis = fresh ? millis : (System.nanoTime() - began) / 1_000_000;
        fresh = true;
        more = found.more() && order == Order.EXACT;
        replacing.accept(() -> hits.setAll(found.list()));
        state.set(new State.Found(order));
    }

    /// Shows the exact order that waits.
    void showReady() {
        Hits exact = ready;
        ready = null;
        if (exact != null) {
            chosen = null;
            show(exact, Order.EXACT);
        }
    }

    /// Ranks all, whoever has to wait for it.
    void rankAll() {
        Search search = query.asked().orElse(null);
        if (search != null) {
            int mine = searches;
            state.set(new State.Found(Order.FIRST));
            start(
                    workspace.db().sort(title(), access -> search.exact(access, 0, Search.PAGE)),
                    exact -> exact(mine, search, Optional.of(exact)),
                    error -> failed(mine, search, error));
        }
    }

    /// The next page, where there is one.
    void loadMore() {
        Search search = query.asked().orElse(null);
        if (!more || search == null) {
            return;
        }
        more = false;
        int mine = searches;
        int offset = hits.size();
        start(
                workspace.db().sort(title(), access -> search.exact(access, offset, Search.PAGE)),
                next -> {
                    if (mine == searches) {
                        hits.addAll(next.list());
                        more = next.more();
                    }
                },
                error -> failed(mine, search, error));
    }

    private void count(int mine, Search search) {
        boolean locks = locks(workspace.db());
        start(
                workspace.db().background(title(), access -> search.count(access, FEW)),
                few -> {
                    if (mine != searches) {
                        return;
                    }
                    count.set(new Count(Math.min(few, FEW), few <= FEW));
                    if (few > FEW) {
                        start(
                                workspace
                                        .db()
                                        .background(
                                                title(),
                                                access -> locks
                                                        ? access.within(
                                                                SLICE, () -> search.count(access, Long.MAX_VALUE - 1))
                                                        : Optional.of(search.count(access, Long.MAX_VALUE - 1))),
                                all -> all.filter(_ -> mine == searches)
                                        .ifPresent(rows -> count.set(new Count(rows, true))),
                                _ -> {}); // the bounded count stays
                    }
                },
                _ -> {}); // the hits are there, their number is not
    }

    private void failed(int mine, Search search, DbError error) {
        if (mine != searches || error instanceof DbError.Cancelled) {
            return;
        }
        Query asked = search.query();
        if (asked.raw() && error instanceof DbError.Syntax) {
            start(
                    jobs.<MatchTrouble>task(title(), job -> MatchTrouble.of(error, asked.text(), search.index(), job)),
                    trouble -> {
                        if (mine == searches) {
                            clear(new State.Wrong(trouble));
                        }
                    },
                    other -> clear(new State.Failed(other)));
        } else {
            clear(new State.Failed(error));
        }
    }

    private <T> void start(Job<T> job, Consumer<? super T> then, Consumer<? super DbError> failed) {
        running.add(job);
        jobs.run(
                job,
                value -> {
                    running.remove(job);
                    then.accept(value);
                },
                error -> {
                    running.remove(job);
                    failed.accept(error);
                });
    }

    /// Ends what runs; what was found stays.
    void stop() {
        fresh = false;
        List.copyOf(running).forEach(Job::cancel);
        running.clear();
    }

    private String title() {
        return Text.of("search.job");
    }

    @Override
    public void close() {
        searches++;
        stop();
    }
}
