package studio.rowan.db;

/// The inode while a connection is open on it; closing gives it free.
public final class Lease implements AutoCloseable {
    private final Runnable ended;
    private boolean closed;

    Lease(Runnable ended) {
        this.ended = ended;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ended.run();
        }
    }
}
