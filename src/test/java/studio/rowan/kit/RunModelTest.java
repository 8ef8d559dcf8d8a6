package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

@ExtendWith(ApplicationExtension.class)
final class RunModelTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private final AtomicReference<String> holder = new AtomicReference<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Jobs jobs;
    private RunModel runs;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(unexpected::add);
        runs = new RunModel(jobs, holder::get);
    }

    @AfterEach
    void close() {
        gate.countDown();
        jobs.close();
        assertThat(unexpected).isEmpty();
    }

    /// Ends when the gate opens, or when it is cancelled.
    private Job<String> waiting() {
        return jobs.task("wait", job -> {
            job.report(1, 4, "steps");
            job.stage("gate");
            job.report(2, 4, "steps");
            while (gate.getCount() > 0) {
                job.checkCancelled();
                Thread.onSpinWait();
            }
            return "opened";
        });
    }

    private void start(RunModel.Telling telling) {
        runs.start(this::waiting, telling, told::add, told::add);
    }

    @Test
    void oneJobRunsAtATimeAndTellsHowFarItIs(FxRobot robot) {
        AtomicInteger asked = new AtomicInteger();
        robot.interact(() -> {
            runs.notice().set(Notice.info("before"));
            start(job -> "now at " + job.stage());
            runs.start(
                    () -> {
                        asked.incrementAndGet();
                        return Job.done("second", 2);
                    },
                    Job::title,
                    told::add);
        });
        assertThat(asked).hasValue(0);
        assertThat(runs.notice().get()).isNull();
        Waiting.until(() ->
                runs.title().get().equals("now at gate") && runs.fraction().get() == 0.5);
        List<Boolean> running = new ArrayList<>();
        robot.interact(() -> runs.running().subscribe((_, now) -> running.add(now)));
        gate.countDown();
        Waiting.until(() -> !told.isEmpty());
        assertThat(told).containsExactly("opened");
        assertThat(running).containsExactly(false);
        robot.interact(() -> runs.start(() -> Job.done("third", 3), Job::title, told::add));
        Waiting.until(() -> told.size() == 2);
        assertThat(told).containsExactly("opened", 3);
    }

    @Test
    void aCancelledJobSaysSoUntilItHasEnded(FxRobot robot) {
        robot.interact(() -> start(_ -> "working"));
        assertThat(runs.title().get()).isEqualTo("working");
        robot.interact(() -> {
            runs.cancel();
            told.add(runs.title().get());
        });
        Waiting.until(() -> !runs.running().get());
        assertThat(told).hasSize(2).first().isEqualTo("Cancelling…");
        assertThat(told.getLast()).isInstanceOf(DbError.Cancelled.class);
    }

    @Test
    void onlyWhatNeedsTheFileIsKeptByAnOpenTransaction(FxRobot robot) {
        holder.set("Console 1");
        robot.interact(() -> start(_ -> "reading"));
        assertThat(runs.title().get()).isEqualTo("reading");
        robot.interact(runs::cancel);
        Waiting.until(() -> !runs.running().get());
        robot.interact(() -> start(new RunModel.Telling() {
            @Override
            public String title(Job<?> job) {
                return "writing";
            }

            @Override
            public boolean needsFile() {
                return true;
            }
        }));
        assertThat(runs.title().get()).isEqualTo("Waiting: Console 1 has an open transaction");
        holder.set(null);
        Waiting.until(() -> runs.title().get().equals("writing"));
    }

    @Test
    void whatFailsIsToldByTheNotice(FxRobot robot) {
        robot.interact(() -> runs.start(
                () -> jobs.task("fail", job -> {
                    throw new DbError.Cancelled(null);
                }),
                Job::title,
                told::add));
        Waiting.until(() -> runs.notice().get() != null);
        assertThat(runs.running().get()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void whatDiesOfAMistakeHasEndedToo(FxRobot robot) {
        IllegalStateException mistake = new IllegalStateException("a mistake");
        robot.interact(() -> runs.start(
                () -> jobs.task("fail", _ -> {
                    throw mistake;
                }),
                Job::title,
                told::add));
        Waiting.until(() -> !runs.running().get());
        assertThat(runs.notice().get()).isNotNull();
        assertThat(unexpected).containsExactly(mistake);
        unexpected.clear();
        robot.interact(() -> runs.start(() -> Job.done("next", 1), Job::title, told::add));
        Waiting.until(() -> !told.isEmpty());
    }
}
