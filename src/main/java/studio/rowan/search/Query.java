package studio.rowan.search;

import java.util.List;

/// What a user looks for. All of it is words, whatever characters they hold; only `raw` is the language of the index.
/// @param text words that all must be there; those between two quotation marks side by side
/// @param prefix whether the last word of `text` may be the beginning of one, as while it is typed
/// @param any words of which one must be there
/// @param none words that must not be there
/// @param phrase words side by side
/// @param near words close to each other
/// @param distance how many words may stand between them
/// @param columns the only ones that are searched; empty for all
/// @param raw `text` is a MATCH expression, and the rest is nothing
public record Query(
        String text,
        boolean prefix,
        String any,
        String none,
        String phrase,
        String near,
        int distance,
        List<String> columns,
        boolean raw) {
    public static final int DISTANCE = 10;

    public Query {
        columns = List.copyOf(columns);
    }

    /// What is being typed into a search box.
    public static Query typed(String text) {
        return new Query(text, true, "", "", "", "", DISTANCE, List.of(), false);
    }

    /// A MATCH expression as the index takes it.
    public static Query raw(String match) {
        return new Query(match, false, "", "", "", "", DISTANCE, List.of(), true);
    }

    public Query in(List<String> only) {
        return new Query(text, prefix, any, none, phrase, near, distance, only, raw);
    }

    /// The words as they are, none of them cut short.
    public Query whole() {
        return new Query(text, false, any, none, phrase, near, distance, columns, raw);
    }

    /// True where nothing is looked for: words to leave out alone find nothing.
    public boolean isBlank() {
        return text.isBlank() && (raw || any.isBlank() && phrase.isBlank() && near.isBlank());
    }

    /// True where there is no letter and no digit in it: most tokenizers see no word there.
    public boolean isWordless() {
        String all = raw ? text : String.join(" ", text, any, phrase, near);
        return all.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
