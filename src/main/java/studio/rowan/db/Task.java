package studio.rowan.db;

import java.util.function.Supplier;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;

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
        GLANCE
    }

    private final Job<?> job;
    private final Frame frame;
    private final @Nullable Session owner;
    private final Steps<?> steps;

    private record Steps<T>(Job<T> job, Work<T> body) {
        void run(Access access, Runnable commit) {
            T result = body.apply(access);
            commit.run();
            job.complete(result);
        }
    }

    <T> Task(Job<T> job, Frame frame, @Nullable Session owner, Work<T> body) {
        this.job = job;
        this.frame = frame;
        this.owner = owner;
        this.steps = new Steps<>(job, body);
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
    void run(Supplier<Conn> connection) {
        Conn conn = null;
        try {
            job.checkCancelled();
            conn = connection.get();
            conn.running(job);
            runFramed(conn);
        } catch (Throwable t) {
            job.fail(
                    job.isCancelled() && !(t instanceof DbError.Cancelled) && t instanceof DbError
                            ? new DbError.Cancelled(t)
                            : t);
        } finally {
            if (conn != null) {
                conn.running(null);
            }
        }
    }

    private void runFramed(Conn conn) {
        Conn c = conn;
        try (SqlSession session = conn.session()) {
            switch (frame) {
                case SNAPSHOT -> c.exec("BEGIN");
                case WRITE -> c.exec("BEGIN IMMEDIATE");
                case BARE, GLANCE -> {}
            }
            Access access = new Access(c, session, job, frame == Frame.WRITE);
            steps.run(access, () -> commit(c));
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
        if (frame == Frame.SNAPSHOT || frame == Frame.WRITE) {
            conn.exec("COMMIT");
        }
    }

    private static void rollback(Conn conn, Throwable cause) {
        try {
            conn.rollbackIfOpen();
        } catch (DbError e) {
            cause.addSuppressed(e);
        }
    }
}
