package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// Which file stood at a path when it was first opened: every connection to it is to reach that one, whenever it
/// is opened itself.
record FileIdentity(Path name, Object inode, @Nullable FileTime made) {
    static FileIdentity of(Path file) {
        return new FileIdentity(file, Leases.inode(file), made(file));
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

    private static @Nullable FileTime made(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).creationTime();
        } catch (IOException e) {
            return null;
        }
    }
}
