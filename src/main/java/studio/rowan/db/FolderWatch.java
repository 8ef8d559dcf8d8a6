package studio.rowan.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees that files of a folder came, went or changed: told by the system where it tells, else by looking at their times
/// every few seconds. For folders of scripts, never for database files. On a thread of its own until it is closed.
public final class FolderWatch implements AutoCloseable {
    /// What became of the folder since the last time.
    public record Changed(List<Path> added, List<Path> altered, List<Path> removed) {
        public boolean isNone() {
            return added.isEmpty() && altered.isEmpty() && removed.isEmpty();
        }
    }

    private record Stamp(FileTime time, long size) {}

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    /// An editor writes a file in several steps.
    private static final Duration QUIET = Duration.ofMillis(250);

    private static final int DEEPEST = 12;
    private static final int MOST = 20_000;

    private final Path folder;
    private final int deepest;
    private final Predicate<Path> counts;
    private final Consumer<Changed> listener;
    private final Thread thread;
    private volatile boolean closed;

    /// @param counts whether a file is looked at
    /// @param listener told on the watch's own thread; first of nothing, as soon as it watches: whoever looks then
    ///     misses nothing
    public FolderWatch(Path folder, Predicate<Path> counts, Consumer<Changed> listener) {
        this(folder, DEEPEST, counts, listener);
    }

    private FolderWatch(Path folder, int deepest, Predicate<Path> counts, Consumer<Changed> listener) {
        this.folder = folder;
        this.deepest = deepest;
        this.counts = counts;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("rowan-folder").start(this::watch);
    }

    /// Of one file, whatever lies beside it.
    public static FolderWatch ofFile(Path file, Consumer<Changed> listener) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
        return new FolderWatch(folder, 1, path -> Objects.equals(path.getFileName(), file.getFileName()), listener);
    }

    private void watch() {
        Map<Path, Stamp> known = look();
        try (WatchService service = service()) {
            register(service, known);
            listener.accept(since(known, known));
            while (!closed) {
                await(service);
                Map<Path, Stamp> now = settled();
                Changed changed = since(known, now);
                known = now;
                register(service, known);
                if (!changed.isNone() && !closed) {
                    listener.accept(changed);
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // closed
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is watched no more", folder, e);
        }
    }

    /// @return null where the system has none
    private @Nullable WatchService service() {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("{} is looked at by times alone: {}", folder, e.toString());
            return null;
        }
    }

    private void register(@Nullable WatchService service, Map<Path, Stamp> files) {
        if (service == null) {
            return;
        }
        Stream.concat(Stream.of(folder), files.keySet().stream().map(Path::getParent))
                .distinct()
                .forEach(each -> {
                    try {
                        each.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
                    } catch (IOException e) {
                        // Its files are looked at all the same.
                        LOG.debug("{} tells nothing of itself: {}", each, e.toString());
                    }
                });
    }

    private void await(@Nullable WatchService service) throws InterruptedException {
        if (service == null) {
            Thread.sleep(LOOK);
            return;
        }
        for (WatchKey key = service.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS); key != null; key = service.poll()) {
            key.pollEvents();
            key.reset();
        }
    }

    /// Looks until two looks are alike.
    private Map<Path, Stamp> settled() throws InterruptedException {
        Map<Path, Stamp> last = look();
        while (!closed) {
            Thread.sleep(QUIET);
            Map<Path, Stamp> now = look();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private Map<Path, Stamp> look() {
        Map<Path, Stamp> found = new HashMap<>();
        try (Stream<Path> walk = Files.walk(folder, deepest)) {
            walk.limit(MOST).filter(counts).forEach(file -> stamp(file, found));
        } catch (IOException | UncheckedIOException e) {
            // It is gone, or part of it went while it was walked through: what was seen is what there is.
            LOG.debug("{} cannot be walked through: {}", folder, e.toString());
        }
        return found;
    }

    private static void stamp(Path file, Map<Path, Stamp> into) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                into.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
            }
        } catch (IOException e) {
            // It went in this moment.
            into.remove(file);
        }
    }

    private static Changed since(Map<Path, Stamp> before, Map<Path, Stamp> now) {
        return new Changed(
                now.keySet().stream()
                        .filter(file -> !before.containsKey(file))
                        .sorted()
                        .toList(),
                now.entrySet().stream()
                        .filter(entry -> before.containsKey(entry.getKey())
                                && !entry.getValue().equals(before.get(entry.getKey())))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList(),
                before.keySet().stream()
                        .filter(file -> !now.containsKey(file))
                        .sorted()
                        .toList());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
