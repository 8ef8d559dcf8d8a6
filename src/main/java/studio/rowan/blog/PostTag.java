package studio.rowan.blog;

/// A row of `post_tags`: the post carries the tag.
public record PostTag(long postId, long tagId) {}
