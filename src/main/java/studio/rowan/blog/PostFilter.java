package studio.rowan.blog;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which posts a list shows; what is `null`, and a blank text, lets all of them through.
/// @param text words of title or content, as the user typed them
/// @param indexed whether the file has `posts_fts`: then words are looked up in it by their beginnings
/// @param author the id of a user
/// @param tag the id of a tag
public record PostFilter(
        String text,
        boolean indexed,
        @Nullable Long author,
        @Nullable Long tag,
        @Nullable Boolean published) {
    public static final PostFilter ALL = new PostFilter("", false, null, null, null);

    public PostFilter withText(String newText, boolean isIndexed) {
        return new PostFilter(newText, isIndexed, author, tag, published);
    }

    public PostFilter withAuthor(@Nullable Long newAuthor) {
        return new PostFilter(text, indexed, newAuthor, tag, published);
    }

    public PostFilter withTag(@Nullable Long newTag) {
        return new PostFilter(text, indexed, author, newTag, published);
    }

    public PostFilter withPublished(@Nullable Boolean newPublished) {
        return new PostFilter(text, indexed, author, tag, newPublished);
    }

    /// Lets every post through.
    public boolean isAll() {
        return text.isBlank() && author == null && tag == null && published == null;
    }

    /// What the index is asked: each word, quoted, as the beginning of one; `null` where the index is not asked.
    public @Nullable String match() {
        return indexed && !text.isBlank() && isWords() ? words().collect(Collectors.joining(" ")) : null;
    }

    /// What LIKE is asked where the index is not; `null` without a text.
    public @Nullable String like() {
        return text.isBlank() || match() != null ? null : Like.containing(text.strip());
    }

    private Stream<String> words() {
        return Arrays.stream(text.strip().split("\\s+")).map(word -> "\"" + word.replace("\"", "\"\"") + "\"*");
    }

    /// The index knows letters and digits only: it would find nothing for a `%`, and the half of `C++`.
    private boolean isWords() {
        return text.codePoints()
                        .allMatch(c ->
                                Character.isLetterOrDigit(c) || Character.isWhitespace(c) || "'’-.,\"".indexOf(c) >= 0)
                && Arrays.stream(text.strip().split("\\s+"))
                        .allMatch(word -> word.codePoints().anyMatch(Character::isLetterOrDigit));
    }
}
