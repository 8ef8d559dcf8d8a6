package studio.rowan.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import studio.rowan.grid.RowWindow;

/// Waits for what a window reads, without turning a processor that the readers need.
final class Arrivals implements RowWindow.Listener {
    private final Semaphore came = new Semaphore(0);

    @Override
    public void arrived() {
        came.release();
    }

    @Override
    public void moved(long by) {
        came.release();
    }

    void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing came for ten minutes");
            }
            boolean unused = came.tryAcquire(20, TimeUnit.MILLISECONDS);
            came.drainPermits();
        }
    }
}
