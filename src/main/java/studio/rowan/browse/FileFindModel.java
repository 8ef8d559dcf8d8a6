package studio.rowan.browse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.grid.Needle;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Workspace;

/// A search of the whole file: what is looked for, and what was found so far, grouped by table. Lives on the window's
/// thread.
final class FileFindModel implements AutoCloseable {
    /// A line of the list.
    sealed interface Entry {
        String table();
    }

    /// A table that holds it.
    /// @param rows so far
    /// @param error why it could not be read; `null` where it could
    record Head(
            String table, long rows, int shown, @Nullable DbError error) implements Entry {}

    record Line(FileFind.Hit hit) implements Entry {
        @Override
        public String table() {
            return hit.table();
        }
    }

    private final Workspace workspace;
    private final Jobs jobs;
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty matchCase = new SimpleBooleanProperty();
    private final BooleanProperty blobs = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<FindState> state = new ReadOnlyObjectWrapper<>(new FindState.Idle());
    private final ReadOnlyStringWrapper table = new ReadOnlyStringWrapper("");
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<Entry> entriesShown = FXCollections.unmodifiableObservableList(entries);
    private final Map<String, Integer> heads = new HashMap<>();
    private @Nullable Job<Integer> running;
    private int searches;
    private int tables;

    FileFindModel(Workspace workspace, Jobs jobs) {
        this.workspace = workspace;
        this.jobs = jobs;
    }

    StringProperty text() {
        return text;
    }

    BooleanProperty matchCase() {
        return matchCase;
    }

    BooleanProperty blobs() {
        return blobs;
    }

    ReadOnlyObjectProperty<FindState> state() {
        return state.getReadOnlyProperty();
    }

    /// The one that is being looked at.
    ReadOnlyStringProperty table() {
        return table.getReadOnlyProperty();
    }

    ObservableList<Entry> entries() {
        return entriesShown;
    }

    /// How many tables were looked at, once that is done.
    int tables() {
        return tables;
    }

    /// How many of them hold it.
    long holding() {
        return heads.values().stream()
                .filter(at -> entries.get(at) instanceof Head head && head.rows > 0)
                .count();
    }

    long rows() {
        return heads.values().stream()
                .mapToLong(at -> entries.get(at) instanceof Head head ? head.rows : 0)
                .sum();
    }

    double progress() {
        Job<?> job = running;
        return job == null ? -1 : job.progress().fraction();
    }

    void search() {
        stop();
        int mine = ++searches;
        entries.clear();
        heads.clear();
        Needle needle = new Needle(text.get(), matchCase.get(), blobs.get());
        if (needle.isEmpty()) {
            running = null;
            state.set(new FindState.Idle());
            return;
        }
        state.set(new FindState.Running());
        Job<Integer> job = new FileFind(workspace, needle, event -> jobs.ui(() -> heard(mine, event))).start();
        running = job;
        jobs.run(
                job,
                looked -> {
                    tables = looked;
                    ended(mine, new FindState.Done(false));
                },
                error -> ended(
                        mine,
                        error instanceof DbError.Cancelled ? new FindState.Stopped() : new FindState.Failed(error)));
    }

    private void ended(int mine, FindState how) {
        if (mine == searches) {
            running = null;
            table.set("");
            state.set(how);
        }
    }

    private void heard(int mine, FileFind.Event event) {
        if (mine != searches) {
            return;
        }
        switch (event) {
            case FileFind.Begun(String name) -> table.set(name);
            case FileFind.Rows(String name, long more, List<FileFind.Hit> hits) -> {
                int at = head(name);
                Head head = (Head) entries.get(at);
                List<Entry> lines = new ArrayList<>();
                hits.forEach(hit -> lines.add(new Line(hit)));
                // One table after the other: its lines are the last.
                entries.addAll(lines);
                entries.set(at, new Head(name, head.rows + more, head.shown + hits.size(), null));
            }
            case FileFind.Failed(String name, DbError error) -> {
                int at = head(name);
                Head head = (Head) entries.get(at);
                entries.set(at, new Head(name, head.rows, head.shown, error));
            }
        }
    }

    private int head(String name) {
        return heads.computeIfAbsent(name, _ -> {
            entries.add(new Head(name, 0, 0, null));
            return entries.size() - 1;
        });
    }

    /// Ends the search; what it found stays.
    void stop() {
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }

    @Override
    public void close() {
        searches++;
        stop();
    }
}
