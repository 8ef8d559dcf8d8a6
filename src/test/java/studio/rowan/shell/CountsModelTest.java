package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Waiting;
import studio.rowan.schema.Counts;

@ExtendWith(ApplicationExtension.class)
class CountsModelTest {
    @TempDir
    Path folder;

    /// When rows of the list move, one cell shows a table before the other lets it go.
    @Test
    void aTableThatMovedToAnotherCellIsCountedAgain() {
        List<Throwable> unexpected = new ArrayList<>();
        try (Clock clock = Clock.system();
                TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)")) {
            Jobs jobs = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new Jobs(unexpected::add));
            CountsModel counts = WaitForAsyncUtils.waitForAsyncFx(
                    10_000, () -> new CountsModel(new Counts(db.workspace(), clock), jobs));
            Object first = new Object();
            Object second = new Object();
            WaitForAsyncUtils.waitForAsyncFx(10_000, () -> counts.show(first, db.object("t")));
            Waiting.until(() -> counts.text(db.object("t")).get().equals("1"));
            db.run("INSERT INTO t VALUES (2)");
            WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
                counts.show(second, db.object("t"));
                counts.hide(first);
                counts.refresh();
            });
            Waiting.until(() -> counts.text(db.object("t")).get().equals("2"));
            WaitForAsyncUtils.waitForAsyncFx(10_000, counts::close);
            jobs.close();
        }
        assertThat(unexpected).isEmpty();
    }
}
