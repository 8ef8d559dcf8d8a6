package studio.rowan.db;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The copies of one database that are being made, each on a thread of its own: the driver keeps a connection's thread
/// busy for as long as a copy lasts.
final class Copies implements AutoCloseable {
    private record Running(Thread thread, @Nullable Job<?> job) {}

    private final String name;
    private final BooleanSupplier forbiddenThread;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

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
                        return body.apply(job);
                    } finally {
                        running.remove(mine);
                    }
                });
    }

    /// Ends what runs, and waits until it has.
    @Override
    public void close() {
        for (Running copy : running) {
            Job<?> job = copy.job();
            if (job != null) {
                job.cancel();
            }
            Threads.join(copy.thread());
        }
    }
}
