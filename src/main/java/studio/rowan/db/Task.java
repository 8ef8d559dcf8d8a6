package studio.rowan.db;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A job with the function it runs and how its transaction is framed.
final class Task {
    /// How the function is framed.
    enum Frame {
        /// One read snapshot around all its statements.
        SNAPSHOT,
        /// `BEGIN IMMEDIATE … COMMIT`, rolled back on any error.
        WRITE,
        /// No transaction of ours.
        BARE,
        /// A look at the connection itself, which changes nothing.
        GLANCE,
        /// The end of a session.
        LEAVE
    }

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    private final Job<?> job;
    private final Frame frame;
    private final @Nullable Session owner;
    private final Steps<?> steps;

    private record Steps<T>(
            Job<T> job, Work<T> body, @Nullable Function<? super RuntimeException, ? extends T> afterRollback) {
        Runnable run(Access access, Runnable commit) {
            T result = body.apply(access);
            commit.run();
            return () -> job.complete(result);
        }

        Runnable ended(Throwable thrown) {
            if (afterRollback != null && thrown instanceof RuntimeException e && !(e instanceof DbError.Cancelled)) {
                try {
                    T result = afterRollback.apply(e);
                    return () -> job.complete(result);
                } catch (RuntimeException other) {
                    return () -> job.fail(other);
                }
            }
            return () -> job.fail(thrown);
        }
    }

    <T> Task(Job<T> job, Frame frame, @Nullable Session owner, Work<T> body) {
        this(job, frame, owner, body, null);
    }

    <T> Task(
            Job<T> job,
            Frame frame,
            @Nullable Session owner,
            Work<T> body,
            @Nullable Function<? super RuntimeException, ? extends T> afterRollback) {
        this.job = job;
        this.frame = frame;
        this.owner = owner;
        this.steps = new Steps<>(job, body, afterRollback);
    }

    Job<?> job() {
        return job;
    }

    Frame frame() {
        return frame;
    }

    @Nullable
    Session owner() {
        return owner;
    }

    /// Runs on the lane's thread; never throws, whatever the function does.
    /// @return tells the job's owner how it ended, to be run when the lane is ready for what follows
    Runnable run(Supplier<Conn> connection) {
        Conn conn = null;
        try {
            job.checkCancelled();
            conn = connection.get();
            conn.running(job);
            if (frame != Frame.LEAVE) {
                conn.checkFile();
            }
            return runFramed(conn);
        } catch (Throwable t) {
            boolean ended = job.isCancelled() && t instanceof DbError && !(t instanceof DbError.Cancelled);
            Throwable told = ended ? new DbError.Cancelled(t) : t;
            return steps.ended(told);
        } finally {
            if (conn != null) {
                conn.running(null);
                conn.detach();
            }
        }
    }

    /// What is thrown beside the work itself (no memory, most likely) ends the job, never the lane: every later job
    /// would
    /// wait for ever.
    void broke(Throwable thrown) {
        LOG.error("a lane went on after {}", job, thrown);
        job.fail(thrown);
    }

    private Runnable runFramed(Conn conn) {
        try (SqlSession session = conn.session()) {
            switch (frame) {
                case SNAPSHOT -> conn.begin("BEGIN");
                case WRITE -> conn.begin("BEGIN IMMEDIATE");
                case BARE, GLANCE, LEAVE -> {}
            }
            Access access = new Access(conn, session, job, frame == Frame.WRITE);
            return steps.run(access, () -> commit(conn));
        } catch (Throwable t) {
            if (frame == Frame.SNAPSHOT || frame == Frame.WRITE) {
                // The flag would end the rollback too.
                conn.running(null);
                rollback(conn, t);
            }
            throw t;
        }
    }

    private void commit(Conn conn) {
        // Without a transaction of ours it is done already, perhaps to a file that has gone: that is to be said.
        if (frame == Frame.WRITE || frame == Frame.BARE) {
            conn.checkFile();
        }
        if (frame == Frame.SNAPSHOT || frame == Frame.WRITE) {
            conn.control("COMMIT");
        }
    }

    private static void rollback(Conn conn, Throwable cause) {
        try {
            conn.rollbackIfOpen();
            // Where SQLite rolled back by itself, as on a full disk, its journal stays until this connection reads:
            // readers would take it for that of a program that died.
            conn.exec("SELECT 1 FROM sqlite_schema LIMIT 1");
        } catch (DbError e) {
            cause.addSuppressed(e);
        }
    }
}
