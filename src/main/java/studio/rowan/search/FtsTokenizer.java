package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Ident;

/// How a text is cut into words ([FTS5, 4.3](https://www.sqlite.org/fts5.html#tokenizers)).
/// @param kind which tokenizer
/// @param diacritics what becomes of accents
/// @param tokenChars characters that are part of words too; not for trigrams
/// @param separators characters that end words too; not for trigrams
/// @param categories Unicode categories whose characters make words, such as `L* N* Co`; empty for these; not for
///     trigrams
/// @param caseSensitive upper and lower case differ; for trigrams only
public record FtsTokenizer(
        Kind kind,
        Diacritics diacritics,
        String tokenChars,
        String separators,
        String categories,
        boolean caseSensitive) {
    /// SQLite's own tokenizers for any language, and the stemmer for English over the first.
    public enum Kind {
        UNICODE61,
        PORTER,
        TRIGRAM
    }

    /// Whether `é` is found by `e`.
    public enum Diacritics {
        KEEP,
        /// As FTS5 did at first: only where one accent is one character.
        REMOVE_SIMPLE,
        REMOVE
    }

    public static FtsTokenizer of(Kind kind) {
        return new FtsTokenizer(kind, Diacritics.REMOVE, "", "", "", false);
    }

    /// The value of FTS5's `tokenize` option.
    String spec() {
        List<String> words = new ArrayList<>();
        if (kind == Kind.TRIGRAM) {
            words.add("trigram");
            words.add("case_sensitive " + (caseSensitive ? 1 : 0));
            // SQLite takes no other choice where case is kept.
            words.add("remove_diacritics " + (caseSensitive || diacritics == Diacritics.KEEP ? 0 : 1));
            return String.join(" ", words);
        }
        words.add(kind == Kind.PORTER ? "porter unicode61" : "unicode61");
        words.add("remove_diacritics " + diacritics.ordinal());
        add(words, "categories", categories);
        add(words, "tokenchars", tokenChars);
        add(words, "separators", separators);
        return String.join(" ", words);
    }

    private static void add(List<String> words, String option, String value) {
        if (!value.isEmpty()) {
            words.add(option + " " + Ident.literal(value));
        }
    }
}
