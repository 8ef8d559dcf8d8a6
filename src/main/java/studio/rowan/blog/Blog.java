package studio.rowan.blog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;

/// What touches more than one table of the sample. Lists load level by level, one statement per level however many
/// rows it has. What writes belongs into one [studio.rowan.db.Db#write], so that all of it happens or nothing.
public final class Blog {
    /// How many rows one statement is given values for: SQLite takes 32,766 of them.
    private static final int BATCH = 500;

    /// A post in a list, with its tags.
    public record Listed(PostLine post, List<Tag> tags) {
        public Listed {
            tags = List.copyOf(tags);
        }
    }

    /// A user with some of what the user wrote.
    public record UserPosts(User user, List<Post> posts) {
        public UserPosts {
            posts = List.copyOf(posts);
        }
    }

    private Blog() {}

    // ---- read ----

    /// The next posts in a direction from a place (see [PostMapper#lines]), with authors and tags: two statements.
    public static List<Listed> list(
            Access access, PostFilter filter, PostMapper.@Nullable Place after, PostMapper.Towards towards, int limit) {
        return withTags(access, access.mapper(PostMapper.class).lines(filter, after, towards, limit));
    }

    /// A page by its number, from 1, with how many there are: three statements.
    public static Page<Listed> page(Access access, PostFilter filter, PostMapper.Order order, long page, long limit) {
        PostMapper posts = access.mapper(PostMapper.class);
        Page.Pagination at = Page.Pagination.of(page, limit, posts.countOf(filter));
        return new Page<>(withTags(access, posts.linesAt(filter, order, limit, at.offset())), at);
    }

    private static List<Listed> withTags(Access access, List<PostLine> lines) {
        Map<Long, List<Tag>> tags = new HashMap<>();
        for (int from = 0; from < lines.size(); from += BATCH) {
            List<Long> ids = lines.subList(from, Math.min(lines.size(), from + BATCH)).stream()
                    .map(PostLine::id)
                    .toList();
            access.mapper(PostTagMapper.class)
                    .tagsOfAll(ids)
                    .forEach(tied -> tags.computeIfAbsent(tied.postId(), _ -> new ArrayList<>())
                            .add(tied.tag()));
        }
        return lines.stream()
                .map(line -> new Listed(line, tags.getOrDefault(line.id(), List.of())))
                .toList();
    }

    /// A post with its author and tags: three statements; `null` where there is no such post.
    public static @Nullable PostDetail detail(Access access, long postId) {
        Post post = access.mapper(PostMapper.class).find(postId);
        Author author = post == null ? null : access.mapper(UserMapper.class).author(post.userId());
        return post == null || author == null
                ? null
                : new PostDetail(
                        post, author, access.mapper(PostTagMapper.class).tagsOf(postId));
    }

    /// A user with the newest posts that the user published; `null` where there is no such user.
    public static @Nullable UserPosts published(Access access, long userId, int limit) {
        User user = access.mapper(UserMapper.class).find(userId);
        return user == null ? null : withPublished(access, List.of(user), limit).getFirst();
    }

    /// These users, each with the newest posts that the user published, none left out who published nothing: one
    /// statement.
    public static List<UserPosts> withPublished(Access access, List<User> users, int each) {
        if (users.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Post>> posts = new HashMap<>();
        access.mapper(PostMapper.class)
                .newestPublished(users.stream().map(User::id).toList(), each)
                .forEach(post -> posts.computeIfAbsent(post.userId(), _ -> new ArrayList<>())
                        .add(post));
        return users.stream()
                .map(user -> new UserPosts(user, posts.getOrDefault(user.id(), List.of())))
                .toList();
    }

    // ---- write ----

    /// Makes an author, the author's first post, and its tags.
    /// @throws studio.rowan.db.DbError.Constraint where the email is taken: then nothing is left of it
    public static Post begin(Access access, User.New author, String title, String content, List<Tag.New> tags) {
        User user = access.mapper(UserMapper.class).insert(author);
        Post post = access.mapper(PostMapper.class).insert(new Post.New(title, content, user.id()));
        tag(access, post.id(), tags);
        return post;
    }

    /// Ties a post to tags, which are made where they do not exist yet.
    public static void tag(Access access, long postId, List<Tag.New> tags) {
        if (tags.isEmpty()) {
            return;
        }
        TagMapper mapper = access.mapper(TagMapper.class);
        mapper.insertFree(tags);
        List<PostTag> pairs = mapper.named(tags.stream().map(Tag.New::name).toList()).stream()
                .map(tag -> new PostTag(postId, tag.id()))
                .toList();
        access.mapper(PostTagMapper.class).insertFree(pairs);
    }

    /// Gives posts new titles, by id: how many of them are there.
    public static int retitle(Access access, Map<Long, String> titles) {
        PostMapper posts = access.mapper(PostMapper.class);
        List<PostMapper.Title> all = new LinkedHashMap<>(titles)
                .entrySet().stream()
                        .map(entry -> new PostMapper.Title(entry.getKey(), entry.getValue()))
                        .toList();
        int changed = 0;
        for (int from = 0; from < all.size(); from += BATCH) {
            changed += posts.setTitles(all.subList(from, Math.min(all.size(), from + BATCH)))
                    .size();
        }
        return changed;
    }

    /// Gives all posts of a user to another one: how many there were.
    /// @throws studio.rowan.db.DbError.Constraint where there is no such heir: then all stay where they were
    public static int transfer(Access access, long from, long to) {
        return access.mapper(PostMapper.class).transfer(from, to).size();
    }
}
