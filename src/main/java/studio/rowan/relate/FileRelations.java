package studio.rowan.relate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Job;
import studio.rowan.schema.Workspace;

/// The relations of one open file, for all who show them: read once for each version of the schema, and what the user
/// keeps beside them. Its methods may be called on any thread.
public final class FileRelations {
    private final Workspace workspace;
    private final KeptRelations store;
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Kept kept;
    private @Nullable Relations read;

    public FileRelations(Workspace workspace, KeptRelations store) {
        this.workspace = workspace;
        this.store = store;
    }

    // ---- relations ----

    /// The relations, inside another read: nothing is read again while the schema is the same.
    public Relations in(Access access) {
        Kept now = load();
        long version = access.pragma("schema_version").asLong();
        Relations before = last();
        if (before != null && before.version() == version) {
            return before;
        }
        Relations fresh = RelationReader.read(access, now.references());
        synchronized (this) {
            // Not those that were read for what the user kept before.
            if (now.equals(kept)) {
                read = fresh;
            }
        }
        return fresh;
    }

    /// The relations, read on a reader lane where they are not known.
    public Job<Relations> read() {
        return workspace.db().read("relations of " + workspace.name(), this::in);
    }

    /// The relations of the schema that the workspace shows, where they were read.
    public synchronized Optional<Relations> known() {
        return read != null && read.version() == workspace.schema().version() ? Optional.of(read) : Optional.empty();
    }

    private synchronized @Nullable Relations last() {
        return read;
    }

    /// The column that speaks for the rows of a table that takes part; empty for its key.
    public Optional<String> label(Relations relations, String table) {
        return Labels.of(
                table, relations.table(table).map(RelatedTable::columns).orElse(List.of()), kept());
    }

    // ---- what the user keeps ----

    /// What the user keeps, as far as it was read: it is once relations were.
    public synchronized Kept kept() {
        return kept == null ? Kept.NOTHING : kept;
    }

    private synchronized Kept load() {
        Kept now = kept;
        if (now == null) {
            now = store.of(workspace.file());
            kept = now;
        }
        return now;
    }

    /// Changes what is kept, writes it and tells the listeners. Blocks: for [studio.rowan.kit.Jobs].
    public void change(UnaryOperator<Kept> change) throws IOException {
        Kept before = load();
        Kept now = change.apply(before);
        if (now.equals(before)) {
            return;
        }
        synchronized (this) {
            kept = now;
            read = null;
        }
        try {
            store.keep(workspace.file(), now);
        } finally {
            // It holds for this session, even where it cannot be written.
            listeners.forEach(Runnable::run);
        }
    }

    /// Told on any thread when what the user keeps has changed. A changed schema is told by the workspace.
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
