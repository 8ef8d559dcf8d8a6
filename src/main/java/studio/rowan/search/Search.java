package studio.rowan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// One search of an index. The exact order of many matches takes long, since each of them is ranked; so there are
/// two answers, which may be asked for at the same time: the first of many at once, and the exact one when it is ready.
public final class Search {
    /// Rows of one page.
    public static final int PAGE = 50;

    /// Matches that the first answer is ranked among.
    static final int LOOKED_AT = 5_000;

    /// Rows that words beginning like the last one have together, at which no further word is taken.
    private static final int ENOUGH = 20_000;

    private static final int MOST_TERMS = 100;
    private static final Duration RANKING = Duration.ofMillis(60);

    private final SearchIndex index;
    private final Query query;
    private final List<Double> weights;
    private final List<Facet.Count> only;
    private final HitText text;

    /// @param weights how much a hit in each column counts, in their order; empty for what the index says itself
    public Search(SearchIndex index, Query query, List<Double> weights) {
        this(index, query, weights, List.of());
    }

    /// @param only values that the rows must have
    public Search(SearchIndex index, Query query, List<Double> weights, List<Facet.Count> only) {
        this.only = List.copyOf(only);
        this.index = index;
        this.query = query;
        this.weights = List.copyOf(weights);
        this.text = new HitText(index);
    }

    /// The best matches in their order.
    /// @throws DbError.Syntax where a raw expression cannot be read
    public Hits exact(Access access, int offset, int limit) {
        Match match = match(access, false);
        if (match.text().isEmpty()) {
            return Hits.NONE;
        }
        if (index.isOld()) {
            return new OldSearch(index, match, weights, text).hits(access, offset, limit);
        }
        return page(
                access,
                limit,
                texts -> Sql.builder()
                        .add("SELECT rowid, rank")
                        .add(texts)
                        .add(" FROM ")
                        .add(from(match.text()))
                        .add(weighted())
                        .add(" ORDER BY rank LIMIT " + (limit + 1) + " OFFSET " + offset)
                        .build(),
                true,
                true);
    }

    /// Matches ranked among the newest of them, in a bounded time however many there are; empty where that gives
    /// nothing that [#exact] does not give as soon.
    public Optional<Hits> provisional(Access access, int limit) {
        if (index.isOld()) {
            return Optional.empty();
        }
        Match match = match(access, true);
        String expression = match.text();
        if (match.tail() != null) {
            Terms terms = terms(access, match.tail().word());
            // A stemmer may leave none that can be asked for by itself.
            if (terms.all || terms.list.isEmpty()) {
                return Optional.empty();
            }
            expression = match.tail().with(terms.list);
        }
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        String asked = expression;
        Optional<Hits> ranked = access.within(RANKING, () -> ranked(access, asked, limit));
        return Optional.of(ranked.orElseGet(() -> newest(access, asked, limit)))
                .filter(hits -> !hits.list().isEmpty());
    }

    private Hits ranked(Access access, String expression, int limit) {
        Sql ranks = Sql.builder()
                .add("SELECT rowid, r FROM (SELECT rowid, " + function() + " AS r FROM ")
                .add(from(expression))
                .add(" ORDER BY rowid DESC LIMIT " + LOOKED_AT + ") ORDER BY r LIMIT " + (limit + 1))
                .build();
        List<Row> best = access.query(ranks);
        List<Row> shown = best.subList(0, Math.min(limit, best.size()));
        Map<Long, Hit> hits = new HashMap<>();
        try {
            for (Row row : shown.isEmpty() ? List.<Row>of() : access.query(texts(expression, shown))) {
                hits.put(row.asLong(0), text.hit(row));
            }
        } catch (DbError.Corrupt | DbError.TooBig | DbError.Syntax e) {
            shown.forEach(row -> hits.put(row.asLong(0), text.without(access, row)));
        }
        List<Hit> ordered = new ArrayList<>();
        for (Row row : shown) {
            Hit hit = hits.get(row.asLong(0));
            if (hit != null) {
                ordered.add(hit.ranked(HitText.rank(row)));
            }
        }
        return new Hits(ordered, false, true, best.size() > limit);
    }

    /// One more walk over the same matches: looking up each row by itself would set the search up as many times.
    private Sql texts(String expression, List<Row> shown) {
        String rowids = shown.stream().map(row -> row.get(0).asText()).collect(Collectors.joining(", "));
        long last = shown.stream().mapToLong(row -> row.asLong(0)).min().orElseThrow();
        return Sql.builder()
                .add("SELECT rowid, NULL")
                .add(text.columns())
                .add(" FROM ")
                .add(from(expression))
                .add(" AND rowid >= " + last + " AND +rowid IN (" + rowids + ") ORDER BY rowid DESC")
                .build();
    }

    private Hits newest(Access access, String expression, int limit) {
        return page(
                access,
                limit,
                texts -> Sql.builder()
                        .add("SELECT rowid, NULL")
                        .add(texts)
                        .add(" FROM ")
                        .add(from(expression))
                        .add(" ORDER BY rowid DESC LIMIT " + (limit + 1))
                        .build(),
                false,
                false);
    }

    @FunctionalInterface
    private interface Asked {
        Sql with(Sql texts);
    }

    /// Rows with their texts; where the text of one cannot be read, the rows come without what stands around the hits.
    private Hits page(Access access, int limit, Asked asked, boolean exact, boolean ranked) {
        List<Hit> hits = new ArrayList<>();
        try {
            access.query(asked.with(text.columns())).forEach(row -> hits.add(text.hit(row)));
        } catch (DbError.Corrupt | DbError.TooBig | DbError.Syntax e) {
            hits.clear();
            access.query(asked.with(Sql.of(""))).forEach(row -> hits.add(text.without(access, row)));
        }
        boolean more = hits.size() > limit;
        return new Hits(more ? hits.subList(0, limit) : hits, exact, ranked, more);
    }

    /// How many rows match, counted up to a bound.
    /// @return the bound + 1 where there are more
    public long count(Access access, long bound) {
        Match match = match(access, false);
        return match.text().isEmpty()
                ? 0
                : access.scalar(Sql.builder()
                                .add("SELECT count(*) FROM (SELECT 1 FROM ")
                                .add(from(match))
                                .add(" LIMIT " + (bound + 1) + ")")
                                .build())
                        .asLong();
    }

    /// The rowids of all matches as `id`, to be joined with.
    public Optional<Sql> rowids(Access access) {
        Match match = match(access, false);
        return match.text().isEmpty()
                ? Optional.empty()
                : Optional.of(Sql.builder()
                        .add("SELECT rowid AS id FROM ")
                        .add(from(match))
                        .build());
    }

    /// All matches as `id` and `r`, which is the smaller the better a match is; empty where nothing is looked for.
    /// @param scratch keeps what an old index, which ranks nothing itself, has to be ranked with
    /// @throws DbError.Syntax where a raw expression cannot be read
    Optional<Sql> ranking(Access access, Scratch scratch) {
        Match match = match(access, false);
        if (match.text().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                index.isOld()
                        ? new OldSearch(index, match, weights, text).ranking(access, scratch)
                        : Sql.builder()
                                .add("SELECT rowid AS id, rank AS r FROM ")
                                .add(from(match.text()))
                                .add(weighted())
                                .build());
    }

    Query query() {
        return query;
    }

    SearchIndex index() {
        return index;
    }

    private Match match(Access access, boolean tailed) {
        return Match.of(query, index, new Cutter(access.job(), index)::cut, tailed);
    }

    private Sql from(Match match) {
        String left = match.column() == null ? index.name() : match.column();
        return from(left, match.text());
    }

    private Sql from(String expression) {
        return from(index.name(), expression);
    }

    private Sql from(String left, String expression) {
        Sql.Builder sql = Sql.builder()
                .ident(index.name())
                .add(" WHERE ")
                .ident(left)
                .add(" MATCH ")
                .bind(Value.of(expression));
        only.forEach(count -> sql.add(count.facet().condition(count.value())));
        return sql.build();
    }

    private Sql weighted() {
        return weights.isEmpty()
                ? Sql.of("")
                : Sql.builder()
                        .add(" AND rank MATCH ")
                        .bind(Value.of("bm25(" + numbers() + ")"))
                        .build();
    }

    private String function() {
        return "bm25(" + Ident.quote(index.name()) + (weights.isEmpty() ? "" : ", " + numbers()) + ")";
    }

    private String numbers() {
        return weights.stream()
                .map(weight -> String.format(Locale.ROOT, "%.3f", weight))
                .collect(Collectors.joining(", "));
    }

    /// Words of the index that begin alike.
    /// @param all whether these are all of them, and their rows are few
    private record Terms(List<String> list, boolean all) {}

    /// Read until their rows are enough: what begins with two letters may be half of the index.
    private Terms terms(Access access, String prefix) {
        String name = Ident.quote("rowan terms of " + index.name());
        access.execute(Sql.of("CREATE VIRTUAL TABLE temp." + name + " USING fts5vocab(main, "
                + Ident.quote(index.name()) + ", row)"));
        List<String> terms = new ArrayList<>();
        long[] rows = {0};
        boolean[] all = {true};
        access.queryWhile(Sql.of("SELECT term, doc FROM temp." + name + " WHERE term >= ?", Value.of(prefix)), row -> {
            String term = row.asText(0);
            if (term == null || !term.startsWith(prefix)) {
                return false;
            }
            terms.add(term);
            rows[0] += row.asLong(1);
            all[0] = rows[0] < ENOUGH && terms.size() < MOST_TERMS;
            return all[0];
        });
        access.execute(Sql.of("DROP TABLE temp." + name));
        return new Terms(same(access, terms), all[0]);
    }

    /// Without those that a stemmer would make other words of when they are asked for.
    private List<String> same(Access access, List<String> terms) {
        if (!index.tokenizerName().equalsIgnoreCase("porter")) {
            return terms;
        }
        List<List<String>> again = new Cutter(access.job(), index).cut(terms);
        List<String> same = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            if (again.get(i).equals(List.of(terms.get(i)))) {
                same.add(terms.get(i));
            }
        }
        return same;
    }
}
