package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;

@ExtendWith(ApplicationExtension.class)
final class JobsTest {
    @TempDir
    Path folder;

    private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private Jobs jobs;
    private TestDb db;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(unexpected::add, nanos::get);
    }

    @BeforeEach
    void open() {
        db = TestDb.create(folder);
    }

    @AfterEach
    void close() {
        db.close();
        jobs.close();
    }

    @Test
    void aResultArrivesOnTheWindowsThread(FxRobot robot) throws Exception {
        List<Object> got = new CopyOnWriteArrayList<>();
        robot.interact(() -> jobs.run(
                db.db()
                        .read(
                                "one",
                                access -> access.scalar(Sql.of("SELECT 41 + 1")).asLong()),
                value -> {
                    got.add(Platform.isFxApplicationThread());
                    got.add(value);
                },
                got::add));
        waitFor(() -> got.size() == 2);
        assertThat(got).containsExactly(true, 42L);
    }

    @Test
    void anErrorOfTheDatabaseGoesToTheCaller(FxRobot robot) throws Exception {
        List<DbError> got = new CopyOnWriteArrayList<>();
        robot.interact(() -> jobs.run(
                db.db().read("bad", access -> access.scalar(Sql.of("SELECT nothing"))),
                _ -> unexpected.add(new AssertionError("no result expected")),
                got::add));
        waitFor(() -> !got.isEmpty());
        assertThat(got.getFirst()).isInstanceOf(DbError.Syntax.class);
        assertThat(unexpected).isEmpty();
    }

    @Test
    void whatNobodyExpectedGoesToTheErrorWindow(FxRobot robot) throws Exception {
        List<DbError> got = new CopyOnWriteArrayList<>();
        robot.interact(() -> {
            jobs.run(
                    db.db().read("bug", _ -> {
                        throw new IllegalStateException("bug in the work");
                    }),
                    _ -> {},
                    got::add);
            jobs.run(
                    Job.done("fine", 1),
                    _ -> {
                        throw new IllegalStateException("bug in the pane");
                    },
                    got::add);
        });
        // The error window hears of it before its caller does.
        waitFor(() -> unexpected.size() == 2 && !got.isEmpty());
        assertThat(unexpected)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder("bug in the work", "bug in the pane");
        assertThat(got)
                .as("the work has ended, which whoever waits for it must hear")
                .singleElement()
                .isInstanceOf(DbError.Unexpected.class);
    }

    @Test
    void aJobThatLastsIsListedWithProgressAndCanBeCancelled(FxRobot robot) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        List<DbError> got = new CopyOnWriteArrayList<>();
        robot.interact(() -> jobs.run(
                db.db().read("Counting", access -> {
                    access.job().report(1500, 6000, "rows");
                    started.countDown();
                    return access.scalar(Sql.of(
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"));
                }),
                _ -> {},
                got::add));
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(onFx(() -> jobs.running().isEmpty())).isTrue();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        waitFor(() -> onFx(() -> jobs.running().size() == 1
                && jobs.running().getFirst().text().get().equals("Counting: 1,500 of 6,000 rows")
                && jobs.running().getFirst().fraction().get() == 0.25));
        robot.interact(() -> jobs.running().getFirst().cancel());
        waitFor(() -> !got.isEmpty());
        assertThat(got.getFirst()).isInstanceOf(DbError.Cancelled.class);
        assertThat(onFx(() -> jobs.running().isEmpty())).isTrue();
    }

    @Test
    void backgroundWorkRunsInOrderOffTheWindowsThread(FxRobot robot) throws Exception {
        List<Object> got = new CopyOnWriteArrayList<>();
        robot.interact(() -> {
            jobs.background(() -> Platform.isFxApplicationThread(), got::add, got::add);
            jobs.background(
                    () -> {
                        throw new java.io.IOException("no such file");
                    },
                    got::add,
                    e -> got.add(e.getMessage()));
            jobs.background(() -> 3, value -> got.add(Platform.isFxApplicationThread() ? value : -1), got::add);
        });
        waitFor(() -> got.size() == 3);
        assertThat(got).containsExactly(false, "no such file", 3);
    }

    @Test
    void aDebouncedActionRunsOnceForManyCalls(FxRobot robot) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger after = new AtomicInteger();
        robot.interact(() -> {
            Jobs.Debounced debounced = jobs.debounce(Duration.millis(30), runs::incrementAndGet);
            for (int i = 0; i < 10; i++) {
                debounced.trigger();
            }
            jobs.debounce(Duration.millis(300), after::incrementAndGet).trigger();
            Jobs.Debounced never = jobs.debounce(Duration.millis(1), () -> runs.addAndGet(100));
            never.trigger();
            never.cancel();
        });
        waitFor(() -> after.get() == 1);
        assertThat(runs).hasValue(1);
    }

    private static boolean onFx(BooleanSupplier question) {
        List<Boolean> answer = new ArrayList<>();
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> answer.add(question.getAsBoolean()));
        return answer.getFirst();
    }

    private static void waitFor(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, condition::getAsBoolean);
    }
}
