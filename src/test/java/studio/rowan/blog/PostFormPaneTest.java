package studio.rowan.blog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import studio.rowan.TestDb;
import studio.rowan.change.Changes;
import studio.rowan.change.Outcome;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Waiting;

/// A save takes its time: what came of it is about the post that was saved, whatever is in the form by then.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class PostFormPaneTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private TestDb db;
    private Jobs jobs;
    private PostFormModel form;
    private Post first;
    private Post other;

    @BeforeEach
    void start() {
        db = TestDb.create();
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        User ada = db.createTestUser();
        first = db.createTestPost(new Post.New("First", "Text", ada.id()));
        other = db.createTestPost(new Post.New("Other", "Text", ada.id()));
        form = new PostFormModel(db.workspace(), jobs, new CommitList() {
            @Override
            public void made(Changes changes, Outcome.Done done) {}

            @Override
            public boolean takeBack(Outcome.Done done) {
                return false;
            }
        });
    }

    @AfterEach
    void close() {
        over.countDown();
        jobs.close();
        db.close();
    }

    // ---- help ----

    private void open(FxRobot robot, Post post) {
        robot.interact(() -> form.open(post.id()));
        Waiting.until(() -> {
            PostFormModel.Shown now = form.shown().get();
            return now != null && now.id() == post.id();
        });
    }

    private void type(FxRobot robot, String title) {
        robot.interact(() -> form.draft().set(form.draft().get().withTitle(title)));
    }

    private void save(FxRobot robot) {
        robot.interact(form::save);
    }

    private <T extends PostFormModel.Event> void told(Class<T> event) {
        Waiting.until(() -> event.isInstance(form.event().get()));
    }

    /// Keeps the file from being written until [#over], as another writer does.
    /// @param then what it writes at its end
    private Job<Boolean> hold(String then) {
        CountDownLatch holds = new CountDownLatch(1);
        Job<Boolean> job = db.db().write("hold", access -> {
            holds.countDown();
            await(over);
            access.execute(Sql.of(then));
            return true;
        });
        await(holds);
        return job;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String titles() {
        return db.db()
                .read(
                        "titles",
                        access -> Objects.requireNonNull(access.scalar(
                                        Sql.of("SELECT group_concat(title) FROM (SELECT title FROM posts ORDER BY id)"))
                                .asText()))
                .await();
    }

    // ---- tests ----

    @Test
    void aConflictOfAPostThatLeftTheFormIsNotAskedOverAnotherOne(FxRobot robot) {
        open(robot, first);
        type(robot, "Mine");
        Job<Boolean> holding = hold("UPDATE posts SET title = 'Theirs' WHERE title = 'First'");
        save(robot);
        open(robot, other);
        type(robot, "Other words");
        over.countDown();
        holding.await();
        told(PostFormModel.Event.Elsewhere.class);
        robot.interact(form::keepMine);
        assertThat(form.busy().get()).isFalse();
        assertThat(form.draft().get().title()).isEqualTo("Other words");
        assertThat(titles()).isEqualTo("Theirs,Other");
        open(robot, first);
        assertThat(form.draft().get().title()).isEqualTo("Mine");
        save(robot);
        told(PostFormModel.Event.Changed.class);
    }

    @Test
    void whatIsTypedWhileASaveRunsIsKept(FxRobot robot) {
        open(robot, first);
        type(robot, "Saved");
        Job<Boolean> holding = hold("SELECT 1");
        save(robot);
        type(robot, "Typed later");
        open(robot, other);
        over.countDown();
        holding.await();
        told(PostFormModel.Event.Saved.class);
        assertThat(titles()).isEqualTo("Saved,Other");
        assertThat(form.unsaved()).containsExactly(first.id());
        open(robot, first);
        assertThat(form.draft().get().title()).isEqualTo("Typed later");
        save(robot);
        told(PostFormModel.Event.Saved.class);
        assertThat(titles()).isEqualTo("Typed later,Other");
        assertThat(form.unsaved()).isEmpty();
    }

    @Test
    void anErrorOfReadingDoesNotEndASave(FxRobot robot) {
        open(robot, first);
        type(robot, "Mine");
        db.run("ALTER TABLE post_tags RENAME TO lost");
        Job<Boolean> holding = hold("SELECT 1");
        save(robot);
        robot.interact(() -> form.open(other.id()));
        told(PostFormModel.Event.Refused.class);
        assertThat(form.busy().get()).isTrue();
        over.countDown();
        holding.await();
        Waiting.until(() -> !form.busy().get());
        assertThat(form.unsaved()).containsExactly(first.id());
    }

    @Test
    void savingALostPostAsNewLeavesTheOneThatWasBegun(FxRobot robot) {
        robot.interact(() -> form.create(null));
        type(robot, "Begun");
        open(robot, first);
        type(robot, "Mine");
        db.run("DELETE FROM posts WHERE title = 'First'");
        save(robot);
        told(PostFormModel.Event.Gone.class);
        robot.interact(form::saveAsNew);
        told(PostFormModel.Event.Saved.class);
        assertThat(titles()).isEqualTo("Other,Mine");
        assertThat(form.unsaved()).containsExactly(PostFormModel.NEW);
        robot.interact(() -> form.create(null));
        assertThat(form.draft().get().title()).isEqualTo("Begun");
    }

    @Test
    void aLostPostWithoutATitleSaysWhatIsMissing(FxRobot robot) {
        boolean[] asked = {false};
        form.onIncomplete(() -> asked[0] = true);
        open(robot, first);
        type(robot, "Mine");
        db.run("DELETE FROM posts WHERE title = 'First'");
        save(robot);
        told(PostFormModel.Event.Gone.class);
        type(robot, "");
        robot.interact(form::saveAsNew);
        assertThat(asked[0]).isTrue();
        assertThat(titles()).isEqualTo("Other");
    }
}
