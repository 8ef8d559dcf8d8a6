package studio.rowan.browse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// The values of a column and how many rows hold each. Values are told apart by class and bytes; long ones are only
/// counted.
/// @param conditions that rows must meet to be counted
record Facets(String table, String column, List<Sql> conditions) {
    /// As many are listed.
    static final int MOST = 200;

    /// Rows of the first, quick look.
    static final int SAMPLE = 20_000;

    /// Bytes beyond which a value is not one to choose from a list.
    static final int LONGEST_VALUE = 1_000;

    /// Keeps SQLite from folding the inner query into the outer one, where it would load the long values.
    private static final String ALL = " LIMIT -1";

    private static final int MOST_KEPT = 100_000;

    /// @param rows that hold it
    record Facet(Value value, long rows) {}

    /// @param top the most frequent ones, first the most frequent
    /// @param distinct how many there are, beside long ones
    /// @param rows counted in all
    /// @param longer rows whose value is too long for a list
    /// @param exact every row was counted
    record Found(List<Facet> top, long distinct, long rows, long longer, boolean exact) {}

    /// A stretch of rowids, both ends included.
    record Stretch(String alias, long from, long to) {}

    /// The first rows that come.
    Found sample(Access access) {
        Found found = found(access.query(grouped(null, " LIMIT " + SAMPLE, true)));
        return new Found(found.top, found.distinct, found.rows, found.longer, found.rows < SAMPLE);
    }

    /// All rows; empty where it takes longer.
    Optional<Found> all(Access access, Duration most) {
        return access.within(most, () -> found(access.query(grouped(null, ALL, true))));
    }

    /// The rows of a stretch; empty where it takes longer.
    Optional<List<Row>> part(Access access, Stretch stretch, Duration most) {
        return access.within(most, () -> access.query(grouped(stretch, ALL, false)));
    }

    /// Value, whether it is a long one, its rows; with an order also groups and rows in all.
    private Sql grouped(@Nullable Stretch stretch, String limit, boolean ordered) {
        String name = Ident.quote(table, column);
        Sql.Builder sql = Sql.builder()
                .add("SELECT v, l, count(*) AS n" + (ordered ? ", count(*) OVER (), sum(count(*)) OVER ()" : ""))
                .add(" FROM (SELECT CASE WHEN octet_length(" + name + ") <= " + LONGEST_VALUE + " THEN " + name)
                .add(" END AS v, ifnull(octet_length(" + name + ") > " + LONGEST_VALUE + ", 0) AS l FROM ")
                .ident(table);
        String word = " WHERE ";
        for (Sql condition : conditions) {
            sql.add(word).add(RawWhere.enclosed(condition));
            word = " AND ";
        }
        if (stretch != null) {
            sql.add(word)
                    .add(Ident.quote(table, stretch.alias) + " BETWEEN ")
                    .bind(Value.of(stretch.from))
                    .add(" AND ")
                    .bind(Value.of(stretch.to));
        }
        sql.add(limit + ") GROUP BY l, typeof(v), v");
        return (ordered ? sql.add(" ORDER BY l DESC, n DESC, typeof(v), v LIMIT " + (MOST + 1)) : sql).build();
    }

    private static Found found(List<Row> rows) {
        List<Facet> top = new ArrayList<>();
        long longer = 0;
        long distinct = 0;
        long all = 0;
        for (Row row : rows) {
            distinct = row.asLong(3);
            all = row.asLong(4);
            if (row.asLong(1) != 0) {
                longer = row.asLong(2);
            } else if (top.size() < MOST) {
                top.add(new Facet(row.get(0), row.asLong(2)));
            }
        }
        return new Found(top, longer > 0 ? distinct - 1 : distinct, all, longer, true);
    }

    /// Where the rowids begin and end; empty without rows.
    static Optional<Stretch> ends(Access access, String table, String alias) {
        String key = Ident.quote(table, alias);
        Row row = access.first(Sql.of("SELECT (SELECT min(" + key + ") FROM " + Ident.quote(table) + "), (SELECT max("
                + key + ") FROM " + Ident.quote(table) + ")"));
        return row == null || row.get(0).isNull()
                ? Optional.empty()
                : Optional.of(new Stretch(alias, row.asLong(0), row.asLong(1)));
    }

    /// Puts parts together.
    static final class Sum {
        private final Map<Value, Long> counts = new HashMap<>();
        private long longer;
        private long rows;

        /// @return false where there are more values than can be kept
        boolean add(List<Row> part) {
            for (Row row : part) {
                long n = row.asLong(2);
                rows += n;
                if (row.asLong(1) != 0) {
                    longer += n;
                } else {
                    counts.merge(row.get(0), n, Long::sum);
                }
            }
            return counts.size() <= MOST_KEPT;
        }

        Found found(boolean exact) {
            List<Facet> top = counts.entrySet().stream()
                    .map(e -> new Facet(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparingLong(Facet::rows)
                            .reversed()
                            .thenComparing(f -> FilterWords.value(f.value())))
                    .limit(MOST)
                    .toList();
            return new Found(top, counts.size(), rows, longer, exact);
        }
    }
}
