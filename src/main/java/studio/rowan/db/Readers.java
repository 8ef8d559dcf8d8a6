package studio.rowan.db;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reader lanes: platform threads (F4), each with its own connection, opened by its first job. Interactive jobs,
/// background jobs, searches and what users wrote themselves have lanes of their own: nothing long delays a page.
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final TaskQueue interactive = new TaskQueue();
    private final TaskQueue background = new TaskQueue();
    private final TaskQueue queries = new TaskQueue();
    private final TaskQueue searches = new TaskQueue();
    private final TaskQueue watching = new TaskQueue();
    private final TaskQueue cells = new TaskQueue();
    private final TaskQueue sorting = new TaskQueue();
    private final TaskQueue exports = new TaskQueue();
    private final List<Reader> lanes = new ArrayList<>();
    private final Gate gate = new Gate();

    Readers(String name, Connections connections, int interactiveLanes) {
        for (int i = 1; i <= interactiveLanes; i++) {
            lanes.add(new Reader("rowan-reader-" + i + " " + name, interactive, connections::reader));
        }
        lanes.add(new Reader("rowan-background " + name, background, connections::reader));
        lanes.add(new Reader("rowan-query " + name, queries, connections::reader));
        lanes.add(new Reader("rowan-search " + name, searches, connections::reader));
        lanes.add(new Reader("rowan-watch " + name, watching, connections::reader));
        lanes.add(new Reader("rowan-cell " + name, cells, connections::cellReader));
        lanes.add(new Reader("rowan-sort " + name, sorting, connections::reader));
        lanes.add(new Reader("rowan-export " + name, exports, connections::reader));
    }

    void page(Task task) {
        interactive.add(task);
    }

    void background(Task task) {
        background.add(task);
    }

    /// Runs what a user wrote.
    void query(Task task) {
        queries.add(task);
    }

    void search(Task task) {
        searches.add(task);
    }

    /// Reads one cell of any weight, on a connection without the bound that the others have.
    void cell(Task task) {
        cells.add(task);
    }

    /// Runs what sorts a whole table, one at a time.
    void sort(Task task) {
        sorting.add(task);
    }

    /// Runs what writes rows to files of the user, one at a time.
    void export(Task task) {
        exports.add(task);
    }

    /// Runs on the connection that does nothing else, so that the answer never waits for other reads.
    void watch(Task task) {
        watching.add(task);
    }

    /// Runs `body` while no reader connection is open: some work needs the file for itself. Reads that run are waited
    /// for, but a sort, which can take minutes, gives way (see [Job#gaveWay]).
    /// @throws DbError.Cancelled where the job is cancelled while it waits
    void withoutReaders(Job<?> job, Runnable body) {
        gate.shut(job, () -> lanes.forEach(Reader::giveWay));
        try {
            lanes.forEach(Reader::closeConnection);
            body.run();
        } finally {
            gate.open();
        }
    }

    @Override
    public void close() {
        interactive.close();
        background.close();
        queries.close();
        searches.close();
        watching.close();
        cells.close();
        sorting.close();
        exports.close();
        lanes.forEach(Reader::cancelRunning);
        lanes.forEach(Reader::join);
    }

    private final class Reader {
        private final TaskQueue queue;
        private final Supplier<Conn> connect;
        private final Thread thread;
        private @Nullable Conn conn;
        private volatile @Nullable Job<?> running;

        Reader(String name, TaskQueue queue, Supplier<Conn> connect) {
            this.queue = queue;
            this.connect = connect;
            this.thread = Thread.ofPlatform().daemon().name(name).start(this::work);
        }

        private void work() {
            for (Task task = queue.take(); task != null; task = queue.take()) {
                gate.enter();
                running = task.job();
                if (queue.isClosed()) {
                    task.job().cancel();
                }
                try {
                    task.run(this::conn).run();
                } catch (Throwable t) {
                    task.broke(t);
                } finally {
                    running = null;
                    dropSpoilt();
                    gate.leave();
                }
            }
            closeConnection();
        }

        /// Whoever waits at the gate would wait for ever, if this threw.
        private void dropSpoilt() {
            try {
                if (conn != null && conn.isSpoilt()) {
                    closeConnection();
                }
            } catch (DbError e) {
                LOG.warn("a connection that is no longer used could not be closed", e);
            }
        }

        private Conn conn() {
            Conn open = conn;
            if (open == null) {
                open = connect.get();
                conn = open;
            }
            return open;
        }

        void giveWay() {
            Job<?> job = running;
            if (job != null && queue == sorting) {
                job.giveWay();
            }
        }

        void cancelRunning() {
            Job<?> job = running;
            if (job != null) {
                job.cancel();
            }
        }

        /// By the lane itself when it ends, or by who needs the file for himself, perhaps at the same time.
        synchronized void closeConnection() {
            Conn open = conn;
            conn = null;
            if (open != null) {
                open.close();
            }
        }

        void join() {
            Threads.join(thread);
        }
    }
}
