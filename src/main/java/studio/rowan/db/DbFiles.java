package studio.rowan.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The only place that touches the bytes of a database, -wal, -shm or -journal file, and only while no connection of
/// this process is open on that inode: closing any descriptor of a file drops all POSIX locks the process has on it,
/// and rows of other programs are lost (F9). One instance serves the whole process.
public final class DbFiles {
    private final Map<Object, Integer> open = new HashMap<>();
    private final Map<Path, Integer> names = new HashMap<>();

    /// The inode while a connection is open on it; closing gives it free.
    public final class Lease implements AutoCloseable {
        private final Object inode;
        private final Path name;
        private final @Nullable FileTime made;
        private boolean closed;

        private Lease(Object inode, Path name) {
            this.inode = inode;
            this.name = name;
            this.made = made(name);
        }

        /// @throws DbError.Io where another file, or none, stands in the place of the one that is open: what is read
        /// from the open one is stale, what is written to it is lost
        void check() {
            FileTime now = made(name);
            // Some network file systems give new inode numbers to old files, but not new times.
            if (now == null || (!now.equals(made) && !inode(name).equals(inode))) {
                throw new DbError.Io(
                        DbError.Io.Reason.VANISHED,
                        "moved, removed or replaced while it was open: " + name,
                        0,
                        null,
                        null);
            }
        }

        @Override
        public void close() {
            synchronized (open) {
                if (!closed) {
                    closed = true;
                    open.computeIfPresent(inode, (_, n) -> n == 1 ? null : n - 1);
                    names.computeIfPresent(name, (_, n) -> n == 1 ? null : n - 1);
                }
            }
        }
    }

    /// To be taken before a connection is opened, and closed after it was closed.
    public Lease lease(Path file) {
        Object inode = inode(file);
        synchronized (open) {
            open.merge(inode, 1, Integer::sum);
            names.merge(file, 1, Integer::sum);
        }
        return new Lease(inode, file);
    }

    /// The locks of a WAL database lie on its -shm: that is not to be touched either while the database is open.
    private void checkShm(Path file) {
        Object inode = inode(file);
        for (Path name : names.keySet()) {
            Path shm = name.resolveSibling(name.getFileName() + "-shm");
            if (Files.exists(shm) && inode(shm).equals(inode)) {
                throw new DbError.NotADatabase(
                        DbError.NotADatabase.Reason.NO_HEADER, "it belongs to " + name + ", which is open", 26, null);
            }
        }
    }

    /// True while a connection of this process is open on the file, under whatever name.
    public boolean isOpen(Path file) {
        synchronized (open) {
            return Files.exists(file) && open.containsKey(inode(file));
        }
    }

    /// Looks at a path before SQLite does: what a user should be told of it.
    /// @return the header; `null` where the file is open in this process already and so must not be read
    /// @throws DbError.Io where it is not a readable file
    /// @throws DbError.NotADatabase where SQLite could not read it either
    public @Nullable Header sniff(Path file) {
        checkFile(file);
        synchronized (open) {
            if (open.containsKey(inode(file))) {
                return null;
            }
            checkShm(file);
            try (InputStream in = Files.newInputStream(file)) {
                return Header.parse(in.readNBytes(4096), Files.size(file));
            } catch (IOException e) {
                throw io(file, e);
            }
        }
    }

    /// Copies a database with its -wal or -journal into a folder, before any connection is open on it.
    /// @return the copy, of the same name
    public Path copyAside(Path file, Path folder) {
        synchronized (open) {
            if (open.containsKey(inode(file))) {
                throw new IllegalStateException("open in this process: " + file);
            }
            try {
                Files.createDirectories(folder);
                Path name = file.getFileName();
                for (String suffix : new String[] {"", "-wal", "-journal"}) {
                    Path from = file.resolveSibling(name + suffix);
                    if (Files.isRegularFile(from)) {
                        Path to = folder.resolve(name + suffix);
                        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                return folder.resolve(name);
            } catch (IOException e) {
                throw io(file, e);
            }
        }
    }

    /// Removes a folder that [#copyAside] filled.
    static void removeCopy(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw io(folder, e);
        }
    }

    private static void checkFile(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new DbError.Io(DbError.Io.Reason.DIRECTORY, "is a directory: " + file, 0, null, null);
            }
            if (!attributes.isRegularFile()) {
                throw new DbError.Io(DbError.Io.Reason.NOT_A_FILE, "not a regular file: " + file, 0, null, null);
            }
            if (!Files.isReadable(file)) {
                throw new DbError.Io(DbError.Io.Reason.NO_PERMISSION, "not readable: " + file, 0, null, null);
            }
        } catch (IOException e) {
            throw io(file, e);
        }
    }

    /// What an error of the file system means for a database.
    public static DbError io(Path file, IOException e) {
        DbError.Io.Reason reason = switch (e) {
            case NoSuchFileException _ -> DbError.Io.Reason.NOT_FOUND;
            case AccessDeniedException _ -> DbError.Io.Reason.NO_PERMISSION;
            default -> DbError.Io.Reason.OTHER;
        };
        return new DbError.Io(reason, file + ": " + e.getMessage(), 0, null, e);
    }

    /// The file behind a link: its -wal and -shm stand beside it, not beside the link.
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw io(file, e);
        }
    }

    private static @Nullable FileTime made(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).creationTime();
        } catch (IOException e) {
            return null;
        }
    }

    private static Object inode(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key != null ? key : file.toRealPath();
        } catch (NoSuchFileException e) {
            return file.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
