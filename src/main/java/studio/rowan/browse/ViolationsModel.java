package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Work;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.BrokenReferences;
import studio.rowan.relate.BrokenSlices;
import studio.rowan.relate.Relation;
import studio.rowan.relate.Relations;
import studio.rowan.schema.Workspace;

/// The rows of a file whose foreign key leads nowhere, as the last look found them. Lives on the window's thread.
final class ViolationsModel implements AutoCloseable {
    /// A line of the list.
    sealed interface Entry {
        BrokenReferences.Group group();

        /// Null for all rows of the group.
        BrokenReferences.@Nullable Violation one();
    }

    /// One reference and how many of its rows lead nowhere.
    record Head(BrokenReferences.Group group) implements Entry {
        @Override
        public BrokenReferences.@Nullable Violation one() {
            return null;
        }
    }

    record Line(BrokenReferences.Group group, BrokenReferences.Violation row) implements Entry {
        @Override
        public BrokenReferences.Violation one() {
            return row;
        }
    }

    /// What the look is doing.
    sealed interface State {
        record Idle() implements State {}

        record Running() implements State {}

        /// @param stale the file has changed since
        /// @param unread references that were left out, since to look at them would keep others from writing
        record Done(boolean stale, List<Relation> unread) implements State {
            public Done {
                unread = List.copyOf(unread);
            }
        }

        record Stopped() implements State {}

        record Failed(DbError error) implements State {}
    }

    private final Workspace workspace;
    private final RelationsModel relations;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<Entry> entriesShown = FXCollections.unmodifiableObservableList(entries);
    private final Workspace.Listener listener;
    private @Nullable Job<BrokenSlices.Looked> running;

    ViolationsModel(Workspace workspace, RelationsModel relations, Jobs jobs) {
        this.workspace = workspace;
        this.relations = relations;
        this.jobs = jobs;
        listener = (_, _) -> jobs.ui(() -> {
            if (state.get() instanceof State.Done done) {
                state.set(new State.Done(true, done.unread()));
            }
        });
        workspace.addListener(listener);
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    ObservableList<Entry> entries() {
        return entriesShown;
    }

    double progress() {
        Job<?> job = running;
        return job == null ? -1 : job.progress().fraction();
    }

    /// Looks at all rows again.
    void look() {
        stop();
        state.set(new State.Running());
        Job<BrokenSlices.Looked> job = start();
        running = job;
        jobs.run(
                job,
                found -> {
                    if (running == job) {
                        show(found);
                    }
                },
                error -> {
                    if (running == job) {
                        running = null;
                        state.set(error instanceof DbError.Cancelled ? new State.Stopped() : new State.Failed(error));
                    }
                });
    }

    /// In a file that is not in WAL mode bit by bit, so that others can write in between.
    private Job<BrokenSlices.Looked> start() {
        Db db = workspace.db();
        String title = Text.of("browse.violations.job");
        Work<Relations> file = access -> relations.file().in(access);
        return db.isWal() || db.isStatic()
                ? db.background(
                        title,
                        access -> new BrokenSlices.Looked(
                                BrokenReferences.read(access, workspace, file.apply(access)), List.of()))
                : jobs.task(title, job -> BrokenSlices.read(workspace, file, job));
    }

    private void show(BrokenSlices.Looked looked) {
        running = null;
        List<Entry> lines = new ArrayList<>();
        for (BrokenReferences.Group group : looked.groups()) {
            lines.add(new Head(group));
            group.named().forEach(row -> lines.add(new Line(group, row)));
        }
        entries.setAll(lines);
        state.set(new State.Done(false, looked.unread()));
    }

    /// Ends the look; what the one before found stays.
    void stop() {
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }

    @Override
    public void close() {
        workspace.removeListener(listener);
        stop();
        running = null;
    }
}
