package studio.rowan.search;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Which full-text indexes the file has, and which of them is searched. Lives on the window's thread.
final class IndexesModel {
    /// What is known of them.
    sealed interface State {
        /// They are being read.
        record Unread() implements State {}

        record Read(List<SearchIndex> all) implements State {}

        /// Those that were read before are still there.
        record Failed(DbError error) implements State {}
    }

    private final Workspace workspace;
    private final Jobs jobs;
    private final ObservableList<SearchIndex> all = FXCollections.observableArrayList();
    private final ObservableList<SearchIndex> shown = FXCollections.unmodifiableObservableList(all);
    private final ObjectProperty<@Nullable SearchIndex> index = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Unread());
    private String wanted = "";

    IndexesModel(Workspace workspace, Jobs jobs) {
        this.workspace = workspace;
        this.jobs = jobs;
    }

    ObservableList<SearchIndex> all() {
        return shown;
    }

    /// The one that is searched; null where there is none.
    ObjectProperty<@Nullable SearchIndex> index() {
        return index;
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /// Reads which there are; the one that was chosen stays chosen.
    void load() {
        if (state.get() instanceof State.Failed) {
            state.set(new State.Unread());
        }
        jobs.run(
                workspace
                        .db()
                        .read(Text.of("search.job.indexes"), access -> SearchIndex.all(access, workspace.schema())),
                this::loaded,
                error -> state.set(new State.Failed(error)));
    }

    /// Turns to the index of that name, now or when it was read.
    void want(String name) {
        wanted = name;
        all.stream().filter(one -> one.name().equals(name)).findFirst().ifPresent(index::set);
    }

    private void loaded(List<SearchIndex> found) {
        State read = new State.Read(found);
        if (read.equals(state.get())) {
            return;
        }
        SearchIndex before = index.get();
        String name = before == null ? wanted : before.name();
        all.setAll(found);
        index.set(found.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(found.isEmpty() ? null : found.getFirst()));
        state.set(read);
    }
}
