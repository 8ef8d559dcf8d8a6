package studio.rowan.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;
import studio.rowan.search.Hits;
import studio.rowan.search.Query;
import studio.rowan.search.Search;
import studio.rowan.search.SearchIndex;

/// A search as one types: words that few posts hold, and beginnings that almost half of them hold. The bar of a time is
/// that time itself.
final class SearchSpeed implements Measured {
    private static final int RUNS = 3;
    private static final double SELECTIVE_MILLIS = 30;
    private static final double FIRST_MILLIS = 150;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Path file = files.blog();
        try (Workspace workspace = files.open(file);
                Connection raw = BenchFiles.raw(file)) {
            SchemaObject object = workspace.schema().relation("posts_fts").orElseThrow();
            SearchIndex index = workspace
                    .db()
                    .read("index", access -> SearchIndex.of(access, object))
                    .await();
            long broad = files.posts() * 4 / 10;
            List<String> beginnings = beginnings(raw, broad);
            Turns.Pair exact = Turns.of(
                    RUNS,
                    () -> exact(workspace, index, beginnings.getFirst()),
                    () -> plain(raw, beginnings.getFirst()));
            return List.of(
                    Result.of(
                            "search, words of few posts, p95 (reference: the bar)",
                            p95(terms(raw), word -> exact(workspace, index, word)),
                            SELECTIVE_MILLIS,
                            "ms",
                            1),
                    Result.of(
                            "search, beginning in 40 % of posts, first 50, p95 (reference: the bar)",
                            p95(beginnings, word -> first(workspace, index, word)), FIRST_MILLIS, "ms", 1),
                    Result.of(
                            "search, the same, exact order (reference: ORDER BY rank)",
                            exact.value(),
                            exact.reference(),
                            "ms",
                            1.1));
        }
    }

    @FunctionalInterface
    private interface Timed {
        double of(String word) throws Exception;
    }

    /// Each word three times, after once unrecorded.
    private static double p95(List<String> words, Timed timed) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int turn = 0; turn <= RUNS; turn++) {
            for (String word : words) {
                double time = timed.of(word);
                if (turn > 0) {
                    times.add(time);
                }
            }
        }
        return Turns.percentile(times.stream().mapToDouble(time -> time).toArray(), 0.95);
    }

    private static double exact(Workspace workspace, SearchIndex index, String word) {
        Search search = new Search(index, Query.typed(word), List.of());
        long began = System.nanoTime();
        Hits hits = workspace
                .db()
                .sort("search", access -> search.exact(access, 0, Search.PAGE))
                .await();
        double time = Turns.millisSince(began);
        check(hits.list().size(), word);
        return time;
    }

    private static double first(Workspace workspace, SearchIndex index, String word) {
        Search search = new Search(index, Query.typed(word), List.of());
        long began = System.nanoTime();
        Hits hits = workspace
                .db()
                .search("search", access -> search.provisional(access, Search.PAGE))
                .await()
                .orElseThrow();
        double time = Turns.millisSince(began);
        check(hits.list().size() == Search.PAGE ? 1 : 0, word);
        return time;
    }

    private static void check(int found, String word) {
        if (found == 0) {
            throw new IllegalStateException("not found: " + word);
        }
    }

    private static double plain(Connection raw, String word) throws SQLException {
        long began = System.nanoTime();
        try (PreparedStatement statement =
                raw.prepareStatement("SELECT rowid, rank, snippet(posts_fts, 0, '[', ']', '…', 24),"
                        + " snippet(posts_fts, 1, '[', ']', '…', 48) FROM posts_fts WHERE posts_fts MATCH ?"
                        + " ORDER BY rank LIMIT 51")) {
            statement.setString(1, '"' + word + "\" *");
            int found = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found += rows.getString(4).isEmpty() ? 0 : 1;
                }
            }
            check(found, word);
        }
        return Turns.millisSince(began);
    }

    private static List<String> terms(Connection raw) throws SQLException {
        List<String> terms = new ArrayList<>();
        try (Statement statement = raw.createStatement()) {
            statement.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, posts_fts, row)");
            try (ResultSet rows =
                    statement.executeQuery("SELECT term FROM temp.words WHERE doc BETWEEN 5 AND 60 LIMIT 40")) {
                while (rows.next()) {
                    terms.add(rows.getString(1));
                }
            }
            statement.execute("DROP TABLE temp.words");
        }
        terms.add(BenchFiles.NEEDLE);
        return terms;
    }

    /// Beginnings of words that at least so many posts hold, that of the fewest first.
    private static List<String> beginnings(Connection raw, long rows) throws SQLException {
        SortedMap<Long, String> found = new TreeMap<>();
        try (PreparedStatement count = raw.prepareStatement("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH ?")) {
            for (String word :
                    List.of("bav", "coh", "dink", "ferm", "gosp", "har", "kil", "lanc", "mern", "nosb", "ba")) {
                count.setString(1, '"' + word + "\" *");
                try (ResultSet answer = count.executeQuery()) {
                    if (answer.next() && answer.getLong(1) >= rows) {
                        found.put(answer.getLong(1), word);
                    }
                }
            }
        }
        check(found.size(), "a broad beginning");
        return List.copyOf(found.values());
    }
}
