package studio.rowan.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// One run of SQLite's backup API ([backup](https://www.sqlite.org/c3ref/backup_finish.html)) from a connection to a
/// file, in steps of about a megabyte.
///
/// The driver never throws for it, so its number is checked, and it has no way to end a copy: neither interrupt nor an
/// exception does (F12, F21). SQLite itself ends a copy when the source's connection holds the write lock, so that is
/// taken for the few milliseconds until the copy has ended, and nothing is written.
final class PageCopy {
    /// Why a copy ended before its end.
    enum End {
        DONE,
        CANCELLED,
        /// The source was changed again and again, so that the copy began anew too often.
        CHANGING,
        /// The source was kept locked for as long as was allowed.
        TOO_LONG
    }

    private static final Logger LOG = LoggerFactory.getLogger(PageCopy.class);
    private static final int STEP_BYTES = 1 << 20;
    private static final long SYNC_BYTES = 16L << 20;

    private final Conn from;
    private final Job<?> job;
    private final boolean abortable;
    private boolean pinned;
    private long pinnedSince = -1;
    private int restartsAllowed = Integer.MAX_VALUE;
    private long deadline = Long.MAX_VALUE;
    private @Nullable Home synced;
    private @Nullable Runnable check;

    private int pageSize = 4096;
    private long remaining = Long.MAX_VALUE;
    private long copiedSinceSync;
    private int restarts;
    private long pages;
    private @Nullable End wanted;
    private @Nullable RuntimeException failure;

    PageCopy(Conn from, Job<?> job, boolean abortable) {
        this.from = from;
        this.job = job;
        this.abortable = abortable;
    }

    /// Pages are read in the snapshot of a transaction that is open.
    PageCopy pinned() {
        pinned = true;
        return this;
    }

    /// Ends as [End#CHANGING] after that many new beginnings; where it cannot end, the source is locked instead.
    PageCopy restarts(int allowed) {
        restartsAllowed = allowed;
        return this;
    }

    /// Ends as [End#TOO_LONG] at this time of [System#nanoTime].
    PageCopy until(long nanos) {
        deadline = nanos;
        return this;
    }

    /// Brings what is written to the disk between the steps, so that the last step, which does it under the source's
    /// lock, is short.
    PageCopy syncing(Home target) {
        synced = target;
        return this;
    }

    /// Asks once while the target is locked for writing and nothing of it is committed yet; what it throws ends the
    /// copy. (A database of one page is committed by then.)
    PageCopy before(Runnable commit) {
        check = commit;
        return this;
    }

    int restarts() {
        return restarts;
    }

    long pages() {
        return pages;
    }

    /// How long the source was kept locked because the copy could not be ended; 0 where it was not.
    long lockedNanos() {
        return pinnedSince < 0 ? 0 : System.nanoTime() - pinnedSince;
    }

    /// @param target an absolute path or a `file:` URI
    /// @param retries how often a locked target is tried again, each after 50 ms
    /// @throws DbError where the copy failed
    End run(String target, int retries) {
        pageSize = (int) from.number("PRAGMA page_size");
        int step = Math.max(1, STEP_BYTES / pageSize);
        if (check != null) {
            step = (int) Math.max(1, Math.min(step, from.number("PRAGMA page_count") / 2));
        }
        int code;
        try {
            code = from.jdbc().getDatabase().backup("main", target, this::progress, 50, retries, step);
        } catch (SQLException e) {
            throw DbError.of(e, null);
        }
        if (wanted != null || failure != null) {
            from.rollbackIfOpen();
        }
        if (failure != null) {
            throw failure;
        }
        if (code == 0) {
            return wanted == End.CANCELLED ? End.CANCELLED : End.DONE;
        }
        if (wanted != null && (code & 0xff) == 5) {
            return wanted;
        }
        throw DbError.ofCode(code, SQLiteErrorCode.getErrorCode(code).message, null, null);
    }

    private void progress(int left, int total) {
        pages = total;
        if (left >= remaining) {
            restarts++;
            copiedSinceSync = 0;
        } else if (remaining != Long.MAX_VALUE) {
            copiedSinceSync += (remaining - left) * pageSize;
        }
        remaining = left;
        job.report(total - left, total, "pages");
        // An exception would be lost in the driver, which goes on copying.
        guarded(() -> ask(total));
        // What went wrong ends the copy now: the next step may be its last.
        guarded(this::steer);
    }

    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /// While the target is still another's, nothing is copied, and what is asked would not hold.
    private void ask(int total) {
        Runnable asked = check;
        if (asked != null && total > 0) {
            check = null;
            asked.run();
        }
    }

    private void steer() {
        if (wanted == null) {
            wanted = failure == null ? ending() : End.CANCELLED;
        }
        if (wanted != null) {
            abort();
        } else if (synced != null && copiedSinceSync >= SYNC_BYTES) {
            copiedSinceSync = 0;
            synced.sync();
        }
    }

    private @Nullable End ending() {
        if (job.isCancelled()) {
            return End.CANCELLED;
        }
        if (restarts > restartsAllowed) {
            return End.CHANGING;
        }
        return System.nanoTime() > deadline ? End.TOO_LONG : null;
    }

    /// Tried again at the next step while another program holds the write lock.
    private void abort() {
        if (!abortable) {
            pin();
            return;
        }
        from.rollbackIfOpen();
        try {
            from.begin("BEGIN IMMEDIATE");
        } catch (DbError.Busy e) {
            LOG.debug("the copy goes on for a step, since another program writes: {}", e.words());
        }
    }

    /// What cannot be ended has to come to its end: from here on the source stays as it is.
    private void pin() {
        if (!pinned) {
            pinned = true;
            from.snapshot();
            pinnedSince = System.nanoTime();
        }
        if (wanted != End.CANCELLED) {
            wanted = null;
            restartsAllowed = Integer.MAX_VALUE;
        }
    }
}
