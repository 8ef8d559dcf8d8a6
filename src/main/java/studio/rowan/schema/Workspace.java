package studio.rowan.schema;

import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final Db db;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Schema schema;
    private volatile long changes;

    private Workspace(Db db, Schema schema) {
        this.db = db;
        this.schema = schema;
        db.addChangeListener(this::changed);
    }

    /// Opens a file and reads its schema. Blocks: never call it on the window's thread.
    /// @throws studio.rowan.db.DbError where the file cannot be opened or its schema not read
    public static Workspace open(Path file, Db.Options options, DbFiles files, Clock clock) {
        Db db = Db.open(file, options, files, clock);
        try {
            return new Workspace(db, db.read("schema", SchemaReader::read).await());
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
        return changes;
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // told by one lane at a time
    private void changed(boolean outside) {
        changes++;
        long before = schema.version();
        db.read("schema", access -> {
                    long version = access.pragma("schema_version").asLong();
                    return version == before ? schema : SchemaReader.read(access);
                })
                .whenDone(
                        now -> {
                            schema = now;
                            listeners.forEach(l -> l.changed(outside, now.version() != before));
                        },
                        // The view that reads next shows why the file cannot be read.
                        _ -> listeners.forEach(l -> l.changed(outside, false)));
    }

    @Override
    public void close() {
        db.close();
    }
}
