package studio.rowan.db;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the content of one database into the place of another through SQLite, in one transaction: who kills the
/// program leaves the file as it was before or as it is after. Then the two are compared.
final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);
    private static final long RETRY_NANOS = 5_000_000_000L;
    /// How often another program may slip in between before it is given up.
    private static final int MOST_ATTEMPTS = 5;
    private static final int SQLITE_BUSY_SNAPSHOT = 517;

    private final Path live;
    private final Path source;
    private final DbFiles files;
    private final Connections connections;
    private final Job<?> job;

    /// @param source a private, closed file: it is opened for writing, so that the copy can be ended
    /// @param connections to the live file
    Restorer(Path live, Path source, DbFiles files, Connections connections, Job<?> job) {
        this.live = live;
        this.source = source;
        this.files = files;
        this.connections = connections;
        this.job = job;
    }

    /// Blocks; no other connection of this database may be open.
    /// @param keep keeps the present state, while nobody can commit
    /// @throws DbError where it fails; the database is as it was then
    Replaced run(Consumer<Job<?>> keep) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(keep);
            } catch (DbError.Busy e) {
                job.checkCancelled();
                if (e.code() != SQLITE_BUSY_SNAPSHOT || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                LOG.info("{} was written between its backup and the exchange: begun anew", live);
            }
        }
    }

    private Replaced attempt(Consumer<Job<?>> keep) {
        boolean wal;
        long pages;
        try (ChangeCounter counter = files.changeCounter(live)) {
            try (Conn guard = connections.writer()) {
                guard.running(job);
                guard.checkFile();
                wal = "wal".equals(guard.scalar("PRAGMA journal_mode"));
                // SQLite cannot bring another page size into a WAL file (F21).
                boolean otherSize = wal && guard.number("PRAGMA page_size") != sourcePageSize();
                // What others commit after the present state was kept would be lost without a word.
                guard.begin("BEGIN IMMEDIATE");
                long version = guard.dataVersion();
                keep.accept(job);
                long count = read(counter);
                guard.rollbackIfOpen();
                job.stage("bringIn");
                if (otherSize) {
                    pages = bringInWithoutWal(guard, version, counter);
                } else {
                    pages = bringIn(wal ? () -> unchanged(guard, version) : () -> unchanged(counter, count));
                }
            }
        }
        settle(wal);
        job.stage("compare");
        return new Replaced(pages, compare());
    }

    private long bringInWithoutWal(Conn guard, long version, @Nullable ChangeCounter counter) {
        try {
            journalMode(guard, "delete");
            long count = read(counter);
            unchanged(guard, version);
            return bringIn(() -> unchanged(counter, count));
        } catch (RuntimeException e) {
            settle(true);
            throw e;
        }
    }

    private static long read(@Nullable ChangeCounter counter) {
        return counter == null ? 0 : counter.read();
    }

    private int sourcePageSize() {
        try (Conn conn = new Connections(source, files, Connections.Way.STATIC, 0).copier(false)) {
            return (int) conn.number("PRAGMA page_size");
        }
    }

    private static void journalMode(Conn conn, String mode) {
        String now = conn.scalar("PRAGMA journal_mode = " + mode);
        if (!mode.equals(now)) {
            throw new DbError.Busy("database is locked", 5, "PRAGMA journal_mode = " + mode, null);
        }
    }

    /// @param unchanged throws in the middle of it where others committed since the present state was kept
    private long bringIn(Runnable unchanged) {
        Lease lease = files.lease(live);
        try (lease;
                Conn from = new Connections(source, files, Connections.Way.READ_ONLY, 0).copier(true)) {
            from.running(job);
            long giveUp = System.nanoTime() + RETRY_NANOS;
            while (true) {
                PageCopy copy = new PageCopy(from, job, true).before(unchanged);
                try {
                    if (copy.run(files.home(live).target(), 2) == PageCopy.End.DONE) {
                        return copy.pages();
                    }
                    throw new DbError.Cancelled(null);
                } catch (DbError.Full | DbError.Io e) {
                    rollBack(e);
                    throw e;
                } catch (DbError.Busy e) {
                    job.checkCancelled();
                    if (e.code() == SQLITE_BUSY_SNAPSHOT) {
                        throw e;
                    }
                    if (System.nanoTime() > giveUp) {
                        throw e;
                    }
                    job.waitingForLock(true);
                }
            }
        } finally {
            job.waitingForLock(false);
        }
    }

    /// After a full disk SQLite leaves it to the next writer to roll our unfinished transaction back.
    private void rollBack(DbError cause) {
        try (Conn conn = connections.writer()) {
            conn.scalar("SELECT count(*) FROM sqlite_schema");
        } catch (DbError e) {
            cause.addSuppressed(e);
        }
    }

    private static void unchanged(Conn guard, long version) {
        unchanged(guard.dataVersion() == version);
    }

    /// SQLite lets no connection look while the copy has the file locked.
    private static void unchanged(@Nullable ChangeCounter counter, long count) {
        unchanged(read(counter) == count);
    }

    private static void unchanged(boolean is) {
        if (!is) {
            throw new DbError.Busy("another program wrote to it meanwhile", SQLITE_BUSY_SNAPSHOT, null, null);
        }
    }

    /// The file keeps the journal mode it had; a -wal that only we use is folded in. What is in place by now stays in
    /// place, so that trouble here is no failure.
    private void settle(boolean wal) {
        try (Conn conn = connections.writer()) {
            boolean now = "wal".equals(conn.scalar("PRAGMA journal_mode"));
            if (now != wal) {
                journalMode(conn, wal ? "wal" : "delete");
            }
            if (wal) {
                conn.scalar("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (DbError e) {
            LOG.warn("{} could not be given its journal mode again", live, e);
        }
    }

    /// Byte by byte where nobody else has the file open, else by what each table holds. The content is in place
    /// whatever comes of it, so nothing is thrown here.
    private Replaced.Match compare() {
        try {
            boolean alone = !isUsedElsewhere();
            if (alone && files.mismatch(live, source, job) < 0) {
                return Replaced.Match.SAME;
            }
            LOG.info("{} is in use elsewhere: compared with the backup by its rows", live);
            return compareRows(alone);
        } catch (DbError e) {
            LOG.warn("{} is restored and could not be compared with the backup", live, e);
            return Replaced.Match.NOT_COMPARED;
        }
    }

    private boolean isUsedElsewhere() {
        return files.isOpen(live) || files.home(files.real(live)).size("-wal") > 0;
    }

    private Replaced.Match compareRows(boolean alone) {
        Contents wanted = contents(new Connections(source, files, Connections.Way.STATIC, 0));
        try (Conn conn = connections.copier(false)) {
            conn.running(job);
            long version = conn.dataVersion();
            conn.snapshot();
            Contents now = Contents.read(conn, job);
            conn.rollbackIfOpen();
            if (now.equals(wanted)) {
                return Replaced.Match.SAME;
            }
            return alone && conn.dataVersion() == version ? Replaced.Match.DIFFERS : Replaced.Match.NOT_COMPARED;
        }
    }

    private Contents contents(Connections to) {
        try (Conn conn = to.copier(false)) {
            conn.snapshot();
            return Contents.read(conn, job);
        }
    }
}
