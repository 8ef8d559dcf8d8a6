package studio.rowan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// What an index would cost, from rows out of all parts of the table that are indexed in memory.
/// @param rows of the table
/// @param counted they were counted; otherwise it is about so many
/// @param sampled rows that were indexed
/// @param bytes about, on the disk
/// @param took about, to fill it
/// @param steps about, that SQLite counts while it fills it ([Job#steps])
public record FtsEstimate(long rows, boolean counted, long sampled, long bytes, Duration took, long steps) {
    private static final int PLACES = 20;
    private static final int ROWS_OF_A_PLACE = 100;
    /// Bytes of text in the sample.
    private static final long MOST_BYTES = 4L << 20;

    private static final Duration COUNTING = Duration.ofSeconds(1);
    /// In a file that is not in WAL mode nobody can commit meanwhile (F18).
    private static final Duration LOCKING = Duration.ofMillis(150);

    /// What was read of the table.
    record Sample(long rows, boolean counted, List<Row> cells) {
        Sample {
            cells = List.copyOf(cells);
        }
    }

    /// Reads rows of all parts of the table.
    static Sample sample(Access access, FtsDraft draft, boolean locks) {
        String table = Ident.quote(draft.table());
        String key = Ident.quote(draft.key());
        Row ends = access.query(Sql.of("SELECT min(" + key + "), max(" + key + ") FROM " + table))
                .getFirst();
        if (ends.get(0).isNull()) {
            return new Sample(0, true, List.of());
        }
        long first = ends.asLong(0);
        double width = (double) ends.asLong(1) - first + 1;
        Optional<Long> rows = access.within(
                locks ? LOCKING : COUNTING,
                () -> access.scalar(Sql.of("SELECT count(*) FROM " + table)).asLong());
        List<Row> cells = new ArrayList<>();
        long[] bytes = {0};
        Value after = Value.NULL;
        for (int i = 0; i < PLACES && bytes[0] < MOST_BYTES; i++) {
            Value from = Value.of((long) (first + width / PLACES * i));
            Sql rest = rows(draft, from, after);
            long[] last = {0};
            int before = cells.size();
            access.queryWhile(rest, row -> {
                cells.add(row);
                last[0] = row.asLong(0);
                bytes[0] += weight(row);
                return bytes[0] < MOST_BYTES;
            });
            after = cells.size() > before ? Value.of(last[0]) : after;
        }
        return new Sample(rows.orElse((long) width), rows.isPresent(), cells);
    }

    private static Sql rows(FtsDraft draft, Value from, Value after) {
        String key = Ident.quote(draft.key());
        Sql.Builder sql = Sql.builder().add("SELECT " + key);
        for (String column : draft.columns()) {
            String name = Ident.quote(draft.table(), column);
            sql.add(", CASE WHEN octet_length(" + name + ") <= 1048576 THEN " + name + " END");
        }
        sql.add(" FROM ").ident(draft.table()).add(" WHERE " + key + " >= ").bind(from);
        if (!after.isNull()) {
            sql.add(" AND " + key + " > ").bind(after);
        }
        return sql.add(" ORDER BY " + key + " LIMIT " + ROWS_OF_A_PLACE).build();
    }

    private static long weight(Row row) {
        long bytes = 0;
        for (Value value : row.toList()) {
            bytes += switch (value) {
                case Value.Text text -> text.value().length();
                case Value.Blob(byte[] content) -> content.length;
                case Value.Null _, Value.Int _, Value.Real _, Value.Large _ -> 8;
            };
        }
        return bytes;
    }

    /// Indexes the rows in memory and multiplies.
    static FtsEstimate of(Job<?> job, FtsDraft draft, Sample sample) {
        if (sample.cells.isEmpty()) {
            return new FtsEstimate(sample.rows, sample.counted, 0, 0, Duration.ZERO, 0);
        }
        return Memory.with(job, access -> {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < draft.columns().size(); i++) {
                columns.add("c" + i);
            }
            access.execute(Sql.of("CREATE TABLE s(k INTEGER PRIMARY KEY, " + String.join(", ", columns) + ")"));
            long number = 0;
            access.execute(Sql.of("BEGIN"));
            for (Row row : sample.cells) {
                List<Value> values = new ArrayList<>(row.toList());
                values.set(0, Value.of(++number));
                access.execute(Sql.builder()
                        .add("INSERT INTO s VALUES (")
                        .bindAll(values)
                        .add(")")
                        .build());
            }
            access.execute(Sql.of("COMMIT"));
            long pages = access.pragma("page_count").asLong();
            long steps = job.steps();
            long begun = System.nanoTime();
            access.execute(draft.create("t", "'s'", true));
            access.execute(Sql.of("INSERT INTO t(t) VALUES ('rebuild')"));
            double times = Math.max(1, (double) sample.rows / number);
            double took = (System.nanoTime() - begun) * times;
            long bytes = (access.pragma("page_count").asLong() - pages)
                    * access.pragma("page_size").asLong();
            return new FtsEstimate(
                    sample.rows, sample.counted, number, (long) (bytes * times), Duration.ofNanos((long) took), (long)
                            ((job.steps() - steps) * times));
        });
    }
}
