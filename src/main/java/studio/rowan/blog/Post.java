package studio.rowan.blog;

import org.jspecify.annotations.Nullable;

/// A row of `posts`.
/// @param createdAt milliseconds since 1970-01-01 UTC
/// @param updatedAt the same; every change moves it forward
public record Post(
        long id,
        String title,
        @Nullable String content,
        boolean published,
        long userId,
        long createdAt,
        long updatedAt) {
    /// A post to be inserted. Without times the database takes its own clock's.
    public record New(
            String title,
            @Nullable String content,
            boolean published,
            long userId,
            @Nullable Long createdAt,
            @Nullable Long updatedAt) {
        public New(String title, @Nullable String content, long userId) {
            this(title, content, false, userId, null, null);
        }
    }

    public Post withTitle(String newTitle) {
        return new Post(id, newTitle, content, published, userId, createdAt, updatedAt);
    }

    public Post withContent(@Nullable String newContent) {
        return new Post(id, title, newContent, published, userId, createdAt, updatedAt);
    }

    public Post withPublished(boolean nowPublished) {
        return new Post(id, title, content, nowPublished, userId, createdAt, updatedAt);
    }

    public Post withAuthor(long newUserId) {
        return new Post(id, title, content, published, newUserId, createdAt, updatedAt);
    }
}
