package studio.rowan;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Work;

/// Every lane of a database that reads for the window, busy until they are let go.
public final class HeldLanes {
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<Job<Boolean>> held;

    public HeldLanes(Db db) {
        Work<Boolean> hold = _ -> {
            try {
                return free.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        held = List.of(
                db.query("held", hold),
                db.background("held", hold),
                db.search("held", hold),
                db.sort("held", hold),
                db.cells("held", hold),
                db.read("held", hold),
                db.read("held", hold));
    }

    /// @return whether all were held until now
    public boolean letGo() {
        free.countDown();
        return held.stream().allMatch(Job::await);
    }
}
