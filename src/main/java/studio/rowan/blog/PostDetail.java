package studio.rowan.blog;

import java.util.List;

/// A post whole, as a form shows it: with its author, and its tags by name.
public record PostDetail(Post post, Author author, List<Tag> tags) {
    public PostDetail {
        tags = List.copyOf(tags);
    }
}
