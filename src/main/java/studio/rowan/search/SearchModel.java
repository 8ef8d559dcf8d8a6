package studio.rowan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
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

/// What is searched for, and what was found so far. Lives on the window's thread. The newest word wins: what
/// runs for an older one is ended.
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
    private final ObservableList<SearchIndex> indexes = FXCollections.observableArrayList();
    private final ObservableList<SearchIndex> indexesShown = FXCollections.unmodifiableObservableList(indexes);
    private final ObjectProperty<@Nullable SearchIndex> index = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty raw = new SimpleBooleanProperty();
    private final ObjectProperty<Query> parts = new SimpleObjectProperty<>(Query.typed(""));
    private final ObjectProperty<List<Double>> weights = new SimpleObjectProperty<>(List.of());
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Loading());
    private final ReadOnlyObjectWrapper<@Nullable Count> count = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Hit> hits = FXCollections.observableArrayList();
    private final ObservableList<Hit> hitsShown = FXCollections.unmodifiableObservableList(hits);
    private final ObservableList<Facet.Count> facets = FXCollections.observableArrayList();
    private final ObservableList<Facet.Count> facetsShown = FXCollections.unmodifiableObservableList(facets);
    private final ObjectProperty<List<Facet.Count>> only = new SimpleObjectProperty<>(List.of());
    private final FileRelations relations;
    private final List<Job<?>> running = new ArrayList<>();
    private Consumer<Runnable> replacing = Runnable::run;
    private @Nullable Long chosen;
    private @Nullable Hits ready;
    private String wanted = "";
    private boolean loaded;
    private boolean more;
    private int searches;
    private long began;
    private long millis;

    /// Whether what is shown is of the newest search.
    private boolean fresh;

    SearchModel(Workspace workspace, FileRelations relations, Jobs jobs) {
        this.relations = relations;
        this.workspace = workspace;
        this.jobs = jobs;
        text.subscribe((_, _) -> search());
        raw.subscribe((_, _) -> search());
        parts.subscribe((_, _) -> search());
        weights.subscribe((_, _) -> search());
        only.subscribe((_, _) -> search());
        index.subscribe((_, _) -> {
            facets.clear();
            only.set(List.of());
            weights.set(List.of());
            search();
        });
    }

    // ---- what is asked ----

    StringProperty text() {
        return text;
    }

    BooleanProperty raw() {
        return raw;
    }

    /// What the builder asks beside the words of the box; its own words are not looked at.
    ObjectProperty<Query> parts() {
        return parts;
    }

    ObjectProperty<@Nullable SearchIndex> index() {
        return index;
    }

    /// How much each column counts; empty for what the index says itself.
    ObjectProperty<List<Double>> weights() {
        return weights;
    }

    /// The values that the rows must have.
    ReadOnlyObjectProperty<List<Facet.Count>> only() {
        return only;
    }

    /// Asks for the value, or no longer.
    void toggle(Facet.Count count) {
        List<Facet.Count> now = new ArrayList<>(only.get());
        if (!now.removeIf(chosen -> FacetsView.same(chosen, count))) {
            now.add(count);
        }
        only.set(List.copyOf(now));
    }

    ObservableList<SearchIndex> indexes() {
        return indexesShown;
    }

    Query query() {
        Query with = parts.get();
        return raw.get()
                ? Query.raw(text.get())
                : new Query(
                        text.get(),
                        with.prefix(),
                        with.any(),
                        with.none(),
                        with.phrase(),
                        with.near(),
                        with.distance(),
                        with.columns(),
                        false);
    }

    /// What is asked now; empty where nothing is.
    Optional<Search> asked() {
        SearchIndex in = index.get();
        return in == null || query().isBlank() ? Optional.empty() : Optional.of(search(in, query()));
    }

    // ---- what is found ----

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
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

    // ---- reading ----

    /// Reads which indexes there are; the one that was chosen stays chosen.
    void load() {
        jobs.run(
                workspace
                        .db()
                        .read(Text.of("search.job.indexes"), access -> SearchIndex.all(access, workspace.schema())),
                this::loaded,
                error -> {
                    loaded = false;
                    state.set(new State.Failed(error));
                });
    }

    /// Turns to the index of that name, now or when it was read.
    void want(String name) {
        wanted = name;
        indexes.stream().filter(one -> one.name().equals(name)).findFirst().ifPresent(index::set);
    }

    private void loaded(List<SearchIndex> found) {
        loaded = true;
        SearchIndex before = index.get();
        String name = before == null ? wanted : before.name();
        if (found.equals(indexes) && !(state.get() instanceof State.Loading)) {
            return;
        }
        indexes.setAll(found);
        SearchIndex now = found.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(found.isEmpty() ? null : found.getFirst());
        index.set(now);
        search();
    }

    /// Looks again for what is asked: also where nothing changed but the rows.
    void search() {
        stop();
        int mine = ++searches;
        began = System.nanoTime();
        ready = null;
        count.set(null);
        SearchIndex in = index.get();
        Query query = query();
        if (in == null && !loaded && state.get() instanceof State.Failed) {
            clear(new State.Loading());
            load();
            return;
        }
        if (in == null || query.isBlank()) {
            clear(in != null ? new State.Idle() : loaded ? new State.NoIndex() : new State.Loading());
            return;
        }
        if (hits.isEmpty()) {
            state.set(new State.Running());
        }
        Search search = search(in, query);
        Db db = workspace.db();
        boolean locks = locks(db);
        start(
                db.sort(title(), access -> exact(access, search, locks)),
                exact -> exact(mine, search, exact),
                error -> failed(mine, error));
        start(
                db.search(title(), access -> search.provisional(access, Search.PAGE)),
                first -> first.ifPresent(found -> first(mine, found)),
                _ -> {}); // the exact search says what is wrong
    }

    private Search search(SearchIndex in, Query query) {
        return new Search(in, query, weights.get(), only.get());
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
        if (!(now instanceof State.Nothing) || only.get().isEmpty()) {
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
            offer(found.get());
        }
        count(mine, search);
        facets(mine, search);
    }

    private void facets(int mine, Search search) {
        SearchIndex in = index.get();
        if (in == null || in.isOld() || hits.isEmpty()) {
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
    private void offer(Hits exact) {
        boolean provisional = fresh && state.get() instanceof State.Found(Order order) && order == Order.FIRST;
        boolean keeps = chosen == null || exact.list().stream().anyMatch(hit -> hit.rowid() == chosen);
        if (provisional && !keeps) {
            ready = exact;
            state.set(new State.Found(Order.READY));
        } else if (exact.list().isEmpty()) {
            Query query = query();
            clear(new State.Nothing(query.isWordless()));
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
        SearchIndex in = index.get();
        if (in != null) {
            int mine = searches;
            Search search = search(in, query());
            state.set(new State.Found(Order.FIRST));
            start(
                    workspace.db().sort(title(), access -> search.exact(access, 0, Search.PAGE)),
                    exact -> exact(mine, search, Optional.of(exact)),
                    error -> failed(mine, error));
        }
    }

    /// The next page, where there is one.
    void loadMore() {
        SearchIndex in = index.get();
        if (!more || in == null) {
            return;
        }
        more = false;
        int mine = searches;
        int offset = hits.size();
        Search search = search(in, query());
        start(
                workspace.db().sort(title(), access -> search.exact(access, offset, Search.PAGE)),
                next -> {
                    if (mine == searches) {
                        hits.addAll(next.list());
                        more = next.more();
                    }
                },
                error -> failed(mine, error));
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

    private void failed(int mine, DbError error) {
        if (mine != searches || error instanceof DbError.Cancelled) {
            return;
        }
        SearchIndex in = index.get();
        if (raw.get() && in != null && error instanceof DbError.Syntax) {
            String expression = text.get();
            start(
                    jobs.<MatchTrouble>task(title(), job -> MatchTrouble.of(error, expression, in, job)),
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
