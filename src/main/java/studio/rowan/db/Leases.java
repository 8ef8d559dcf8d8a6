package studio.rowan.db;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which files this process has connections on, and which it reads the bytes of: never both at once (F9).
final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private final Map<Object, Integer> open = new HashMap<>();
    /// Files whose bytes are being read for long: a connection is opened when that has ended. Guarded by `open`.
    private final Map<Object, Integer> reading = new HashMap<>();
    private final Map<Path, Integer> names = new HashMap<>();
    /// What is closed with the last connection on a file. Guarded by `open`.
    private final Map<Object, List<Closeable>> late = new HashMap<>();

    /// To be taken before a connection is opened, and closed after it was closed.
    Lease lease(Path file) {
        Object inode = inode(file);
        synchronized (open) {
            awaitRead(inode);
            open.merge(inode, 1, Integer::sum);
            names.merge(file, 1, Integer::sum);
        }
        return new Lease(() -> end(inode, file));
    }

    private void end(Object inode, Path file) {
        synchronized (open) {
            open.computeIfPresent(inode, (_, n) -> n == 1 ? null : n - 1);
            names.computeIfPresent(file, (_, n) -> n == 1 ? null : n - 1);
            if (!open.containsKey(inode)) {
                late.getOrDefault(inode, List.of()).forEach(Leases::close);
                late.remove(inode);
            }
        }
    }

    /// Closes what reads a file as soon as no connection of this process is open on it.
    void whenShut(Path file, Closeable reader) {
        Object inode = inode(file);
        synchronized (open) {
            if (open.containsKey(inode)) {
                late.computeIfAbsent(inode, _ -> new ArrayList<>()).add(reader);
            } else {
                close(reader);
            }
        }
    }

    private static void close(Closeable reader) {
        try {
            reader.close();
        } catch (IOException e) {
            LOG.warn("what read the header of a database could not be closed", e);
        }
    }

    private void awaitRead(Object inode) {
        boolean interrupted = false;
        while (reading.containsKey(inode)) {
            try {
                open.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    interface Reading<T> {
        T read() throws IOException;
    }

    /// Reads a file that no connection of this process is open on, and that none will be opened on meanwhile.
    <T> T reading(Path file, Reading<T> body) {
        Object inode = inode(file);
        synchronized (open) {
            if (open.containsKey(inode)) {
                throw new DbError.Busy("open in this process: " + file, 5, null, null);
            }
            checkShm(file);
            reading.merge(inode, 1, Integer::sum);
        }
        try {
            return body.read();
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        } finally {
            synchronized (open) {
                reading.computeIfPresent(inode, (_, n) -> n == 1 ? null : n - 1);
                open.notifyAll();
            }
        }
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
    boolean isOpen(Path file) {
        synchronized (open) {
            return Files.exists(file) && open.containsKey(inode(file));
        }
    }

    /// Runs `body` where no connection of this process is open on the file, while none can be opened: for what is
    /// short.
    /// @return empty where one is open
    <T> Optional<T> ifShut(Path file, Reading<T> body) {
        synchronized (open) {
            if (open.containsKey(inode(file))) {
                return Optional.empty();
            }
            checkShm(file);
            try {
                return Optional.of(body.read());
            } catch (IOException e) {
                throw DbFiles.io(file, e);
            }
        }
    }

    static Object inode(Path file) {
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
