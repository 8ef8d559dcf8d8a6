package studio.rowan.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;

/// One open database: its file, its lanes, its current schema, and one listener list for what changes in it.
/// Passed to every room; closing it closes all.
public final class Workspace implements AutoCloseable {
    /// Told on a lane's thread after the file changed and the schema was looked at again.
    @FunctionalInterface
    public interface Listener {
        /// @param outside another program changed the file
        /// @param schemaChanged the schema is another one than before
        void changed(boolean outside, boolean schemaChanged);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final Db db;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Schema schema = new Schema(-1, List.of());
    private final AtomicLong changes = new AtomicLong();
    private long latest;

    private Workspace(Db db) {
        this.db = db;
        db.addChangeListener(this::changed);
    }

    /// Opens a file and reads its schema. Blocks: never call it on the window's thread.
    /// @throws studio.rowan.db.DbError where the file cannot be opened or its schema not read
    public static Workspace open(Path file, Db.Options options, DbFiles files, Clock clock) {
        Db db = Db.open(file, options, files, clock);
        try {
            // Listens before it reads: a change in between is not missed.
            Workspace workspace = new Workspace(db);
            workspace.replace(0, db.read("schema", SchemaReader::read).await());
            return workspace;
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    public Db db() {
        return db;
    }

    public Path file() {
        return db.file();
    }

    public String name() {
        return String.valueOf(db.file().getFileName());
    }

    public Schema schema() {
        return schema;
    }

    /// Counts the changes seen since the file was opened: what was read under another number is stale.
    public long changes() {
        return changes.get();
    }

    /// The table or view in full, read on a reader lane.
    public Job<Table> table(SchemaObject object) {
        return db.read("structure of " + object.name(), access -> SchemaReader.table(access, object));
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    private void changed(boolean outside) {
        long change = changes.incrementAndGet();
        Schema before = schema;
        db.read("schema", access -> {
                    long version = access.pragma("schema_version").asLong();
                    return version == before.version() ? before : SchemaReader.read(access);
                })
                .whenDone(
                        now -> tell(outside, replace(change, now)),
                        // The view that reads next shows why the file cannot be read.
                        _ -> tell(outside, false));
    }

    /// Two readers may look at the same time, and the one that began first may end last.
    private synchronized boolean replace(long change, Schema now) {
        if (change < latest) {
            return false;
        }
        boolean another = now.version() != schema.version();
        latest = change;
        schema = now;
        return another;
    }

    private void tell(boolean outside, boolean schemaChanged) {
        for (Listener listener : listeners) {
            try {
                listener.changed(outside, schemaChanged);
            } catch (RuntimeException e) {
                LOG.error("a listener to changes of {} failed", file(), e);
            }
        }
    }

    @Override
    public void close() {
        db.close();
    }
}
