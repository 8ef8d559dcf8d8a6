package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder for files that nobody needs after this run of the program. Its name tells the process: what a process left
/// that is no more is swept when the next folder of that kind is made.
public final class PrivateFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);

    private static final String OWN = "rwx------";

    private final Path path;
    private final @Nullable MemoryStore memory;

    private PrivateFolder(Path path, @Nullable MemoryStore memory) {
        this.path = path;
        this.memory = memory;
    }

    /// @param prefix of the folder's name, without `-`: its kind
    /// @throws DbError.Io where it cannot be made
    public static PrivateFolder in(Path parent, String prefix) {
        try {
            Files.createDirectories(parent);
            sweep(parent, prefix);
            return new PrivateFolder(make(named(parent, prefix)), null);
        } catch (IOException e) {
            throw DbFiles.io(parent, e);
        }
    }

    /// A folder that only this user may look into: what is put there may come from a file that nobody else may read.
    static Path make(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWN)))
                : Files.createDirectory(folder);
    }

    private static Path named(Path parent, String prefix) {
        return parent.resolve(prefix + "-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    /// A name for databases in memory; no folder is made.
    static PrivateFolder inMemory(Path parent, String prefix, MemoryStore memory) {
        return new PrivateFolder(named(parent.toAbsolutePath().normalize(), prefix), memory);
    }

    public Path path() {
        return path;
    }

    /// Bytes that can still be put there.
    public long room() {
        if (memory != null) {
            return MemoryStore.MOST;
        }
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw DbFiles.io(path, e);
        }
    }

    private static void sweep(Path parent, String prefix) throws IOException {
        try (Stream<Path> inside = Files.list(parent)) {
            for (Path left : inside.filter(path -> isOrphan(path, prefix)).toList()) {
                remove(left);
            }
        }
    }

    private static boolean isOrphan(Path path, String prefix) {
        String[] words = String.valueOf(path.getFileName()).split("-", 3);
        return words.length == 3
                && words[0].equals(prefix)
                && words[1].matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(words[1])).isEmpty();
    }

    private static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> all = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : all) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.info("{} stays: {}", folder, e.getMessage());
        }
    }

    /// Removes it with all that is in it.
    @Override
    public void close() {
        if (memory == null) {
            remove(path);
        } else {
            memory.removeIn(path);
        }
    }
}
