package studio.rowan.db;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waiting tasks of a lane, first come first served; while a session holds the lane, only its own are handed out.
final class TaskQueue implements AutoCloseable {
    private final Deque<Task> waiting = new ArrayDeque<>();
    private @Nullable Session holder;
    private boolean closed;

    void add(Task task) {
        synchronized (this) {
            if (!closed) {
                waiting.add(task);
                notifyAll();
                return;
            }
        }
        task.job().fail(new DbError.Cancelled(null));
    }

    /// The next task that may run; `null` once closed and empty.
    @Nullable
    Task take() {
        while (true) {
            List<Task> ended = new ArrayList<>();
            Task next;
            boolean over;
            synchronized (this) {
                next = next(ended);
                over = closed;
                if (next == null && ended.isEmpty() && !over && !pause()) {
                    return null;
                }
            }
            // Told without the lock: whoever hears of it may hold one of their own while adding the next task.
            ended.forEach(task -> task.job().fail(new DbError.Cancelled(null)));
            if (next != null || over) {
                return next;
            }
        }
    }

    /// Bounded, so that a task cancelled while it waits is answered.
    private boolean pause() {
        try {
            wait(100);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable Task next(List<Task> ended) {
        for (Iterator<Task> i = waiting.iterator(); i.hasNext(); ) {
            Task task = i.next();
            if (closed || task.job().isCancelled()) {
                i.remove();
                ended.add(task);
            } else if (holder == null || task.owner() == holder || task.frame() == Task.Frame.GLANCE) {
                i.remove();
                return task;
            }
        }
        return null;
    }

    synchronized void hold(@Nullable Session session) {
        holder = session;
        notifyAll();
    }

    synchronized @Nullable Session holder() {
        return holder;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
