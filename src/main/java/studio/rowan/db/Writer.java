package studio.rowan.db;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one writer lane. Its connection is opened by its first job and stays until the file is closed.
final class Writer implements AutoCloseable {
    private final Connections connections;
    private final Readers readers;
    private final BooleanSupplier forbiddenThread;
    private final Watch watch;
    private final TaskQueue queue = new TaskQueue();
    /// Those that may have a connection; touched on the lane's thread only.
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Thread thread;
    private volatile @Nullable Conn conn;
    private volatile @Nullable Job<?> running;

    Writer(String name, Connections connections, Readers readers, BooleanSupplier forbiddenThread, Watch watch) {
        this.connections = connections;
        this.readers = readers;
        this.forbiddenThread = forbiddenThread;
        this.watch = watch;
        this.thread = Thread.ofPlatform().daemon().name("rowan-writer " + name).start(this::work);
    }

    <T> Job<T> run(String title, @Nullable Session owner, Task.Frame frame, Work<T> body) {
        Job<T> job = new Job<>(title, forbiddenThread);
        queue.add(new Task(job, frame, owner, body));
        return job;
    }

    <T> Job<T> write(String title, Work<T> body, Function<? super RuntimeException, ? extends T> afterRollback) {
        Job<T> job = new Job<>(title, forbiddenThread);
        queue.add(new Task(job, Task.Frame.WRITE, null, body, afterRollback));
        return job;
    }

    <T> Job<T> exclusive(String title, Work<T> body) {
        return run(title, null, Task.Frame.BARE, access -> {
            var result = new Object() {
                @Nullable
                T value;
            };
            sessions.forEach(Session::closeConnection);
            readers.withoutReaders(access.job(), () -> result.value = body.apply(access));
            return java.util.Objects.requireNonNull(result.value);
        });
    }

    /// What other connections of the program committed for us meanwhile (Flyway's) is no change from outside.
    private void own() {
        Conn open = conn;
        if (open != null) {
            watch.writerSettled(open);
        } else {
            watch.readerSettled();
        }
    }

    /// Runs `body` while no connection of this database is open at all.
    <T> Job<T> alone(String title, Function<Job<T>, T> body) {
        return exclusive(title, access -> {
            Conn open = conn;
            conn = null;
            @SuppressWarnings("unchecked") // the job of this very function
            Job<T> job = (Job<T>) access.job();
            try {
                if (open != null) {
                    open.close();
                }
                return body.apply(job);
            } finally {
                watch.forget();
            }
        });
    }

    boolean isOpen() {
        return conn != null;
    }

    @Nullable
    Session holder() {
        return queue.holder();
    }

    void release(Session session) {
        run(session.title(), session, Task.Frame.LEAVE, _ -> true);
    }

    private void work() {
        for (Task task = queue.take(); task != null; task = queue.take()) {
            try {
                work(task);
            } catch (Throwable t) {
                task.broke(t);
            }
        }
        sessions.forEach(Session::closeConnection);
        Conn open = conn;
        if (open != null) {
            try (open) {
                open.rollbackIfOpen();
            }
        }
    }

    private void work(Task task) {
        Session owner = task.owner();
        running = owner == null ? null : task.job();
        if (queue.isClosed() && running != null) {
            task.job().cancel();
        }
        Runnable answer = task.run(() -> owner == null ? conn() : connOf(owner));
        running = null;
        if (owner != null) {
            settle(owner, task.frame() == Task.Frame.LEAVE);
        } else if (task.frame() == Task.Frame.BARE) {
            own();
        }
        if (task.frame() != Task.Frame.GLANCE) {
            watch.own();
        }
        answer.run();
    }

    /// A session holds the lane while a transaction of its own is open. Until it ends it may lock the lane's connection
    /// out, and commits nothing that this would have to know of.
    private void settle(Session session, boolean leaves) {
        if (leaves) {
            session.closeConnection();
            sessions.remove(session);
        }
        boolean holds = session.inTransaction();
        queue.hold(holds ? session : null);
        if (!holds) {
            own();
        }
    }

    /// The lane's own connection is opened too: the watch asks it, since a reader cannot tell our commits from others'.
    private Conn connOf(Session session) {
        conn();
        sessions.add(session);
        return session.open(connections);
    }

    private Conn conn() {
        Conn open = conn;
        if (open == null) {
            open = connections.writer();
            try {
                watch.writerOpened(open);
            } catch (RuntimeException e) {
                open.close();
                throw e;
            }
            conn = open;
        }
        return open;
    }

    /// Ends what a console runs; a transaction of ours goes on.
    void cancelConsole() {
        Job<?> console = running;
        if (console != null) {
            console.cancel();
        }
    }

    /// A transaction of ours that runs is finished; what a console runs is cancelled and rolled back.
    @Override
    public void close() {
        queue.close();
        cancelConsole();
        Threads.join(thread);
    }
}
