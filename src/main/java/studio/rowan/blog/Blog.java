package studio.rowan.blog;

import java.util.List;
import studio.rowan.db.Access;

/// What touches more than one table of the sample. Each method belongs into one [studio.rowan.db.Db#write], so that
/// all of it happens or nothing.
public final class Blog {
    private Blog() {}

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
        List<PostTag> pairs = tags.stream()
                .map(tag -> mapper.findByName(tag.name()))
                .filter(java.util.Objects::nonNull)
                .map(tag -> new PostTag(postId, tag.id()))
                .toList();
        access.mapper(PostTagMapper.class).insertFree(pairs);
    }
}
