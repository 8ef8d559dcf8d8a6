package studio.rowan.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Work;

/// The query patterns, each against rows that are easy to count.
class BlogQueriesTest {
    private final TestDb db = TestDb.create();
    private User ada;
    private User bob;
    private User eve;
    private final List<Post> posts = new ArrayList<>();

    /// Ada wrote six posts, published are the even ones; Bob wrote one; Eve nothing.
    @BeforeEach
    void fill() {
        ada = db.createTestUser(new User.New("Ada", "ada@example.com", true, null, null, 100L));
        bob = db.createTestUser(new User.New("Bob_1", "bob@other.org", false, null, null, 200L));
        eve = db.createTestUser(new User.New("Eve", "eve@example.com", false, null, null, 300L));
        for (int i = 0; i < 6; i++) {
            posts.add(post("Ada " + i, "100% of " + i, i % 2 == 0, ada, 1000 + i / 2));
        }
        posts.add(post("Bob's_own", null, true, bob, 5000));
        db.run(
                "INSERT INTO tags (id, name, color) VALUES (1, 'sql', '#111111'), (2, 'java', '#222222'), (3, 'x', '#333333')");
        tie(0, 1);
        tie(0, 2);
        tie(6, 1);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private Post post(String title, String content, boolean published, User author, long at) {
        return db.createTestPost(new Post.New(title, content, published, author.id(), at, null));
    }

    private void tie(int post, long tag) {
        write(a -> a.mapper(PostTagMapper.class)
                .insertFree(List.of(new PostTag(posts.get(post).id(), tag))));
    }

    private <T> T write(Work<T> work) {
        return db.db().write("test", work).await();
    }

    private <T> T read(Work<T> work) {
        return db.db().read("test", work).await();
    }

    private static PostFilter text(String text) {
        return PostFilter.ALL.withText(text, false);
    }

    private List<String> titles(PostFilter filter) {
        return read(a -> Blog.list(a, filter, null, PostMapper.Towards.OLDER, 100)).stream()
                .map(listed -> listed.post().title())
                .toList();
    }

    // ---- partial, compound ----

    @Test
    void aPartOfTheColumns() {
        assertThatList(read(a -> a.mapper(UserMapper.class).contacts(2)))
                .containsExactly(
                        new UserMapper.Contact("Ada", "ada@example.com"),
                        new UserMapper.Contact("Bob_1", "bob@other.org"));
    }

    @Test
    void compoundConditions() {
        assertThatList(read(a -> a.mapper(UserMapper.class).trusted("example.com", "")))
                .containsExactly(ada, eve);
        assertThatList(read(a -> a.mapper(UserMapper.class).trusted("example.com", "e")))
                .containsExactly(eve);
        assertThatList(read(a -> a.mapper(UserMapper.class).trusted("nowhere", "")))
                .containsExactly(ada);
    }

    @Test
    void whatAUserTypesMeansItself() {
        assertThatList(read(a -> a.mapper(UserMapper.class).search("_", 9)))
                .extracting(Author::name)
                .containsExactly("Bob_1");
        assertThatList(read(a -> a.mapper(UserMapper.class).search("EXAMPLE", 9)))
                .extracting(Author::name)
                .containsExactly("Ada", "Eve");
        assertThat(titles(text("%"))).hasSize(6);
        assertThat(titles(text("0%"))).hasSize(6);
        assertThat(titles(text("_"))).containsExactly("Bob's_own");
        assertThat(titles(text("\\"))).isEmpty();
        post("back\\slash", null, true, eve, 1);
        assertThat(titles(text("\\"))).containsExactly("back\\slash");
    }

    // ---- lists ----

    @Test
    void postsWithAuthorAndTags() {
        List<Blog.Listed> all = read(a -> Blog.list(a, PostFilter.ALL, null, PostMapper.Towards.OLDER, 100));
        assertThat(all).hasSize(7);
        Blog.Listed first = all.getFirst();
        assertThat(first.post())
                .isEqualTo(new PostLine(
                        posts.get(6).id(),
                        "Bob's_own",
                        null,
                        true,
                        5000,
                        5000,
                        new Author(bob.id(), "Bob_1", "bob@other.org", false, null)));
        assertThat(first.tags()).containsExactly(new Tag(1, "sql", "#111111"));
        assertThat(all.getLast().post().title()).isEqualTo("Ada 0");
        assertThat(all.getLast().post().excerpt()).isEqualTo("100% of 0");
        assertThat(all.getLast().tags()).extracting(Tag::name).containsExactly("java", "sql");
        assertThat(all.get(1).tags()).isEmpty();
    }

    @Test
    void filters() {
        assertThat(titles(PostFilter.ALL.withPublished(false))).containsExactly("Ada 5", "Ada 3", "Ada 1");
        assertThat(titles(PostFilter.ALL.withAuthor(bob.id()))).containsExactly("Bob's_own");
        assertThat(titles(PostFilter.ALL.withTag(1L))).containsExactly("Bob's_own", "Ada 0");
        assertThat(titles(PostFilter.ALL.withTag(1L).withAuthor(ada.id()).withPublished(true)))
                .containsExactly("Ada 0");
        assertThat(titles(PostFilter.ALL.withTag(1L).withAuthor(ada.id()).withPublished(false)))
                .isEmpty();
        assertThatObject(read(a -> a.mapper(PostMapper.class).countOf(PostFilter.ALL.withTag(1L))))
                .isEqualTo(2L);
    }

    @Test
    void theIndexIsAskedForWordsAndLikeForTheRest() {
        assertThat(PostFilter.ALL.withText(" some wor ", true).match()).isEqualTo("\"some\"* \"wor\"*");
        assertThat(PostFilter.ALL.withText("C++", true).match()).isNull();
        assertThat(PostFilter.ALL.withText("C++", true).like()).isEqualTo("%C++%");
        assertThat(PostFilter.ALL.withText("\"a", true).match()).isEqualTo("\"\"\"a\"*");
        assertThat(PostFilter.ALL.withText("  ", true).like()).isNull();
        assertThat(titles(PostFilter.ALL.withText("ad", true))).hasSize(6);
        assertThat(titles(PostFilter.ALL.withText("ada 3", true))).containsExactly("Ada 3");
        assertThat(titles(PostFilter.ALL.withText("100%", true))).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "'", "don't", "NEAR(", "a AND", "-x", "^a", "a:b", "*", "(", "..", "-", "\"\"", ", ,"})
    void noTextIsASyntaxError(String typed) {
        assertThat(titles(PostFilter.ALL.withText(typed, true))).isNotNull();
    }

    @Test
    void noRandomTextIsASyntaxError() {
        Random random = new Random(11);
        String characters = "ab1 \"'%_*+-:^().,\\{}[]~ \u00e9\u4e2d\ud83d\ude00";
        for (int i = 0; i < 300; i++) {
            String typed = random.ints(1 + random.nextInt(6), 0, characters.length())
                    .collect(StringBuilder::new, (s, at) -> s.append(characters.charAt(at)), StringBuilder::append)
                    .toString();
            assertThat(titles(PostFilter.ALL.withText(typed, true))).as(typed).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void keysetPagesMeetEveryPostOnceInBothDirections() {
        List<String> older = new ArrayList<>();
        List<Blog.Listed> page = read(a -> Blog.list(a, PostFilter.ALL, null, PostMapper.Towards.OLDER, 3));
        PostMapper.Place last = null;
        while (!page.isEmpty()) {
            page.forEach(listed -> older.add(listed.post().title()));
            PostMapper.Place after = page.getLast().post().place();
            last = after;
            page = read(a -> Blog.list(a, PostFilter.ALL, after, PostMapper.Towards.OLDER, 3));
        }
        assertThat(older).containsExactly("Bob's_own", "Ada 5", "Ada 4", "Ada 3", "Ada 2", "Ada 1", "Ada 0");
        PostMapper.Place end = last;
        List<Blog.Listed> back = read(a -> Blog.list(a, PostFilter.ALL, end, PostMapper.Towards.NEWER, 100));
        assertThat(back)
                .extracting(listed -> listed.post().title())
                .containsExactly("Ada 1", "Ada 2", "Ada 3", "Ada 4", "Ada 5", "Bob's_own");
    }

    @Test
    void offsetPagesKnowTheWhole() {
        Page<Blog.Listed> page = read(a -> Blog.page(a, PostFilter.ALL, PostMapper.Order.OLDEST, 2, 3));
        assertThat(page.pagination()).isEqualTo(new Page.Pagination(2, 3, 7, 3));
        assertThat(page.data()).extracting(l -> l.post().title()).containsExactly("Ada 3", "Ada 4", "Ada 5");
        Page<Blog.Listed> past = read(a -> Blog.page(a, PostFilter.ALL, PostMapper.Order.NEWEST, 9, 3));
        assertThat(past.data()).isEmpty();
        assertThat(past.pagination().total()).isEqualTo(7);
        Page<Blog.Listed> none = read(a -> Blog.page(a, PostFilter.ALL.withTag(99L), PostMapper.Order.TITLE, 1, 3));
        assertThat(none.pagination()).isEqualTo(new Page.Pagination(1, 3, 0, 1));
        assertThatThrownBy(() -> Page.Pagination.of(0, 3, 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachOrderIsItsOwn() {
        assertThat(first(PostMapper.Order.NEWEST)).isEqualTo("Bob's_own");
        assertThat(first(PostMapper.Order.OLDEST)).isEqualTo("Ada 0");
        assertThat(first(PostMapper.Order.TITLE)).isEqualTo("Ada 0");
        db.run("UPDATE users SET name = 'zed' WHERE name = 'Ada'");
        assertThat(first(PostMapper.Order.AUTHOR)).isEqualTo("Bob's_own");
    }

    private String first(PostMapper.Order order) {
        return read(a -> Blog.page(a, PostFilter.ALL, order, 1, 1))
                .data()
                .getFirst()
                .post()
                .title();
    }

    // ---- relations ----

    @Test
    void aUserWithWhatTheUserPublished() {
        Blog.UserPosts found = read(a -> Blog.published(a, ada.id(), 2));
        assertThat(found.user()).isEqualTo(ada);
        assertThat(found.posts()).containsExactly(posts.get(4), posts.get(2));
        assertThatObject(read(a -> Blog.published(a, 99, 2) == null)).isEqualTo(true);
    }

    @Test
    void usersWithTheirNewestPublishedPosts() {
        List<Blog.UserPosts> all = read(a -> Blog.withPublished(a, List.of(eve, ada, bob), 10));
        assertThat(all).extracting(Blog.UserPosts::user).containsExactly(eve, ada, bob);
        assertThat(all.get(0).posts()).isEmpty();
        assertThat(all.get(1).posts()).containsExactly(posts.get(4), posts.get(2), posts.get(0));
        assertThat(all.get(2).posts()).containsExactly(posts.get(6));
    }

    @Test
    void whatElseTheAuthorPublished() {
        assertThatList(read(a ->
                        a.mapper(PostMapper.class).othersOfAuthor(posts.get(4).id(), 5)))
                .extracting(PostMapper.Title::title)
                .containsExactly("Ada 2", "Ada 0");
        assertThatObject(read(
                        a -> a.mapper(PostMapper.class).authorOf(posts.get(6).id())))
                .extracting(Author::name)
                .isEqualTo("Bob_1");
    }

    // ---- aggregates ----

    @Test
    void totalsAndTheTrueAverage() {
        assertThatObject(read(a -> a.mapper(BlogMapper.class).totals()))
                .isEqualTo(new BlogMapper.Totals(3, 7, 4, 3, 7 / 3.0, 300L, 5000L));
        db.run("DELETE FROM users");
        assertThatObject(read(a -> a.mapper(BlogMapper.class).totals()))
                .isEqualTo(new BlogMapper.Totals(0, 0, 0, 3, 0, null, null));
    }

    @Test
    void postsOfEachUserAndThoseWithoutAny() {
        assertThatList(read(a -> a.mapper(BlogMapper.class).writtenByUser(10)))
                .containsExactly(
                        new BlogMapper.Written(ada.id(), "Ada", 6, 1002L),
                        new BlogMapper.Written(bob.id(), "Bob_1", 1, 5000L),
                        new BlogMapper.Written(eve.id(), "Eve", 0, null));
        assertThatList(read(a -> a.mapper(BlogMapper.class).tagUse()))
                .containsExactly(
                        new BlogMapper.TagUse(1, "sql", "#111111", 2),
                        new BlogMapper.TagUse(2, "java", "#222222", 1),
                        new BlogMapper.TagUse(3, "x", "#333333", 0));
    }

    @Test
    void usersThatWroteSince() {
        assertThatList(read(a -> a.mapper(UserMapper.class).writingSince(1002))).containsExactly(ada, bob);
        assertThatList(read(a -> a.mapper(UserMapper.class).writingSince(1003))).containsExactly(bob);
    }

    // ---- many at once ----

    @Test
    void bulkUpdateByCase() {
        Map<Long, String> titles = new LinkedHashMap<>();
        titles.put(posts.get(0).id(), "'); DROP TABLE posts; --");
        titles.put(posts.get(1).id(), "B");
        for (long ghost = 1000; ghost < 2200; ghost++) {
            titles.put(ghost, "nobody");
        }
        assertThatObject(write(a -> Blog.retitle(a, titles))).isEqualTo(2);
        Post first = find(0);
        assertThat(first.title()).isEqualTo("'); DROP TABLE posts; --");
        assertThat(first.updatedAt()).isGreaterThan(posts.get(0).updatedAt());
        assertThat(find(1).title()).isEqualTo("B");
        assertThat(find(2)).isEqualTo(posts.get(2));
    }

    private Post find(int i) {
        return read(a -> a.mapper(PostMapper.class).find(posts.get(i).id()));
    }

    @Test
    void publishingTellsWhatWasNotSoBefore() {
        List<Long> ids = List.of(posts.get(0).id(), posts.get(1).id());
        assertThatList(write(a -> a.mapper(PostMapper.class).setPublished(ids, true)))
                .containsExactly(posts.get(1).id());
        assertThat(find(1).published()).isTrue();
        assertThat(find(0)).isEqualTo(posts.get(0));
    }

    @Test
    void tagsAreTakenOffTogether() {
        long post = posts.getFirst().id();
        assertThatList(write(a -> a.mapper(PostTagMapper.class).deleteAll(post, List.of(1L, 3L))))
                .containsExactly(new PostTag(post, 1));
        assertThatList(read(a -> a.mapper(PostTagMapper.class).tagsOf(post)))
                .extracting(Tag::name)
                .containsExactly("java");
    }

    @Test
    void transferMovesAllOrNothing() {
        assertThatThrownBy(() -> write(a -> Blog.transfer(a, ada.id(), 99))).isInstanceOf(DbError.Constraint.class);
        assertThatThrownBy(() -> write(access -> {
                    Blog.transfer(access, ada.id(), eve.id());
                    return access.mapper(PostMapper.class).insert(new Post.New("orphan", null, 99));
                }))
                .isInstanceOf(DbError.Constraint.class);
        assertThat(postsOf(ada)).isEqualTo(6);
        assertThatObject(write(a -> Blog.transfer(a, ada.id(), eve.id()))).isEqualTo(6);
        assertThat(postsOf(ada)).isZero();
        assertThat(postsOf(eve)).isEqualTo(6);
        assertThat(find(0).updatedAt()).isGreaterThan(posts.get(0).updatedAt());
        assertThatObject(write(a -> Blog.transfer(a, eve.id(), eve.id()))).isEqualTo(0);
    }

    private long postsOf(User user) {
        return read(a -> a.scalar(Sql.of("SELECT count(*) FROM posts WHERE user_id = " + user.id()))
                .asLong());
    }
}
