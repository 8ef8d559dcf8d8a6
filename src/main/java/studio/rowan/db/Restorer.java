package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the content of one database into the place of another through SQLite, in one transaction: who kills the
/// program leaves the file as it was before or as it is after. Then the two are compared.
final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);
    private static final long RETRY_NANOS = 5_000_000_000L;

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
    /// @return the pages of the file that is in place now
    long run() {
        job.stage("bringIn");
        boolean wal = prepare();
        long pages = bringIn();
        settle(wal);
        job.stage("compare");
        compare();
        return pages;
    }

    /// SQLite cannot bring another page size into a WAL file (F21).
    private boolean prepare() {
        int pageSize = sourcePageSize();
        try (Conn conn = connections.writer()) {
            conn.running(job);
            conn.checkFile();
            boolean wal = "wal".equals(conn.scalar("PRAGMA journal_mode"));
            if (wal && conn.number("PRAGMA page_size") != pageSize) {
                journalMode(conn, "delete");
            }
            return wal;
        }
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

    private long bringIn() {
        DbFiles.Lease lease = files.lease(live);
        try (lease;
                Conn from = new Connections(source, files, Connections.Way.READ_ONLY, 0).copier(true)) {
            from.running(job);
            long giveUp = System.nanoTime() + RETRY_NANOS;
            while (true) {
                PageCopy copy = new PageCopy(from, job, true);
                try {
                    if (copy.run(live.toString(), 2) == PageCopy.End.DONE) {
                        return copy.pages();
                    }
                    throw new DbError.Cancelled(null);
                } catch (DbError.Full | DbError.Io e) {
                    rollBack(e);
                    throw e;
                } catch (DbError.Busy e) {
                    job.checkCancelled();
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

    /// The file keeps the journal mode it had; a -wal that only we use is folded in.
    private void settle(boolean wal) {
        try (Conn conn = connections.writer()) {
            boolean now = "wal".equals(conn.scalar("PRAGMA journal_mode"));
            if (now != wal) {
                journalMode(conn, wal ? "wal" : "delete");
            }
            if (wal) {
                conn.scalar("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }

    /// Byte by byte where nobody else has the file open, else by what each table holds.
    private void compare() {
        Path wal = live.resolveSibling(live.getFileName() + "-wal");
        try {
            if (!files.isOpen(live) && (!Files.exists(wal) || Files.size(wal) == 0)) {
                long at = files.mismatch(live, source, job);
                if (at >= 0) {
                    throw differs("differs from the backup at byte " + at);
                }
                return;
            }
        } catch (IOException e) {
            throw DbFiles.io(live, e);
        }
        LOG.info("{} is in use elsewhere: compared with the backup by its rows", live);
        Contents now = contents(connections);
        Contents wanted = contents(new Connections(source, files, Connections.Way.STATIC, 0));
        if (!now.equals(wanted)) {
            throw differs("differs from the backup in pages or rows");
        }
    }

    private Contents contents(Connections to) {
        try (Conn conn = to.copier(false)) {
            conn.snapshot();
            return Contents.read(conn, job);
        }
    }

    private DbError differs(String words) {
        return new DbError.Corrupt(live.getFileName() + " " + words, 0, null, null);
    }
}
