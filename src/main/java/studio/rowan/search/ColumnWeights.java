package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.rowan.schema.FullTextDdl.Detail;
import studio.rowan.schema.FullTextDdl.Engine;

/// How much a hit in each column of an index counts in the order of the rows.
final class ColumnWeights {
    static final double MOST = 10;
    static final double STEP = 0.5;

    private static final Pattern BM25 = Pattern.compile("\\s*bm25\\s*\\(([\\d.,\\s]*)\\)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private ColumnWeights() {}

    /// True where weights make a difference: there are columns to weigh, and the ranking knows which one a word is in.
    static boolean canWeigh(SearchIndex index) {
        return index.engine() == Engine.FTS5
                && index.trouble() == null
                && (index.options().detail() != Detail.NONE || index.hasText())
                && index.fields().stream().filter(SearchIndex.Field::indexed).count() > 1;
    }

    /// What the index says itself, for each of its columns: 1, unless its option `rank` says otherwise
    /// ([fts5, 6.7](https://www.sqlite.org/fts5.html#the_rank_configuration_option)).
    static List<Double> usual(SearchIndex index) {
        List<Double> weights = new ArrayList<>();
        for (SearchIndex.Setting setting : index.settings()) {
            Matcher bm25 = BM25.matcher(String.valueOf(setting.value().asText()));
            if (setting.key().equals("rank") && bm25.matches()) {
                NUMBER.matcher(bm25.group(1)).results().forEach(found -> weights.add(Double.valueOf(found.group())));
            }
        }
        while (weights.size() < index.fields().size()) {
            weights.add(1.0);
        }
        return List.copyOf(weights.subList(0, index.fields().size()));
    }
}
