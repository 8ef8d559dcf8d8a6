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
import studio.rowan.db.HeldFile;
import studio.rowan.db.PrivateFolder;

/// A file that is being made, under a name that only this program gives and that tells which run of it makes it, with a
/// lease beside it that this run holds; so what a killed one left behind can be told from the work of one that is
/// running, on this machine or on another that shares the folder.
final class Part implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Part.class);
    private static final String SUFFIX = ".rowan-part";
    private static final String LEASE = "-lease";
    private static final String[] SIDECARS = {"", "-journal", "-wal", "-shm", LEASE};
    private static final Pattern NAME =
            Pattern.compile("(\\..+\\.(\\d+)-(\\d+)-[0-9a-f]{8}" + SUFFIX + ")(-journal|-wal|-shm|-lease)?");

    private final Path file;
    private final Runnable hold;

    /// @param hold is run when nobody works on it any more
    private Part(Path file, Runnable hold) {
        this.file = file;
        this.hold = hold;
    }

    /// Takes a name of this run, in the folder where the finished file will stand.
    /// @throws studio.rowan.db.DbError.Io where the folder cannot be written
    static Part in(DbFiles files, Path folder, String name) {
        if (files.areInMemory()) {
            PrivateFolder place = files.privateFolder(folder, "part");
            return new Part(place.path().resolve(name), place::close);
        }
        ProcessHandle me = ProcessHandle.current();
        String random = UUID.randomUUID().toString().substring(0, 8);
        Path file = folder.resolve("." + name + "." + me.pid() + "-" + started(me) + "-" + random + SUFFIX);
        return new Part(file, HeldFile.hold(beside(file, LEASE))::close);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    Path file() {
        return file;
    }

    /// Removes it, unless it was renamed, with what SQLite may have put beside it.
    @Override
    public void close() {
        hold.run();
        for (String sidecar : SIDECARS) {
            try {
                Files.deleteIfExists(beside(file, sidecar));
            } catch (IOException e) {
                // It is ours and named so: the next start tries again.
                LOG.warn("cannot be removed: {}{}", file, sidecar, e);
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
            // The lease goes last: it tells of the others.
            for (Path file : inside.sorted().toList().reversed()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()
                        && !LEASE.equals(name.group(4))
                        && Files.isRegularFile(file)
                        && isDead(folder.resolve(name.group(1)), name.group(2), name.group(3))) {
                    Files.deleteIfExists(file);
                    removed.add(file);
                }
            }
            leases(folder, removed);
        } catch (IOException e) {
            throw DbFiles.io(folder, e);
        }
        return removed;
    }

    private static void leases(Path folder, List<Path> removed) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()
                        && LEASE.equals(name.group(4))
                        && isDead(folder.resolve(name.group(1)), name.group(2), name.group(3))) {
                    Files.deleteIfExists(file);
                    removed.add(file);
                }
            }
        }
    }

    private static boolean isDead(Path part, String pid, String started) {
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            boolean alive =
                    process.isPresent() && process.get().isAlive() && started(process.get()) == Long.parseLong(started);
            return !alive && !HeldFile.isHeld(beside(part, LEASE));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
