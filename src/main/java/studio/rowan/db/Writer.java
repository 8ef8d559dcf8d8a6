package studio.rowan.db;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The one writer lane. Its connection is opened by its first job and stays until the file is closed.
final class Writer implements AutoCloseable {
    private final Connections connections;
    private final Readers readers;
    private final BooleanSupplier forbiddenThread;
    private final Watch watch;
    private final TaskQueue queue = new TaskQueue();
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

    <T> Job<T> exclusive(String title, Work<T> body) {
        return run(title, null, Task.Frame.BARE, access -> {
            var result = new Object() {
                @Nullable
                T value;
            };
            readers.withoutReaders(() -> result.value = body.apply(access));
            return java.util.Objects.requireNonNull(result.value);
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
        run(session.title(), session, Task.Frame.BARE, _ -> {
            conn().rollbackIfOpen();
            return true;
        });
    }

    private void work() {
        for (Task task = queue.take(); task != null; task = queue.take()) {
            Session owner = task.owner();
            running = owner == null ? null : task.job();
            if (queue.isClosed() && running != null) {
                task.job().cancel();
            }
            Runnable answer = task.run(this::conn);
            running = null;
            Conn open = conn;
            if (owner != null && open != null) {
                queue.hold(open.inTransaction() ? owner : null);
            }
            if (task.frame() != Task.Frame.GLANCE) {
                watch.own();
            }
            answer.run();
        }
        Conn open = conn;
        if (open != null) {
            open.rollbackIfOpen();
            open.close();
        }
    }

    private Conn conn() {
        Conn open = conn;
        if (open == null) {
            open = connections.writer();
            watch.writerOpened(open);
            conn = open;
        }
        return open;
    }

    /// A transaction of ours that runs is finished; what a console runs is cancelled and rolled back.
    @Override
    public void close() {
        queue.close();
        Job<?> console = running;
        if (console != null) {
            console.cancel();
        }
        Threads.join(thread);
    }
}
