package studio.rowan.browse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Reads the values of one column of the rows that meet conditions. A long value is never read: its class and length
/// are (F14).
/// @param conditions that rows must meet
record ColumnScan(String table, String column, List<Sql> conditions) {
    /// Rows of the first look.
    static final int SAMPLE = 20_000;

    /// In bytes; longer values are measured alone.
    private static final int LONGEST = 1_000;

    /// Texts beyond are not measured in characters, for that would read them.
    private static final int LONGEST_COUNTED = 16 << 20;

    /// The first rows, as far as they come in time.
    ColumnProfile sample(Access access, Duration most) {
        ColumnTally tally = new ColumnTally();
        long end = System.nanoTime() + most.toNanos();
        boolean[] cut = {false};
        Optional<Boolean> ended = access.within(most, () -> {
            access.queryWhile(select(null, SAMPLE + 1L), row -> {
                cut[0] = tally.rows() == SAMPLE || System.nanoTime() > end;
                if (!cut[0]) {
                    tally.add(row);
                }
                return !cut[0];
            });
            return true;
        });
        return tally.profile(ended.isPresent() && !cut[0]);
    }

    /// All rows in one read.
    /// @param expected how many there are, -1 where nobody knows
    ColumnProfile all(Access access, long expected, String unit) {
        ColumnTally tally = new ColumnTally();
        access.query(select(null, -1), row -> {
            tally.add(row);
            if (tally.rows() % 5_000 == 0) {
                access.job().checkCancelled();
                access.job().report(tally.rows(), expected, unit);
            }
        });
        return tally.profile(true);
    }

    /// All rows, where that takes no longer.
    Optional<ColumnProfile> all(Access access, Duration most) {
        return access.within(most, () -> all(access, -1, ""));
    }

    /// Rowids from `from` to `to`, both included.
    record Stretch(String alias, long from, long to) {
        /// What follows it.
        Stretch behind(long end) {
            return new Stretch(alias, to + 1, end);
        }
    }

    /// From the least rowid that is not below `from` to the greatest; empty without rows there.
    Optional<Stretch> rest(Access access, String alias, long from) {
        String key = Ident.quote(alias);
        String of = " FROM " + Ident.quote(table);
        // Each in a select of its own: both in one would read the whole table.
        Row row = access.first(Sql.of(
                "SELECT (SELECT min(" + key + ")" + of + " WHERE " + key + " >= ?), (SELECT max(" + key + ")" + of
                        + ")",
                Value.of(from)));
        return row == null || row.get(0).isNull()
                ? Optional.empty()
                : Optional.of(new Stretch(alias, row.asLong(0), row.asLong(1)));
    }

    /// The rows of a stretch; empty where they take longer.
    Optional<List<Row>> part(Access access, Stretch stretch, Duration most) {
        List<Row> rows = new ArrayList<>();
        return access.within(most, () -> {
            access.query(select(stretch, -1), rows::add);
            return rows;
        });
    }

    private Sql select(@Nullable Stretch stretch, long limit) {
        String name = Ident.quote(table, column);
        String length = "octet_length(" + name + ")";
        Sql.Builder sql = Sql.builder()
                .add("SELECT CASE WHEN " + length + " <= " + LONGEST + " THEN " + name + " END, CASE WHEN " + length
                        + " > " + LONGEST + " THEN typeof(" + name + ") || ':' || CASE WHEN typeof(" + name
                        + ") = 'blob' THEN " + length + " WHEN " + length + " <= " + LONGEST_COUNTED + " THEN length("
                        + name + ") ELSE -1 END END FROM " + Ident.quote(table));
        String word = " WHERE (";
        for (Sql condition : conditions) {
            // The line break keeps a trailing comment of the user's from swallowing the bracket.
            sql.add(word).add(condition).add("\n)");
            word = " AND (";
        }
        if (stretch != null) {
            String key = Ident.quote(table, stretch.alias);
            sql.add(word + key + " BETWEEN ")
                    .bind(Value.of(stretch.from))
                    .add(" AND ")
                    .bind(Value.of(stretch.to))
                    .add(")");
        }
        if (limit >= 0) {
            sql.add(" LIMIT " + limit);
        }
        return sql.build();
    }

    /// The class of a value that was only measured; `null` for one that was read.
    static Value.@Nullable Large large(Row row) {
        String note = row.get(1).asText();
        return note == null
                ? null
                : new Value.Large(Value.StorageClass.of(note.substring(0, note.indexOf(':'))), length(row));
    }

    /// Its length, in characters for a text and in bytes for a blob; -1 where that was not counted.
    static long length(Row row) {
        String note = row.get(1).asText();
        return note == null ? -1 : Long.parseLong(note.substring(note.indexOf(':') + 1));
    }
}
