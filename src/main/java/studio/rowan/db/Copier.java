package studio.rowan.db;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Copies a database file that others may be writing to, so that the copy holds one moment and writers go on.
///
/// In WAL mode a pinned snapshot does it. In other modes a reader shuts writers out, so the copy is made in short steps
/// that begin anew when somebody wrote; after too many of those, the file is locked for one short moment in which it is
/// copied to memory, and written from there.
final class Copier {
    /// How long writers may be shut out at a stretch in a file that is not in WAL mode.
    static final Duration LOCK_BOUND = Duration.ofMillis(150);

    private static final int RESTARTS = 3;
    /// On a loaded machine one moment may be too short and the next one not.
    private static final int MOMENTS = 3;

    private static final long MEMORY_BOUND = 256L << 20;

    private final Connections connections;
    private final boolean abortable;
    private final boolean mayLock;
    private final Job<?> job;
    private final Home target;

    /// @param abortable the source may be opened for writing, so that a copy can be ended
    /// @param mayLock the user agreed to shut writers out for as long as it takes
    Copier(Connections connections, boolean abortable, boolean mayLock, Job<?> job, Home target) {
        this.connections = connections;
        this.abortable = abortable;
        this.mayLock = mayLock;
        this.job = job;
        this.target = target;
    }

    /// Blocks. Leaves no target where it fails or is cancelled.
    Copied run() {
        if (target.has("")) {
            throw new DbError.Io(DbError.Io.Reason.OTHER, "exists already: " + target.file(), 0, null, null);
        }
        target.createLike(connections.home());
        try (Conn from = connections.copier(abortable)) {
            from.running(job);
            from.checkFile();
            boolean still =
                    connections.way() == Connections.Way.STATIC || "wal".equals(from.scalar("PRAGMA journal_mode"));
            Copied copied = still ? inSnapshot(from) : inSteps(from);
            from.checkFile();
            target.sync();
            return copied;
        } catch (RuntimeException | Error t) {
            discard(t);
            if (job.isCancelled() && t instanceof DbError) {
                throw new DbError.Cancelled(t);
            }
            throw t;
        }
    }

    private void discard(Throwable cause) {
        try {
            target.delete();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /// Writers go on (WAL), or there are none (a file that is read as it lies).
    private Copied inSnapshot(Conn from) {
        from.snapshot();
        Contents contents = Contents.read(from, job);
        PageCopy copy = new PageCopy(from, job, abortable).pinned();
        check(copy.run(target.target(), 0));
        from.rollbackIfOpen();
        return new Copied(copy.pages(), contents.pageSize(), contents, 0, Duration.ZERO);
    }

    private Copied inSteps(Conn from) {
        long version = from.number("PRAGMA data_version");
        PageCopy copy = new PageCopy(from, job, abortable).restarts(RESTARTS).syncing(target);
        PageCopy.End end = copy.run(target.target(), 0);
        if (end != PageCopy.End.CHANGING) {
            check(end);
            Duration locked = Duration.ofNanos(copy.lockedNanos());
            // The number moves by one for each change that is seen, and each change that the copy saw is a restart.
            Contents contents = countIfQuiet(from, version + copy.restarts());
            return new Copied(copy.pages(), pageSize(from), contents, copy.restarts(), locked);
        }
        discardPartly();
        boolean fits = copy.pages() * pageSize(from) <= MEMORY_BOUND;
        for (int i = 0; fits && i < MOMENTS; i++) {
            Copied copied = throughMemory(from, copy.restarts());
            if (copied != null) {
                return copied;
            }
        }
        if (mayLock) {
            return locked(from, copy.restarts());
        }
        throw changing();
    }

    /// An ended copy leaves an empty file, which the next would take for a database of its own.
    private void discardPartly() {
        try {
            target.delete();
            target.createLike(connections.home());
        } catch (IOException e) {
            throw DbFiles.io(target.file(), e);
        }
    }

    /// Null where it would take too long.
    private @Nullable Copied throughMemory(Conn from, int restarts) {
        String name = "file:/rowan-copy-" + UUID.randomUUID() + "?vfs=memdb";
        try (Conn memory = connections.memory(name)) {
            memory.running(job);
            from.snapshot();
            long begin = System.nanoTime();
            long bound = begin + LOCK_BOUND.toNanos();
            PageCopy.End end =
                    new PageCopy(from, job, abortable).pinned().until(bound).run(name, 0);
            if (end == PageCopy.End.TOO_LONG) {
                return null;
            }
            check(end);
            Contents contents = count(from, bound);
            from.rollbackIfOpen();
            Duration locked = Duration.ofNanos(System.nanoTime() - begin);
            PageCopy write = new PageCopy(memory, job, true);
            check(write.run(target.target(), 0));
            return new Copied(write.pages(), pageSize(memory), contents, restarts, locked);
        }
    }

    private Copied locked(Conn from, int restarts) {
        from.snapshot();
        long begin = System.nanoTime();
        Contents contents = Contents.read(from, job);
        PageCopy copy = new PageCopy(from, job, abortable).pinned();
        check(copy.run(target.target(), 0));
        from.rollbackIfOpen();
        Duration locked = Duration.ofNanos(System.nanoTime() - begin);
        return new Copied(copy.pages(), contents.pageSize(), contents, restarts, locked);
    }

    /// What the source holds, where it is still as it was copied and can be counted in a short time.
    private @Nullable Contents countIfQuiet(Conn from, long version) {
        long bound = System.nanoTime() + LOCK_BOUND.toNanos();
        from.snapshot();
        try {
            return from.number("PRAGMA data_version") == version ? count(from, bound) : null;
        } finally {
            from.rollbackIfOpen();
        }
    }

    /// Null where there was no time for it.
    private @Nullable Contents count(Conn from, long bound) {
        from.endAt(bound);
        try {
            return Contents.read(from, job);
        } catch (DbError.Cancelled e) {
            job.checkCancelled();
            return null;
        } finally {
            from.endAt(Long.MAX_VALUE);
        }
    }

    private static int pageSize(Conn conn) {
        return (int) conn.number("PRAGMA page_size");
    }

    private static void check(PageCopy.End end) {
        switch (end) {
            case DONE -> {}
            case CANCELLED -> throw new DbError.Cancelled(null);
            case CHANGING, TOO_LONG -> throw changing();
        }
    }

    private static DbError changing() {
        return new DbError.Busy(
                "the file changes faster than it can be copied without shutting its writers out",
                DbError.Busy.CHANGING,
                null,
                null);
    }
}
