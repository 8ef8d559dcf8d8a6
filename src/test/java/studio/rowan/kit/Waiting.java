package studio.rowan.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testfx.util.WaitForAsyncUtils;

/// Waits for a condition of the window, with a hang guard and never a fixed sleep.
public final class Waiting {
    private Waiting() {}

    public static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("did not come true in 20 s", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
