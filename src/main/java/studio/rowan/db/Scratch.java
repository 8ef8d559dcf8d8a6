package studio.rowan.db;

import java.io.IOException;

/// A private database beside the program's other scratch files: keys that are sorted once are kept in it (F19). A job
/// fills it, and others read it, as a part of their connection: see [Access#fill] and [Access#attach]. It goes when all
/// who share it have closed it, and nothing in it outlives the program.
public final class Scratch implements AutoCloseable {
    private final PrivateFolder folder;
    private final Home home;
    private int users = 1;

    Scratch(PrivateFolder folder, Home home) {
        this.folder = folder;
        this.home = home;
    }

    Home home() {
        return home;
    }

    /// Bytes that can still be written beside it.
    public long room() {
        return folder.room();
    }

    /// For one more who closes it.
    /// @throws DbError.Cancelled once it is gone
    public synchronized Scratch share() {
        checkOpen();
        users++;
        return this;
    }

    public synchronized boolean isClosed() {
        return users == 0;
    }

    /// @throws DbError.Cancelled once it is gone
    synchronized void checkOpen() {
        if (users == 0) {
            throw new DbError.Cancelled(null);
        }
    }

    /// Removes the file, where nobody else shares it. A job that still fills it writes to a file without a name.
    @Override
    public synchronized void close() {
        if (users > 0 && --users == 0) {
            remove();
        }
    }

    /// Whoever shares it.
    synchronized void end() {
        if (users > 0) {
            users = 0;
            remove();
        }
    }

    private void remove() {
        try {
            home.delete();
        } catch (IOException e) {
            // Where a file in use cannot be removed (Windows), the folder's end removes it.
            org.slf4j.LoggerFactory.getLogger(Scratch.class).debug("{} stays: {}", home.file(), e.getMessage());
        }
    }
}
