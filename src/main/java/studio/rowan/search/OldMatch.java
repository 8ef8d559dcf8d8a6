package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The language of FTS3 and FTS4 ([fts3, 3](https://www.sqlite.org/fts3.html#full_text_index_queries)): a string knows
/// no way to hold a quotation mark, and a star in it means a beginning.
final class OldMatch {
    private static final int LONGEST_CHAIN = 5;

    private OldMatch() {}

    static Match of(Query query, SearchIndex index) {
        List<Match.Word> words = Match.words(query.text());
        List<String> all = new ArrayList<>();
        for (Match.Word word : words) {
            add(all, word.text(), query.prefix() && word.last());
        }
        add(all, Match.sane(query.phrase()), false);
        near(all, strings(query.near()), " NEAR/" + Math.clamp(query.distance(), 0, 1000) + " ");
        List<String> any = strings(query.any());
        if (!any.isEmpty()) {
            all.add(any.stream().collect(Collectors.joining(" OR ", "(", ")")));
        }
        List<String> none = strings(query.none());
        String text = String.join(" AND ", all);
        if (!none.isEmpty() && !text.isEmpty()) {
            text = "(" + text + ") NOT (" + String.join(" OR ", none) + ")";
        }
        // Words can be held against one column or against all of them.
        String column = query.columns().size() == 1
                        && index.field(query.columns().getFirst()).isPresent()
                ? query.columns().getFirst()
                : null;
        return new Match(text, column, null);
    }

    /// Whether the words that are to be near each other are so many that only neighbours among them are held to it.
    static boolean nearInParts(Query query, SearchIndex index) {
        return index.isOld() && !query.raw() && strings(query.near()).size() > LONGEST_CHAIN;
    }

    /// SQLite takes no expression of more than 12 levels, and each NEAR of a chain is one, while it evens out AND and
    /// OR. Of many words each has to be close to those beside it.
    private static void near(List<String> all, List<String> words, String near) {
        if (words.size() <= LONGEST_CHAIN) {
            words.stream().reduce((left, right) -> left + near + right).ifPresent(all::add);
            return;
        }
        IntStream.range(0, words.size() - 2)
                .mapToObj(i -> String.join(near, words.subList(i, i + 3)))
                .distinct()
                .forEach(all::add);
    }

    private static List<String> strings(String typed) {
        List<String> strings = new ArrayList<>();
        Match.words(typed).forEach(word -> add(strings, word.text(), false));
        return strings;
    }

    /// A string without any word in it would find nothing, whatever stands beside it.
    private static void add(List<String> strings, String word, boolean prefix) {
        String plain = word.replaceAll("[\"*^]", " ").strip();
        if (plain.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || c >= 0x80)) {
            strings.add('"' + plain + (prefix ? "*\"" : "\""));
        }
    }
}
