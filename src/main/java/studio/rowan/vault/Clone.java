package studio.rowan.vault;

import java.nio.file.Path;
import studio.rowan.db.Copied;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.PrivateFolder;

/// A private copy of a database as it is at one moment, to try things on. The database goes on meanwhile, and nothing
/// that is done to the copy reaches it.
public final class Clone implements AutoCloseable {
    /// Bytes that stay free on the disk beside it.
    private static final long SPARE = 64L << 20;

    private final PrivateFolder folder;
    private final Path file;
    private final Copied copied;

    private Clone(PrivateFolder folder, Path file, Copied copied) {
        this.folder = folder;
        this.file = file;
        this.copied = copied;
    }

    /// Copies the database. Blocks.
    /// @param parent the program's own place for such copies
    /// @param name of the file
    /// @throws DbError.Full where the disk has no room for it
    public static Clone make(Job<?> job, Db db, Path parent, String name) {
        return make(job, db, parent, name, true);
    }

    /// @param mayLock who writes too often to a file that is not in WAL mode may be shut out meanwhile
    /// @throws DbError.Full where the disk has no room for it
    public static Clone make(Job<?> job, Db db, Path parent, String name, boolean mayLock) {
        PrivateFolder folder = db.privateFolder(parent, "clone");
        try {
            checkRoom(db, folder);
            Path file = folder.path().resolve(name);
            return new Clone(folder, file, job.follow(db.copyTo(file, mayLock)));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void checkRoom(Db db, PrivateFolder folder) {
        long needed = db.bytes() + SPARE;
        long room = folder.room();
        if (room < needed) {
            throw new DbError.Full(
                    "a copy needs " + needed + " bytes in " + folder.path() + ", " + room + " are free",
                    13,
                    null,
                    null);
        }
    }

    public Path file() {
        return file;
    }

    /// What the database held at that moment.
    public Copied copied() {
        return copied;
    }

    /// Removes it.
    @Override
    public void close() {
        folder.close();
    }
}
