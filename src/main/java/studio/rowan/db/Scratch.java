package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A private database beside the program's other scratch files: keys that are sorted once are kept in it (F19). A job
/// fills it, and others read it, as a part of their connection: see [Access#fill] and [Access#attach]. It goes when all
/// who share it have closed it, and nothing in it outlives the program.
public final class Scratch implements AutoCloseable {
    private final Path file;
    private int users = 1;

    Scratch(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /// Bytes that can still be written beside it.
    public long room() {
        try {
            return Files.getFileStore(java.util.Objects.requireNonNull(file.getParent()))
                    .getUsableSpace();
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
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
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-journal"));
        } catch (IOException e) {
            // Where a file in use cannot be removed (Windows), the folder's end removes it.
            org.slf4j.LoggerFactory.getLogger(Scratch.class).debug("{} stays: {}", file, e.getMessage());
        }
    }
}
