package studio.rowan.db;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Waiting tasks of a lane, first come first served; while a session holds the lane, only its own are handed out.
final class TaskQueue implements AutoCloseable {
    private final Deque<Task> waiting = new ArrayDeque<>();
    private @Nullable Session holder;
    private boolean closed;

    synchronized void add(Task task) {
        if (closed) {
            task.job().fail(new DbError.Cancelled(null));
            return;
        }
        waiting.add(task);
        notifyAll();
    }

    /// The next task that may run; `null` once closed and empty.
    synchronized @Nullable Task take() {
        while (true) {
            Task next = next();
            if (next != null) {
                return next;
            }
            if (closed) {
                return null;
            }
            try {
                // Bounded, so that a task cancelled while it waits is answered.
                wait(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    private @Nullable Task next() {
        for (Iterator<Task> i = waiting.iterator(); i.hasNext(); ) {
            Task task = i.next();
            if (closed || task.job().isCancelled()) {
                i.remove();
                task.job().fail(new DbError.Cancelled(null));
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
