package studio.rowan.db;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The copies of one database that are being made, each on a thread of its own: the driver keeps a connection's thread
/// busy for as long as a copy lasts.
final class Copies implements AutoCloseable {
    private record Running(Thread thread, Job<?> job) {}

    private final String name;
    private final BooleanSupplier forbiddenThread;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Copies(String name, BooleanSupplier forbiddenThread) {
        this.name = name;
        this.forbiddenThread = forbiddenThread;
    }

    <T> Job<T> start(String title, Function<Job<T>, T> body) {
        return Job.start(
                title,
                forbiddenThread,
                task -> {
                    Thread.ofPlatform().daemon().name("rowan-copy " + name).start(task);
                },
                job -> {
                    Running mine = new Running(Thread.currentThread(), job);
                    running.add(mine);
                    try {
                        if (closed) {
                            throw new DbError.Cancelled(null);
                        }
                        return body.apply(job);
                    } finally {
                        running.remove(mine);
                    }
                });
    }

    /// Ends what runs, and waits until it has.
    @Override
    public void close() {
        closed = true;
        running.forEach(copy -> copy.job().cancel());
        running.forEach(copy -> Threads.join(copy.thread()));
    }
}
