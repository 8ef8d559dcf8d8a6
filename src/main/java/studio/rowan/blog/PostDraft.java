package studio.rowan.blog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A post as it stands in a form, saved or not.
/// @param author `null` until one was chosen
/// @param tags of them, those whose name is not there yet are made when the draft is saved
public record PostDraft(
        String title,
        String content,
        boolean published,
        @Nullable Author author,
        List<Tag.New> tags) {
    /// Why a draft cannot be saved.
    public enum Problem {
        NO_TITLE,
        NO_AUTHOR,
        NOTHING_TO_PUBLISH
    }

    public static final PostDraft EMPTY = new PostDraft("", "", false, null, List.of());

    public PostDraft {
        tags = List.copyOf(tags);
    }

    public static PostDraft of(PostDetail detail) {
        Post post = detail.post();
        String content = post.content();
        return new PostDraft(
                post.title(),
                content == null ? "" : content,
                post.published(),
                detail.author(),
                detail.tags().stream()
                        .map(tag -> new Tag.New(tag.name(), tag.color()))
                        .toList());
    }

    PostDraft withTitle(String newTitle) {
        return new PostDraft(newTitle, content, published, author, tags);
    }

    PostDraft withContent(String newContent) {
        return new PostDraft(title, newContent, published, author, tags);
    }

    PostDraft withPublished(boolean nowPublished) {
        return new PostDraft(title, content, nowPublished, author, tags);
    }

    PostDraft withAuthor(Author newAuthor) {
        return new PostDraft(title, content, published, newAuthor, tags);
    }

    PostDraft withTags(List<Tag.New> newTags) {
        return new PostDraft(title, content, published, author, newTags);
    }

    /// The first thing that has to be mended before it can be saved.
    public Optional<Problem> problem() {
        if (title.isBlank()) {
            return Optional.of(Problem.NO_TITLE);
        }
        if (author == null) {
            return Optional.of(Problem.NO_AUTHOR);
        }
        return published && content.isBlank() ? Optional.of(Problem.NOTHING_TO_PUBLISH) : Optional.empty();
    }

    /// The same but for the colours of tags, which belong to the tags and not to the post.
    boolean isSame(PostDraft other) {
        return title.equals(other.title)
                && content.equals(other.content)
                && published == other.published
                && authorId() == other.authorId()
                && names().equals(other.names());
    }

    private long authorId() {
        return author == null ? -1 : author.id();
    }

    List<String> names() {
        return tags.stream().map(Tag.New::name).sorted().toList();
    }

    /// Nothing was written yet.
    boolean isEmpty() {
        return title.isBlank() && content.isBlank() && tags.isEmpty();
    }
}
