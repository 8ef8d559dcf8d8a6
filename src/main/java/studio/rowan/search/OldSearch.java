package studio.rowan.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A search of FTS3 or FTS4, which have no ranking of their own: rows are ranked by how rare what they hold is
/// (`matchinfo`, [fts3, 4](https://www.sqlite.org/fts3.html#matchinfo)).
final class OldSearch {
    /// Matches that are ranked; of more, these are the first.
    private static final int MOST = 20_000;

    /// Rows of one statement that keeps what was ranked.
    private static final int WRITTEN = 500;

    private final SearchIndex index;
    private final Match match;
    private final List<Double> weights;
    private final HitText text;

    OldSearch(SearchIndex index, Match match, List<Double> weights, HitText text) {
        this.index = index;
        this.match = match;
        this.weights = weights;
        this.text = text;
    }

    private record Ranked(long rowid, double rank) {}

    Hits hits(Access access, int offset, int limit) {
        List<Ranked> ranked = new ArrayList<>();
        rank(access, MOST + 1, ranked::add);
        boolean all = ranked.size() <= MOST;
        ranked.sort(Comparator.comparingDouble(Ranked::rank));
        int end = Math.min(ranked.size(), offset + limit);
        List<Hit> hits = new ArrayList<>();
        for (Ranked row : ranked.subList(Math.min(offset, end), end)) {
            hits.add(hit(access, row));
        }
        return new Hits(hits, all, true, ranked.size() > offset + limit);
    }

    /// Ranks all matches, however many, in the scratch file; the answer reads them from there.
    Sql ranking(Access access, Scratch scratch) {
        access.fill(scratch, "found");
        access.execute(Sql.of("CREATE TABLE found.ranked(id INTEGER PRIMARY KEY, r REAL)"));
        List<Ranked> some = new ArrayList<>(WRITTEN);
        rank(access, -1, row -> {
            some.add(row);
            if (some.size() == WRITTEN) {
                write(access, some);
            }
        });
        write(access, some);
        access.execute(Sql.of("CREATE INDEX found.best ON ranked(r)"));
        return Sql.of("SELECT id, r FROM found.ranked");
    }

    private static void write(Access access, List<Ranked> some) {
        if (!some.isEmpty()) {
            access.execute(Sql.of("INSERT INTO found.ranked VALUES "
                    + some.stream()
                            .map(row -> "(" + row.rowid + ", " + row.rank + ")")
                            .collect(Collectors.joining(", "))));
            some.clear();
        }
    }

    /// @param most rows; -1 for all
    private void rank(Access access, long most, Consumer<Ranked> to) {
        Sql infos = Sql.builder()
                .add("SELECT rowid, matchinfo(" + Ident.quote(index.name()) + ", 'pcx')")
                .add(from())
                .add(" LIMIT " + most)
                .build();
        access.query(infos, row -> {
            byte[] info = row.get(1) instanceof Value.Blob(byte[] bytes) ? bytes : new byte[0];
            to.accept(new Ranked(row.asLong(0), rank(info)));
        });
    }

    private Hit hit(Access access, Ranked row) {
        try {
            Row found = access.first(Sql.builder()
                    .add("SELECT rowid, ")
                    .bind(Value.of(row.rank))
                    .add(text.columns())
                    .add(from())
                    .add(" AND rowid = " + row.rowid)
                    .build());
            if (found != null) {
                return text.hit(found);
            }
        } catch (DbError.Corrupt | DbError.TooBig | DbError.Syntax e) {
            // Its text cannot be read through the index; what the table has of it follows.
        }
        return text.without(access, new Row(new Value[] {Value.of(row.rowid), Value.of(row.rank)}));
    }

    private Sql from() {
        return Sql.builder()
                .add(" FROM ")
                .ident(index.name())
                .add(" WHERE ")
                .ident(match.column() == null ? index.name() : match.column())
                .add(" MATCH ")
                .bind(Value.of(match.text()))
                .build();
    }

    /// The number of phrases and of columns, then for each pair the hits in this row, in all rows, and the rows.
    private double rank(byte[] info) {
        ByteBuffer numbers = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
        if (info.length < 8) {
            return 0;
        }
        int phrases = numbers.getInt();
        int columns = numbers.getInt();
        double rank = 0;
        for (int i = 0; i < phrases * columns && numbers.remaining() >= 12; i++) {
            int here = numbers.getInt();
            int everywhere = numbers.getInt();
            int ignored = numbers.getInt();
            int column = i % columns;
            double weight = column < weights.size() ? weights.get(column) : 1;
            rank -= here == 0 || ignored == 0 ? 0 : weight * here / everywhere;
        }
        return rank;
    }
}
