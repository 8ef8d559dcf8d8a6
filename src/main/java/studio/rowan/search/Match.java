package studio.rowan.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.schema.FullTextDdl.Detail;

/// A MATCH expression that says what a [Query] asks of an index. For what is not raw it is right whatever the user
/// typed: each word is a quoted string.
/// @param text the expression; empty where nothing is asked for
/// @param column the one column that FTS3 and FTS4 look into, null for all
/// @param tail the word that may be the beginning of one, null without
record Match(String text, @Nullable String column, @Nullable Tail tail) {
    private static final int LONGEST = 4_000;
    private static final int MOST_WORDS = 64;

    /// The last word, and what stands around it in the expression.
    record Tail(String before, String word, String after) {
        /// The expression with other words in place of those that begin like it.
        String with(List<String> terms) {
            return before + terms.stream().map(Match::quote).collect(Collectors.joining(" OR ", "(", ")")) + after;
        }
    }

    /// @param cut splits texts into the words of the index's tokenizer
    /// @param tailed whether the tail is asked for
    static Match of(Query query, SearchIndex index, Function<List<String>, List<List<String>>> cut, boolean tailed) {
        if (query.raw()) {
            return new Match(sane(query.text()).strip(), null, null);
        }
        return index.isOld() ? OldMatch.of(query, index) : new Fts5(index, cut, tailed).match(query);
    }

    static String quote(String word) {
        return '"' + word.replace("\"", "\"\"") + '"';
    }

    /// Without what would end the text early or is no character: NUL and halves of surrogate pairs.
    static String sane(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        StringBuilder out = new StringBuilder(bounded.length());
        bounded.codePoints()
                .forEach(c -> out.appendCodePoint(c == 0 || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE ? ' ' : c));
        return out.toString();
    }

    /// A word or words side by side.
    /// @param last whether the text ends with it, and no quotation mark closes it
    record Word(String text, boolean last) {}

    /// The words of a text; an even number of quotation marks makes phrases of what stands between two.
    static List<Word> words(String typed) {
        String text = sane(typed);
        boolean phrases = text.chars().filter(c -> c == '"').count() % 2 == 0;
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean mark = phrases && c == '"';
            if (mark || !inside && isSpace(c)) {
                add(words, word);
                inside ^= mark;
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty() && words.size() < MOST_WORDS) {
            words.add(new Word(word.toString(), true));
        }
        return words;
    }

    private static void add(List<Word> words, StringBuilder word) {
        if (!word.toString().isBlank() && words.size() < MOST_WORDS) {
            words.add(new Word(word.toString(), false));
        }
        word.setLength(0);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /// The language of FTS5 ([fts5, 3](https://www.sqlite.org/fts5.html#full_text_query_syntax)).
    private static final class Fts5 {
        private final SearchIndex index;
        private final Function<List<String>, List<List<String>>> cut;
        private final boolean tailed;
        private final boolean phrases;
        private final Map<String, List<String>> tokens = new HashMap<>();

        Fts5(SearchIndex index, Function<List<String>, List<List<String>>> cut, boolean tailed) {
            this.index = index;
            this.cut = cut;
            this.tailed = tailed;
            this.phrases = index.options().detail() == Detail.FULL;
        }

        /// All at once: asking for the words of each text by itself would take as many indexes in memory.
        private void cut(Query query, @Nullable Word open) {
            List<String> texts = new ArrayList<>();
            if (!phrases) {
                for (String typed : List.of(query.text(), query.near(), query.any(), query.none())) {
                    words(typed).forEach(word -> texts.add(word.text()));
                }
                texts.add(sane(query.phrase()));
            } else if (tailed && open != null) {
                texts.add(open.text());
            }
            if (!texts.isEmpty()) {
                List<List<String>> found = cut.apply(texts);
                for (int i = 0; i < texts.size(); i++) {
                    tokens.put(texts.get(i), found.get(i));
                }
            }
        }

        Match match(Query query) {
            List<String> all = new ArrayList<>();
            List<Word> words = words(query.text());
            Word open = query.prefix() && !words.isEmpty() && words.getLast().last() ? words.getLast() : null;
            cut(query, open);
            for (Word word : open == null ? words : words.subList(0, words.size() - 1)) {
                all.addAll(strings(word.text()));
            }
            String phrase = sane(query.phrase());
            if (!phrase.isBlank()) {
                all.addAll(strings(phrase));
            }
            List<String> near = each(query.near());
            if (near.size() > 1 && phrases) {
                all.add("NEAR(" + String.join(" ", near) + ", " + Math.clamp(query.distance(), 0, 1000) + ")");
            } else {
                all.addAll(near);
            }
            List<String> any = each(query.any());
            List<String> none = each(query.none());
            List<String> columns = query.columns().stream()
                    .filter(name -> index.field(name).isPresent())
                    .toList();
            boolean filtered = !columns.isEmpty() && index.options().detail() != Detail.NONE;
            String before =
                    filtered ? columns.stream().map(Match::quote).collect(Collectors.joining(" ", "{", "} : (")) : "";
            String after = filtered ? ")" : "";
            if (!none.isEmpty()) {
                before += "(";
                after = ") NOT (" + String.join(" OR ", none) + ")" + after;
            }
            if (!any.isEmpty()) {
                boolean more = !all.isEmpty() || open != null;
                after = (more ? ") AND (" : "(") + String.join(" OR ", any) + ")" + after;
                before += more ? "(" : "";
            }
            return put(before, all, open, after, !any.isEmpty());
        }

        private Match put(String before, List<String> all, @Nullable Word open, String after, boolean more) {
            if (all.isEmpty() && open == null && !more) {
                return new Match("", null, null);
            }
            String list = String.join(" ", all);
            if (open == null) {
                return new Match(before + list + after, null, null);
            }
            List<String> strings = strings(open.text());
            String words = String.join(" ", strings);
            String text = before + (list.isEmpty() ? "" : list + " ") + words + " *" + after;
            List<String> last = tokens.getOrDefault(open.text(), List.of());
            Tail tail = tailed && last.size() == 1
                    ? new Tail(list.isEmpty() ? before : before + "(" + list + ") AND ", last.getFirst(), after)
                    : null;
            return new Match(text, null, tail);
        }

        /// One string, or one a word where the index does not know which words stand side by side.
        private List<String> strings(String word) {
            List<String> several = phrases ? List.of() : tokens.getOrDefault(word, List.of());
            return several.size() > 1 ? several.stream().map(Match::quote).toList() : List.of(quote(word));
        }

        private List<String> each(String typed) {
            return words(typed).stream()
                    .flatMap(word -> strings(word.text()).stream())
                    .toList();
        }
    }
}
