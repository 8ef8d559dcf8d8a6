package studio.rowan.search;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.migrate.History;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// A search of a table without an index: what is looked for, and what was found before the time was over. The newest
/// word wins.
final class LikeSearchModel implements AutoCloseable {
    /// After so long the user is asked whether to go on.
    static final Duration MOST = Duration.ofSeconds(3);

    /// How the search stands.
    sealed interface State {
        record Idle() implements State {}

        /// The table has no rows that can be looked at bit by bit, or no text.
        record Unsearchable() implements State {}

        record Running() implements State {}

        record Reached(LikeSearch.Reached reached) implements State {}

        record Stopped() implements State {}

        record Failed(DbError error) implements State {}
    }

    private final Workspace workspace;
    private final Jobs jobs;
    private final Duration most;
    private final ObjectProperty<@Nullable String> table = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
    private final ObservableList<LikeSearch.Hit> hits = FXCollections.observableArrayList();
    private final ObservableList<LikeSearch.Hit> hitsShown = FXCollections.unmodifiableObservableList(hits);
    private final Jobs.Debounced soon;
    private @Nullable Table read;
    private @Nullable LikeSearch search;
    private @Nullable Job<?> running;
    private int searches;

    LikeSearchModel(Workspace workspace, Jobs jobs, Duration most) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.most = most;
        this.soon = jobs.debounce(javafx.util.Duration.millis(150), this::begin);
        table.subscribe(this::look);
        text.subscribe(() -> begun());
    }

    ObjectProperty<@Nullable String> table() {
        return table;
    }

    StringProperty text() {
        return text;
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    ObservableList<LikeSearch.Hit> hits() {
        return hitsShown;
    }

    /// Tables that rows are kept in.
    List<String> tables() {
        return workspace.schema().of(SchemaObject.Kind.TABLE).stream()
                .map(SchemaObject::name)
                .filter(name -> name.indexOf('\0') < 0 && !name.equals(History.TABLE))
                .toList();
    }

    double progress() {
        Job<?> job = running;
        return job == null ? -1 : job.progress().fraction();
    }

    private void look(@Nullable String name) {
        begun();
        read = null;
        SchemaObject object =
                name == null ? null : workspace.schema().relation(name).orElse(null);
        if (object != null) {
            jobs.run(
                    workspace.table(object),
                    found -> {
                        if (found.name().equals(table.get())) {
                            read = found;
                            soon.now();
                        }
                    },
                    error -> state.set(new State.Failed(error)));
        }
    }

    /// Ends what runs for older words, before the new ones are looked for.
    private void begun() {
        searches++;
        stop();
        soon.trigger();
    }

    private void begin() {
        searches++;
        stop();
        hits.clear();
        search = null;
        Table in = read;
        if (in == null || LikeSearch.needles(text.get()).isEmpty()) {
            state.set(new State.Idle());
        } else if (!LikeSearch.canSearch(in)) {
            state.set(new State.Unsearchable());
        } else {
            search = new LikeSearch(workspace, in, text.get());
            goOn();
        }
    }

    /// Looks at further rows, for as long again.
    void goOn() {
        LikeSearch now = search;
        if (now == null || state.get() instanceof State.Running) {
            return;
        }
        int mine = ++searches;
        state.set(new State.Running());
        Job<LikeSearch.Reached> job = now.run(
                most,
                found -> jobs.ui(() -> {
                    if (mine == searches) {
                        hits.addAll(found);
                    }
                }));
        running = job;
        jobs.run(
                job,
                reached -> ended(mine, new State.Reached(reached)),
                error -> ended(
                        mine, error instanceof DbError.Cancelled ? new State.Stopped() : new State.Failed(error)));
    }

    private void ended(int mine, State how) {
        if (mine == searches) {
            running = null;
            state.set(how);
        }
    }

    /// Ends the search; what it found stays.
    void stop() {
        Job<?> job = running;
        if (job != null) {
            job.cancel();
            running = null;
            state.set(new State.Stopped());
        }
    }

    @Override
    public void close() {
        searches++;
        soon.cancel();
        stop();
    }
}
