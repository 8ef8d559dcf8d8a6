package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The scratch files of one open database, in a folder of their own that names the process: what a process left that
/// is no more is swept when the next one needs a folder.
final class ScratchFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
    private static final String PREFIX = "spill-";

    private final Path parent;
    private final List<Scratch> files = new ArrayList<>();
    private @Nullable Path folder;
    private int made;
    private boolean closed;

    ScratchFolder(Path parent) {
        this.parent = parent;
    }

    synchronized Scratch make() {
        if (closed) {
            throw new DbError.Cancelled(null);
        }
        try {
            Path home = folder;
            if (home == null) {
                Files.createDirectories(parent);
                sweep();
                home = Files.createDirectory(
                        parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID()));
                folder = home;
            }
            files.removeIf(Scratch::isClosed);
            Scratch scratch = new Scratch(home.resolve("keys-" + ++made + ".db"));
            files.add(scratch);
            return scratch;
        } catch (IOException e) {
            throw DbFiles.io(parent, e);
        }
    }

    private void sweep() throws IOException {
        try (Stream<Path> inside = Files.list(parent)) {
            for (Path left : inside.filter(ScratchFolder::isOrphan).toList()) {
                remove(left);
            }
        }
    }

    private static boolean isOrphan(Path path) {
        String[] words = String.valueOf(path.getFileName()).split("-", 3);
        return words.length == 3
                && (words[0] + "-").equals(PREFIX)
                && words[1].matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(words[1])).isEmpty();
    }

    private static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.info("{} stays: {}", folder, e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        files.forEach(Scratch::end);
        if (folder != null) {
            remove(folder);
        }
    }
}
