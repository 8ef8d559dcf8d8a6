package studio.rowan.blog;

import org.jspecify.annotations.Nullable;

/// A post as a list shows it: with its author, and with the beginning of its content only.
/// @param excerpt `null` where there is no content, or where it is too large to be looked at in passing
public record PostLine(
        long id,
        String title,
        @Nullable String excerpt,
        boolean published,
        long createdAt,
        long updatedAt,
        Author author) {
    /// Where it stands among all posts by date.
    public PostMapper.Place place() {
        return new PostMapper.Place(createdAt, id);
    }
}
