package studio.rowan.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testfx.service.query.EmptyNodeQueryException;
import org.testfx.util.WaitForAsyncUtils;

/// Waits for a condition of the window, with a hang guard and never a fixed sleep.
public final class Waiting {
    private Waiting() {}

    /// Asks on the window's own thread, for only there a scene stands still while it is read.
    ///
    /// @param condition a node that it looks up and that is not there yet counts as "not yet"
    public static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(
                    60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000, () -> holds(condition)));
        } catch (TimeoutException e) {
            throw new AssertionError("did not come true in 60 s", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (EmptyNodeQueryException e) {
            return false;
        }
    }
}
