package studio.rowan.db;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A console's own connection on the writer's lane: statements run one by one without a transaction of ours, and while
/// the user has one open by BEGIN nobody else writes. What it sets or makes for itself (pragmas, temporary tables that
/// hide others) never touches the studio's own writes. Close it to roll back what is open and give the writer free.
public final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String title;
    private final Writer writer;
    private volatile boolean used;
    /// Touched on the writer's thread only.
    private @Nullable Conn conn;

    Session(String title, Writer writer) {
        this.title = title;
        this.writer = writer;
    }

    public String title() {
        return title;
    }

    /// Runs statements on the session's connection, in the user's transaction where one is open.
    public <T> Job<T> run(String what, Work<T> body) {
        used = true;
        return writer.run(what, this, Task.Frame.BARE, body);
    }

    /// True while the user's transaction is open here.
    public boolean holdsTransaction() {
        return writer.holder() == this;
    }

    Conn open(Connections connections) {
        Conn open = conn;
        if (open == null) {
            open = connections.writer();
            conn = open;
        }
        return open;
    }

    boolean inTransaction() {
        Conn open = conn;
        return open != null && open.inTransaction();
    }

    /// Rolls back what is open; the next run opens a new connection. Where SQLite cannot, closing does: the writer is
    /// given free in any case.
    void closeConnection() {
        Conn open = conn;
        conn = null;
        if (open != null) {
            try (open) {
                open.rollbackIfOpen();
            } catch (DbError e) {
                LOG.warn("{} could not be ended in order", title, e);
            }
        }
    }

    @Override
    public void close() {
        if (used) {
            writer.release(this);
        }
    }
}
