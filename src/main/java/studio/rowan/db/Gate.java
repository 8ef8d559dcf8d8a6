package studio.rowan.db;

/// Lets readers through until somebody needs the file for himself: then those that run are waited for, and new ones
/// stay outside until it is opened again. Whoever waits can be cancelled.
final class Gate {
    private static final long LOOK_MILLIS = 50;

    private int inside;
    private boolean shut;

    /// Waits while it is shut.
    synchronized void enter() {
        boolean interrupted = false;
        while (shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        inside++;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /// Waits until nobody is inside.
    /// @param asking asks those inside to leave, now and then
    /// @throws DbError.Cancelled as soon as the job is; the gate is open then
    synchronized void shut(Job<?> job, Runnable asking) {
        shut = true;
        try {
            while (inside > 0) {
                job.checkCancelled();
                asking.run();
                wait(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open();
            throw new DbError.Cancelled(e);
        } catch (DbError.Cancelled e) {
            open();
            throw e;
        }
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }
}
