package studio.rowan.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.db.Work;

class BlogTest {
    private final TestDb db = TestDb.create();

    @AfterEach
    void close() {
        db.close();
    }

    private <T> T write(Work<T> work) {
        return db.db().write("test", work).await();
    }

    private <T> T read(Work<T> work) {
        return db.db().read("test", work).await();
    }

    private long count(String table) {
        return read(a -> a.scalar(Sql.of("SELECT count(*) FROM " + table)).asLong());
    }

    @Test
    void threeStepsInOneTransaction() {
        List<Tag.New> tags = List.of(new Tag.New("a", "#111111"), new Tag.New("b", "#222222"));
        Post post = write(access -> Blog.begin(access, new User.New("N", "n@example.com"), "Title", "Text", tags));
        assertThatList(read(a -> a.mapper(PostTagMapper.class).tagsOf(post.id())))
                .extracting(Tag::name)
                .containsExactly("a", "b");
        assertThatThrownBy(() -> write(access -> {
                    Blog.begin(access, new User.New("M", "m@example.com"), "Second", null, List.of());
                    return Blog.begin(access, new User.New("N", "n@example.com"), "Third", null, tags);
                }))
                .isInstanceOf(DbError.Constraint.class);
        assertThat(count("users")).isEqualTo(1);
        assertThat(count("posts")).isEqualTo(1);
    }

    @Test
    void postsAreWrittenAndReturned() {
        User user = db.createTestUser();
        Post post = db.createTestPost(user);
        Post wanted = post.withTitle("New").withContent(null).withPublished(false);
        Post changed = write(a -> a.mapper(PostMapper.class).update(wanted));
        assertThat(changed.title()).isEqualTo("New");
        assertThat(changed.updatedAt()).isGreaterThan(post.updatedAt());
        assertThatObject(read(a -> a.mapper(PostMapper.class).find(post.id()))).isEqualTo(changed);
        assertThatList(read(a -> a.mapper(PostMapper.class).ofUser(user.id()))).containsExactly(changed);
        assertThatList(read(a -> a.mapper(PostMapper.class).page(10, 0))).containsExactly(changed);
        assertThatObject(write(a -> a.mapper(PostMapper.class).delete(post.id())))
                .isEqualTo(changed);
        assertThatObject(read(a -> a.mapper(PostMapper.class).exists(post.id())))
                .isEqualTo(false);
    }

    @Test
    void aPostNeedsItsAuthor() {
        assertThatThrownBy(() -> db.createTestPost(new Post.New("T", "C", 99))).isInstanceOf(DbError.Constraint.class);
    }

    @Test
    void tagsAreUniqueAndTiedOnce() {
        Post post = db.createTestPost(db.createTestUser());
        Tag tag = write(a -> a.mapper(TagMapper.class).insert(new Tag.New("a", "#000000")));
        Tag renamed = new Tag(tag.id(), "b", "#123456");
        assertThatObject(write(a -> a.mapper(TagMapper.class).update(renamed))).isEqualTo(renamed);
        List<PostTag> pair = List.of(new PostTag(post.id(), tag.id()));
        assertThatObject(write(a -> a.mapper(PostTagMapper.class).insertFree(pair)))
                .isEqualTo(pair);
        assertThatList(write(a -> a.mapper(PostTagMapper.class).insertFree(pair)))
                .isEmpty();
        assertThatObject(write(a -> a.mapper(PostTagMapper.class).delete(post.id(), tag.id())))
                .isEqualTo(pair.getFirst());
        assertThatObject(write(a -> a.mapper(TagMapper.class).delete(tag.id()))).isEqualTo(renamed);
        assertThatObject(read(a -> a.mapper(TagMapper.class).exists("b"))).isEqualTo(false);
    }

    @Test
    void theSearchIndexFollowsEveryChange() {
        User user = db.createTestUser();
        Post post = db.createTestPost(new Post.New("Old words", "body", user.id()));
        assertThat(matches("old")).isEqualTo(1);
        write(a -> a.mapper(PostMapper.class).update(post.withTitle("Fresh words")));
        assertThat(matches("old")).isZero();
        assertThat(matches("fresh")).isEqualTo(1);
        db.run("UPDATE posts SET id = 77");
        assertThat(matches("fresh")).isEqualTo(1);
        db.run("INSERT INTO posts_fts(posts_fts, rank) VALUES('integrity-check', 1)");
        db.run("DELETE FROM posts");
        assertThat(matches("words")).isZero();
        db.run("INSERT INTO posts_fts(posts_fts, rank) VALUES('integrity-check', 1)");
    }

    private long matches(String word) {
        Sql sql = Sql.of(
                "SELECT count(*) FROM posts_fts JOIN posts ON posts.id = posts_fts.rowid WHERE posts_fts MATCH ?",
                Value.of(word));
        return read(a -> a.scalar(sql).asLong());
    }

    @Test
    void indexesAreThoseOfTheDesign() {
        List<Row> rows = read(a -> a.query(
                Sql.of("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")));
        assertThat(rows)
                .extracting(row -> row.text(0))
                .containsExactly(
                        "flyway_schema_history_s_idx",
                        "idx_posts_created_at",
                        "idx_posts_published_user_id",
                        "idx_posts_user_id",
                        "idx_users_created_verified",
                        "idx_users_name_verified",
                        "idx_users_verified");
    }
}
