package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// The inode while a connection is open on it; closing gives it free.
public final class Lease implements AutoCloseable {
    private final Object inode;
    private final Path name;
    private final Runnable ended;
    private final @Nullable FileTime made;
    private boolean closed;

    Lease(Object inode, Path name, Runnable ended) {
        this.inode = inode;
        this.name = name;
        this.ended = ended;
        this.made = made(name);
    }

    /// @throws DbError.Io where another file, or none, stands in the place of the one that is open: what is read
    /// from the open one is stale, what is written to it is lost
    void check() {
        FileTime now = made(name);
        // Some network file systems give new inode numbers to old files, but not new times.
        if (now == null || (!now.equals(made) && !Leases.inode(name).equals(inode))) {
            throw new DbError.Io(
                    DbError.Io.Reason.VANISHED, "moved, removed or replaced while it was open: " + name, 0, null, null);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ended.run();
        }
    }

    private static @Nullable FileTime made(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).creationTime();
        } catch (IOException e) {
            return null;
        }
    }
}
