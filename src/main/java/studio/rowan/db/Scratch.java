package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;

/// A private database beside the program's other scratch files: keys that are sorted once are kept in it (F19). It is
/// filled by a job that attaches it, see [Access#attach], and read from any thread. Nothing in it outlives the program.
public final class Scratch implements AutoCloseable {
    private final Path file;
    private final Connections connections;
    private @Nullable Conn conn;
    private boolean closed;

    Scratch(Path file, Connections connections) {
        this.file = file;
        this.connections = connections;
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

    /// Reads from it, on the caller's thread.
    /// @throws DbError.Cancelled once it is closed
    public synchronized List<Row> query(Sql sql) {
        if (closed) {
            throw new DbError.Cancelled(null);
        }
        Conn open = conn;
        if (open == null) {
            open = connections.scratch(file);
            conn = open;
        }
        try (SqlSession session = open.session()) {
            return new Access(open, session, new Job<>("scratch", () -> false), false).query(sql);
        }
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /// Removes the file. A job that still fills it writes to a file without a name.
    @Override
    public synchronized void close() {
        closed = true;
        Conn open = conn;
        conn = null;
        if (open != null) {
            open.close();
        }
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-journal"));
        } catch (IOException e) {
            // Where a file in use cannot be removed (Windows), the folder's end removes it.
            org.slf4j.LoggerFactory.getLogger(Scratch.class).debug("{} stays: {}", file, e.getMessage());
        }
    }
}
