package studio.rowan.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.DbFiles;

/// Files that are being made, under names that only this program gives and that tell which run of it makes them; so
/// what
/// a killed one left behind can be told from the work of one that is running.
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final String SUFFIX = ".rowan-part";
    private static final String[] SIDECARS = {"", "-journal", "-wal", "-shm"};
    private static final Pattern NAME =
            Pattern.compile("\\..+\\.(\\d+)-(\\d+)-[0-9a-f]{8}" + SUFFIX + "(-journal|-wal|-shm)?");

    private Parts() {}

    /// A name for a part of this run, in the folder where the finished file will stand.
    static Path of(Path folder, String name) {
        ProcessHandle me = ProcessHandle.current();
        String random = UUID.randomUUID().toString().substring(0, 8);
        return folder.resolve("." + name + "." + me.pid() + "-" + started(me) + "-" + random + SUFFIX);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L);
    }

    /// Removes a part with what SQLite may have put beside it.
    static void remove(Path part) {
        for (String sidecar : SIDECARS) {
            try {
                Files.deleteIfExists(part.resolveSibling(part.getFileName() + sidecar));
            } catch (IOException e) {
                // It is ours and named so: the next start tries again.
                LOG.warn("cannot be removed: {}", part, e);
            }
        }
    }

    /// Removes what killed runs left in the folder.
    /// @return what was removed
    static List<Path> sweep(Path folder) {
        List<Path> removed = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return removed;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && Files.isRegularFile(file) && isDead(name.group(1), name.group(2))) {
                    Files.deleteIfExists(file);
                    removed.add(file);
                }
            }
        } catch (IOException e) {
            throw DbFiles.io(folder, e);
        }
        return removed;
    }

    private static boolean isDead(String pid, String started) {
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            return process.isEmpty() || !process.get().isAlive() || started(process.get()) != Long.parseLong(started);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
