package studio.rowan.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What one part of an UPDATE's SET gives to which columns: `a = x`, or `(a, b) = (x, y)`.
final class GivenValues {
    private static final Set<String> QUERY = Set.of("SELECT", "VALUES", "WITH");

    private GivenValues() {}

    /// @param item as it stands between two commas
    /// @return values as SQL, by the name of the column in lower case; empty where they cannot be told
    static Map<String, String> of(Phrase item) {
        int last = item.is(0, "(") ? item.until(1, Set.of()) : 0;
        if (!item.is(last + 1, "=")) {
            return Map.of();
        }
        Phrase said = item.part(last + 2, item.size());
        if (last == 0) {
            return Map.of(item.name(0), "(" + said.text() + ")");
        }
        List<String> names =
                item.part(1, last).items(0).stream().map(name -> name.name(0)).toList();
        List<String> values = values(said, names.size());
        Map<String, String> given = new LinkedHashMap<>();
        if (values.size() == names.size()) {
            IntStream.range(0, names.size()).forEach(i -> given.put(names.get(i), values.get(i)));
        }
        return given;
    }

    private static List<String> values(Phrase said, int count) {
        if (count == 1) {
            return List.of("(" + said.text() + ")");
        }
        Phrase inner = said.part(1, said.size() - 1);
        if (inner.isAny(0, QUERY)) {
            String names = IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
            return IntStream.range(0, count)
                    .mapToObj(i -> "(WITH rowan_row(" + names + ") AS (" + inner.text() + ") SELECT c" + i
                            + " FROM rowan_row LIMIT 1)")
                    .toList();
        }
        // An expression that holds FROM is read in part only.
        List<Phrase> items = inner.items(0);
        int words = items.stream().mapToInt(Phrase::size).sum() + items.size() - 1;
        return words == inner.size()
                ? items.stream().map(value -> "(" + value.text() + ")").toList()
                : List.of();
    }
}
