package studio.rowan.db;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Time, and the one timer of the program.
public interface Clock extends AutoCloseable {
    Instant now();

    /// Runs `task` again and again until the returned handle is closed. The task must be short: it shares one thread.
    Timer every(Duration period, Runnable task);

    /// Runs `task` once after `delay`, unless the returned handle is closed before.
    Timer after(Duration delay, Runnable task);

    @Override
    void close();

    /// Ends a repeated or delayed task.
    interface Timer extends AutoCloseable {
        @Override
        void close();
    }

    /// The system's clock with one daemon thread.
    static Clock system() {
        return new Clock() {
            private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("rowan-timer").unstarted(task));

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Timer every(Duration period, Runnable task) {
                return handle(timer.scheduleWithFixedDelay(
                        task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return handle(timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
            }

            private Timer handle(Future<?> future) {
                return () -> future.cancel(false);
            }

            @Override
            public void close() {
                timer.shutdownNow();
            }
        };
    }
}
