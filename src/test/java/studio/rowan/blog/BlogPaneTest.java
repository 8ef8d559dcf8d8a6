package studio.rowan.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.change.Changes;
import studio.rowan.change.Commit;
import studio.rowan.change.CommitLog;
import studio.rowan.change.Outcome;
import studio.rowan.db.Sql;
import studio.rowan.db.Work;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Command;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
class BlogPaneTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final List<Throwable> unexpected = new ArrayList<>();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final CommitLog log = new CommitLog();

    @SuppressWarnings("NullAway.Init")
    private TestDb db;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @SuppressWarnings("NullAway.Init")
    private BlogPane pane;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @SuppressWarnings("NullAway.Init")
    private StackPane root;

    @Start
    void start(Stage stage) {
        db = TestDb.create();
        jobs = new Jobs(unexpected::add);
        root = new StackPane();
        Scene scene = new Scene(root, 980, 900);
        theme = new Theme();
        theme.install(scene);
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
        pane = make();
    }

    private BlogPane make() {
        BlogPane made = new BlogPane(
                db.workspace(),
                new RecordingNav(),
                new BlogPane.Tools(
                        jobs, dialogs, () -> NOW, new SimpleObjectProperty<>(ZoneId.of("UTC")), new Undoing()));
        root.getChildren().setAll(made);
        return made;
    }

    @AfterEach
    void close() {
        pane.close();
        jobs.close();
        db.close();
        assertThat(unexpected).isEmpty();
    }

    /// Takes back as the studio does: by the inverse that a commit left.
    private final class Undoing implements CommitList {
        @Override
        public void made(Changes changes, Outcome.Done done) {
            log.committed(NOW, changes, done);
        }

        @Override
        public boolean takeBack(Outcome.Done done) {
            CommitLog.Entry last = log.undoable();
            Changes inverse = last == null ? null : last.inverse();
            if (inverse == null || inverse != done.inverse()) {
                return false;
            }
            jobs.run(
                    new Commit(db.workspace()).run(inverse),
                    outcome -> log.undone(NOW, (Outcome.Done) outcome),
                    unexpected::add);
            return true;
        }
    }

    // ---- help ----

    private void seed(int posts) {
        write(access -> new Seed(3, NOW).rows(access, Seed.Size.ofPosts(posts)));
    }

    private <T> T write(Work<T> work) {
        return db.db().write("test", work).await();
    }

    private <T> T read(Work<T> work) {
        return db.db().read("test", work).await();
    }

    private long number(String sql) {
        return read(access -> access.scalar(Sql.of(sql)).asLong());
    }

    private String text(String sql) {
        return read(access -> access.query(Sql.of(sql)).getFirst().text(0));
    }

    private void show(FxRobot robot) {
        robot.interact(pane::onShown);
    }

    private ListView<Blog.Listed> list(FxRobot robot) {
        return robot.lookup("#blogList").queryListView();
    }

    private List<String> titles(FxRobot robot) {
        return list(robot).getItems().stream().map(line -> line.post().title()).toList();
    }

    private void select(FxRobot robot, int row) {
        robot.interact(() -> list(robot).getSelectionModel().clearAndSelect(row));
        String title = titles(robot).get(row);
        Waiting.until(() -> field(robot, "#postTitle").getText().equals(title));
    }

    private static TextInputControl field(FxRobot robot, String id) {
        return robot.lookup(id).queryTextInputControl();
    }

    private static boolean isThere(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().filter(Node::isVisible).isPresent();
    }

    private static void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup(id).queryButton().fire());
    }

    private void run(FxRobot robot, String command) {
        robot.interact(() -> pane.commands().stream()
                .filter(c -> c.id().equals(command) && c.enabled().getAsBoolean())
                .map(Command::run)
                .forEach(Runnable::run));
    }

    private static String notice(FxRobot robot) {
        return robot.lookup("#postNotice #noticeMessage").queryAs(Label.class).getText();
    }

    private void addTag(FxRobot robot, String text) {
        robot.interact(() -> {
            field(robot, "#tagAdd").requestFocus();
            field(robot, "#tagAdd").setText(text);
        });
        robot.push(KeyCode.ENTER);
    }

    private void chooseAuthor(FxRobot robot, String name) {
        fire(robot, "#postAuthor");
        Waiting.until(() -> robot.lookup("#postAuthorList").<Author>queryListView().getItems().stream()
                .anyMatch(author -> author.name().equals(name)));
        robot.interact(() -> field(robot, "#postAuthorSearch").setText(name));
        Waiting.until(() -> robot.lookup("#postAuthorList").<Author>queryListView().getItems().stream()
                .allMatch(author -> author.name().equals(name)));
        robot.push(KeyCode.ENTER);
        Waiting.until(() -> robot.lookup("#postAuthor").queryButton().getText().equals(name));
    }

    // ---- looks ----

    @Test
    void looksAsItShould(FxRobot robot) {
        seed(300);
        show(robot);
        Waiting.until(() -> titles(robot).size() == BlogModel.PAGE);
        Pictures.write(robot.capture(pane).getImage(), "blog-list");
        select(robot, 2);
        robot.interact(() -> field(robot, "#tagAdd").requestFocus());
        Waiting.until(() -> isThere(robot, "#tagOffers"));
        Pictures.write(robot.capture(pane).getImage(), "blog-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Pictures.write(robot.capture(pane).getImage(), "blog-dark");
        robot.interact(() -> pane.setMaxSize(740, 600));
        Waiting.until(() -> pane.getWidth() < 750);
        Pictures.write(robot.capture(pane).getImage(), "blog-small");
        assertThat(Clipped.in(pane.getScene(), BlogPaneTest::isOfTheUser)).isEmpty();
        robot.interact(() -> {
            pane.setMaxSize(980, 900);
            theme.fontSize().set(20);
        });
        Waiting.until(() -> pane.getWidth() > 900);
        Pictures.write(robot.capture(pane).getImage(), "blog-large");
        assertThat(Clipped.in(pane.getScene(), BlogPaneTest::isOfTheUser)).isEmpty();
    }

    /// Titles, texts and names may be longer than any window.
    private static boolean isOfTheUser(Node node) {
        return node.getStyleClass().contains("post-line")
                || node.getStyleClass().contains("others")
                || node.getStyleClass().contains("author-picker");
    }

    @Test
    void anEmptyBlogInvitesToWriteTheFirstPost(FxRobot robot) {
        User ada = db.createTestUser(new User.New("Ada Fischer", "ada@example.com"));
        show(robot);
        Waiting.until(() -> isThere(robot, "#blogFirst"));
        Pictures.write(robot.capture(pane).getImage(), "blog-empty");
        fire(robot, "#blogFirst");
        fire(robot, "#postSave");
        assertThat(isThere(robot, "#postProblem")).isTrue();
        robot.interact(() -> field(robot, "#postTitle").setText("Hello"));
        fire(robot, "#postSave");
        assertThat(number("SELECT count(*) FROM posts")).isZero();
        chooseAuthor(robot, "Ada Fischer");
        addTag(robot, "first words");
        run(robot, "blog.save");
        Waiting.until(() -> titles(robot).equals(List.of("Hello")));
        Blog.Listed made = list(robot).getItems().getFirst();
        assertThat(made.post().published()).isFalse();
        assertThat(made.post().author().id()).isEqualTo(ada.id());
        assertThat(made.tags()).extracting(Tag::name).containsExactly("first words");
        assertThat(text("SELECT typeof(content) FROM posts")).isEqualTo("null");
        assertThat(notice(robot)).contains("draft");
        assertThat(list(robot).getSelectionModel().getSelectedIndex()).isZero();
        fire(robot, "#postUndo");
        Waiting.until(() -> titles(robot).isEmpty());
        assertThat(number("SELECT count(*) FROM posts")
                        + number("SELECT count(*) FROM tags")
                        + number("SELECT count(*) FROM post_tags"))
                .isZero();
    }

    // ---- list ----

    @Test
    void anAuthorIsMadeWhileOneWrites(FxRobot robot) {
        db.createTestUser(new User.New("Ada Fischer", "ada@example.com"));
        show(robot);
        Waiting.until(() -> isThere(robot, "#blogFirst"));
        fire(robot, "#blogFirst");
        fire(robot, "#postAuthor");
        Waiting.until(() -> isThere(robot, "#postAuthorNew"));
        robot.interact(() -> field(robot, "#postAuthorSearch").setText("Bea Berg"));
        fire(robot, "#postAuthorNew");
        assertThat(field(robot, "#postAuthorName").getText()).isEqualTo("Bea Berg");
        fire(robot, "#postAuthorMake");
        assertThat(isThere(robot, "#postAuthorProblem")).as("no address yet").isTrue();
        robot.interact(() -> field(robot, "#postAuthorEmail").setText("ada@example.com"));
        fire(robot, "#postAuthorMake");
        Waiting.until(() ->
                robot.lookup("#postAuthorProblem").queryLabeled().getText().contains("already"));
        robot.interact(() -> field(robot, "#postAuthorEmail").setText("bea@example.com"));
        fire(robot, "#postAuthorMake");
        Waiting.until(() -> robot.lookup("#postAuthor").queryButton().getText().equals("Bea Berg"));
        assertThat(number("SELECT count(*) FROM users WHERE email = 'bea@example.com'"))
                .isEqualTo(1);
    }

    @Test
    void filtersByWordsAuthorTagAndStatus(FxRobot robot) {
        seed(300);
        write(access -> Blog.begin(
                access,
                new User.New("Zoe Zeller", "zoe@example.com"),
                "Unicorns in 100% of tables",
                "Nothing",
                List.of(new Tag.New("rare", "#123456"))));
        show(robot);
        Waiting.until(() -> titles(robot).size() == BlogModel.PAGE);
        Label position = robot.lookup("#blogPosition").queryAs(Label.class);
        Waiting.until(() -> position.getText().equals("1–100 of 301"));
        robot.clickOn("#blogSearch").write("unicorn");
        Waiting.until(() -> titles(robot).equals(List.of("Unicorns in 100% of tables")));
        robot.interact(() -> field(robot, "#blogSearch").setText("100%"));
        Waiting.until(() -> titles(robot).equals(List.of("Unicorns in 100% of tables")));
        robot.interact(() -> field(robot, "#blogSearch").setText("no such word at all"));
        Waiting.until(() -> isThere(robot, "#blogClear"));
        fire(robot, "#blogClear");
        Waiting.until(() -> titles(robot).size() == BlogModel.PAGE);
        ComboBox<@Nullable Tag> tags = robot.lookup("#blogTag").queryComboBox();
        robot.interact(() -> tags.setValue(tags.getItems().stream()
                .filter(tag -> tag != null && tag.name().equals("rare"))
                .findFirst()
                .orElseThrow()));
        Waiting.until(() -> titles(robot).size() == 1);
        robot.clickOn("#blogPublished");
        Waiting.until(() -> titles(robot).isEmpty());
        robot.clickOn("#blogDrafts");
        Waiting.until(() -> titles(robot).size() == 1);
        robot.interact(() -> tags.setValue(null));
        Waiting.until(() -> titles(robot).size() > 1);
        assertThat(list(robot).getItems()).noneMatch(line -> line.post().published());
        fire(robot, "#blogAuthor");
        Waiting.until(() -> isThere(robot, "#blogAuthorSearch"));
        robot.interact(() -> field(robot, "#blogAuthorSearch").setText("zoe@"));
        ListView<Author> authors = robot.lookup("#blogAuthorList").queryListView();
        Waiting.until(() -> authors.getItems().size() == 1);
        robot.push(KeyCode.ENTER);
        Waiting.until(() -> titles(robot).equals(List.of("Unicorns in 100% of tables")));
    }

    @Test
    void manyPostsAreRoamedPageByPageAndOverTheEdges(FxRobot robot) {
        User ada = db.createTestUser();
        db.run("INSERT INTO posts (title, user_id, created_at, updated_at)"
                + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                + " SELECT 'P' || i, " + ada.id() + ", i / 3, i FROM n");
        show(robot);
        Waiting.until(() -> !titles(robot).isEmpty());
        Label position = robot.lookup("#blogPosition").queryAs(Label.class);
        Waiting.until(() -> position.getText().equals("1–100 of 100,000"));
        assertThat(titles(robot).getFirst()).isEqualTo("P100000");
        select(robot, 99);
        run(robot, "blog.after");
        Waiting.until(() -> field(robot, "#postTitle").getText().equals("P99900"));
        assertThat(position.getText()).isEqualTo("101–200 of 100,000");
        run(robot, "blog.before");
        Waiting.until(() -> field(robot, "#postTitle").getText().equals("P99901"));
        assertThat(titles(robot).getFirst()).isEqualTo("P100000");
        fire(robot, "#blogOrder");
        Waiting.until(() -> titles(robot).getFirst().equals("P1"));
        fire(robot, "#blogNext");
        Waiting.until(() -> titles(robot).getFirst().equals("P101"));
        assertThat(list(robot).getItems()).hasSize(BlogModel.PAGE);
    }

    // ---- writing ----

    private Post one(String title) {
        User ada = db.createTestUser(new User.New("Ada Fischer", "ada@example.com"));
        Post post = db.createTestPost(new Post.New(title, "Text", ada.id()));
        write(access -> {
            Blog.tag(access, post.id(), List.of(new Tag.New("a", "#111111"), new Tag.New("b", "#222222")));
            return access.mapper(TagMapper.class).insert(new Tag.New("sqlite", "#333333"));
        });
        return post;
    }

    private Post now(Post post) {
        return read(access -> access.mapper(PostMapper.class).find(post.id()));
    }

    private List<String> tagsOf(Post post) {
        return read(access -> access.mapper(PostTagMapper.class).tagsOf(post.id())).stream()
                .map(Tag::name)
                .toList();
    }

    private Post shown(FxRobot robot, String title) {
        Post post = one(title);
        show(robot);
        Waiting.until(() -> titles(robot).size() == 1);
        select(robot, 0);
        return post;
    }

    @Test
    void publishesAndChangesTagsAndTakesItAllBack(FxRobot robot) {
        Post post = shown(robot, "Title");
        robot.clickOn("#postPublished");
        fire(robot, "#removeTag-a");
        addTag(robot, "sql");
        addTag(robot, "Brand new");
        Waiting.until(() -> titles(robot).size() == 1 && pane.title().endsWith("•"));
        fire(robot, "#postSave");
        Waiting.until(() -> notice(robot).contains("saved"));
        assertThat(now(post).published()).isTrue();
        assertThat(now(post).updatedAt()).isGreaterThan(post.updatedAt());
        assertThatList(tagsOf(post)).containsExactly("Brand new", "b", "sqlite");
        Waiting.until(() -> list(robot).getItems().getFirst().post().published());
        assertThat(pane.title()).doesNotContain("•");
        fire(robot, "#postUndo");
        Waiting.until(() -> !list(robot).getItems().getFirst().post().published());
        assertThatList(tagsOf(post)).containsExactly("a", "b");
        assertThat(number("SELECT count(*) FROM tags")).isEqualTo(3);
        assertThat(now(post).title()).isEqualTo("Title");
    }

    @Test
    void somebodyElsesChangeIsNeverOverwrittenUnasked(FxRobot robot) {
        Post post = shown(robot, "Title");
        robot.interact(() -> field(robot, "#postTitle").setText("Mine"));
        db.run("UPDATE posts SET content = 'Theirs'");
        fire(robot, "#postSave");
        Waiting.until(() -> isThere(robot, "#postKeepMine"));
        assertThat(now(post).title()).isEqualTo("Title");
        Pictures.write(robot.capture(pane).getImage(), "blog-conflict");
        fire(robot, "#postTakeTheirs");
        assertThat(field(robot, "#postTitle").getText()).isEqualTo("Title");
        assertThat(field(robot, "#postContent").getText()).isEqualTo("Theirs");
        robot.interact(() -> field(robot, "#postTitle").setText("Mine again"));
        write(access -> access.mapper(PostTagMapper.class).deleteAll(post.id(), List.of(1L)));
        fire(robot, "#postSave");
        Waiting.until(() -> isThere(robot, "#postKeepMine"));
        fire(robot, "#postKeepMine");
        Waiting.until(() -> titles(robot).equals(List.of("Mine again")));
        assertThat(now(post).content()).isEqualTo("Theirs");
        assertThatList(tagsOf(post)).containsExactly("a", "b");
    }

    @Test
    void aPostThatIsGoneCanBeSavedAsANewOne(FxRobot robot) {
        Post post = shown(robot, "Title");
        robot.interact(() -> field(robot, "#postContent").setText("Long work"));
        db.run("DELETE FROM posts");
        Waiting.until(() -> titles(robot).isEmpty());
        assertThat(field(robot, "#postContent").getText()).isEqualTo("Long work");
        fire(robot, "#postSave");
        Waiting.until(() -> isThere(robot, "#postSaveAsNew"));
        fire(robot, "#postSaveAsNew");
        Waiting.until(() -> titles(robot).equals(List.of("Title")));
        assertThat(text("SELECT content FROM posts")).isEqualTo("Long work");
        assertThat(number("SELECT id FROM posts")).isNotEqualTo(post.id());
    }

    @Test
    void aDeletedPostComesBackWithItsTags(FxRobot robot) {
        Post post = shown(robot, "Title");
        dialogs.answer(false).answer(true);
        fire(robot, "#postDelete");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        fire(robot, "#postDelete");
        Waiting.until(() -> titles(robot).isEmpty());
        assertThat(number("SELECT count(*) FROM post_tags")).isZero();
        fire(robot, "#postUndo");
        Waiting.until(() -> titles(robot).equals(List.of("Title")));
        assertThatObject(now(post)).isEqualTo(post);
        assertThatList(tagsOf(post)).containsExactly("a", "b");
    }

    @Test
    void whatIsNotSavedOutlivesOtherPostsAndThePanel(FxRobot robot) {
        Post post = shown(robot, "Title");
        db.createTestPost(new Post.New("Other", "Text", post.userId()));
        Waiting.until(() -> titles(robot).size() == 2);
        robot.interact(() -> field(robot, "#postTitle").setText("Half a tho"));
        select(robot, titles(robot).indexOf("Other"));
        run(robot, "blog.new");
        robot.interact(() -> field(robot, "#postTitle").setText("Begun"));
        String state = pane.state();
        robot.interact(() -> {
            pane.close();
            pane = make();
            pane.restore(state);
            pane.onShown();
        });
        Waiting.until(() -> titles(robot).size() == 2);
        assertThat(field(robot, "#postTitle").getText()).isEqualTo("Begun");
        assertThat(pane.title()).endsWith("•");
        robot.interact(
                () -> list(robot).getSelectionModel().select(titles(robot).indexOf("Title")));
        Waiting.until(() -> field(robot, "#postTitle").getText().equals("Half a tho"));
        run(robot, "blog.new");
        assertThat(field(robot, "#postTitle").getText()).isEqualTo("Begun");
        dialogs.answer(true);
        fire(robot, "#postRevert");
        assertThat(pane.state()).contains("Half a tho").doesNotContain("Begun");
        assertThat(now(post).title()).isEqualTo("Title");
    }

    @Test
    void aReadOnlyFileIsOnlyRead(FxRobot robot) {
        one("Title");
        TestDb before = db;
        db = TestDb.openReadOnly(before.file());
        robot.interact(() -> {
            pane.close();
            pane = make();
        });
        show(robot);
        Waiting.until(() -> titles(robot).size() == 1);
        select(robot, 0);
        assertThat(robot.lookup("#postSave").tryQuery()).isEmpty();
        assertThat(field(robot, "#postContent").isEditable()).isFalse();
        assertThat(robot.lookup("#blogNew").queryButton().isDisabled()).isTrue();
        assertThat(pane.commands().stream().filter(c -> c.enabled().getAsBoolean()))
                .extracting(Command::id)
                .doesNotContain("blog.new", "blog.save", "blog.delete");
        db.close();
        db = before;
    }
}
