package studio.rowan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Clock;

/// Time that passes only when the test says so: what is due then runs on the test's thread.
public final class HandClock implements Clock {
    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.now();

    private static final class Task {
        private final Duration period;
        private final boolean again;
        private final Runnable run;
        private Instant next;

        private Task(Instant next, Duration period, boolean again, Runnable run) {
            this.next = next;
            this.period = period;
            this.again = again;
            this.run = run;
        }
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return add(period, true, task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return add(delay, false, task);
    }

    private synchronized Timer add(Duration period, boolean again, Runnable run) {
        Task task = new Task(now.plus(period), period, again, run);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    /// Lets time pass; a task that was due several times meanwhile runs once.
    public void advance(Duration by) {
        List<Task> due;
        synchronized (this) {
            now = now.plus(by);
            due = tasks.stream().filter(task -> !task.next.isAfter(now)).toList();
            for (Task task : due) {
                task.next = now.plus(task.period);
            }
            tasks.removeIf(task -> due.contains(task) && !task.again);
        }
        due.forEach(task -> task.run.run());
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
