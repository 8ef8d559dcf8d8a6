package studio.rowan.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a database lies, and what SQLite is told to reach it. Suffixes name what may lie beside it: `-wal`,
/// `-journal`; the empty one is the database.
sealed interface Home permits DiskHome, MemoryHome {
    /// The name that the program knows it by.
    Path file();

    boolean has(String suffix);

    /// @return 0 where it is not there
    /// @throws DbError where it cannot be asked
    long size(String suffix);

    boolean isWritable();

    /// False where nothing can be made beside it, such as a -shm.
    boolean takesSidecars();

    /// The database as a URI, with parameters such as `mode=ro`.
    String uri(String parameters);

    /// The database as the target of a copy or of ATTACH, which make it where it is not there.
    String target();

    /// What keeps its bytes from being read while a connection is open; null where that does no harm.
    @Nullable
    Lease lease();

    /// Which file it is; null where nobody can put another in its place.
    @Nullable
    FileIdentity identity();

    /// Runs what reads its bytes.
    /// @throws DbError.Busy where it is open in this process, so that they must not be read
    <T> T reading(Leases.Reading<T> body);

    /// Its bytes, inside [#reading].
    InputStream read() throws IOException;

    /// Makes it, empty.
    void create() throws IOException;

    /// Makes it, empty, so that nobody may read it who may not read the other.
    /// @throws DbError.Io where it exists already or cannot be made
    void createLike(Home other);

    /// Brings it to the disk, where it lies on one.
    void sync();

    /// Removes it with all that lies beside it.
    void delete() throws IOException;
}
