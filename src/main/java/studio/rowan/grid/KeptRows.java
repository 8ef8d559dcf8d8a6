package studio.rowan.grid;

import java.util.List;
import java.util.stream.IntStream;
import studio.rowan.db.Access;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// What came of rows without a key, by their ordinal, in a file of their own: a page far down need not make all the
/// rows before it anew. They stay as they were kept.
final class KeptRows implements AutoCloseable {
    private static final String SCHEMA = "rowan_rows";
    private static final String TABLE = SCHEMA + ".rows";

    /// A view may multiply what is in the file: more bytes than so many are not kept.
    private static final long MOST_BYTES = 512L << 20;

    private static final long PAGE_BYTES = 4096;
    private static final int MOST_COLUMNS = 1000;

    private final OrdinalRows source;
    private final Scratch scratch;
    private final List<String> columns;

    KeptRows(OrdinalRows source, Scratch scratch) {
        this.source = source;
        this.scratch = scratch;
        this.columns = IntStream.range(0, source.columns().size())
                .mapToObj(i -> "c" + i)
                .toList();
    }

    static boolean canKeep(OrdinalRows source) {
        return source.columns().size() <= MOST_COLUMNS;
    }

    /// Makes all rows once. The first thing that a job does.
    void fill(Access access) {
        access.fill(scratch, SCHEMA);
        long most = Math.min(MOST_BYTES, scratch.room() / 2) / PAGE_BYTES;
        access.scalar(Sql.of("PRAGMA " + SCHEMA + ".max_page_count = " + Math.max(1, most)));
        String named = String.join(", ", columns);
        access.execute(Sql.of("CREATE TABLE " + TABLE + "(n INTEGER PRIMARY KEY, " + named + ")"));
        access.execute(Sql.builder()
                .add("INSERT INTO " + TABLE + "(" + named + ") ")
                .add(source.all(IntStream.range(0, columns.size()).boxed().toList()))
                .build());
    }

    /// `n` rows from the `first` on, fewer at the end.
    List<KeyedRow> page(Access access, long first, int n) {
        access.attach(scratch, SCHEMA);
        List<Value[]> rows = CellGuard.rows(
                access,
                1,
                columns,
                (chunk, guarded) -> CellGuard.select(Sql.builder().add("SELECT n"), chunk, guarded)
                        .add(" FROM " + TABLE + " WHERE n > ")
                        .bind(Value.of(first))
                        .add(" AND n <= ")
                        .bind(Value.of(first + n))
                        .add(" ORDER BY n")
                        .build());
        return rows.stream()
                .map(cells -> new KeyedRow(
                        new RowKey.Ordinal(cells[0].asLong() - 1), PageColumns.ALL.row(cells, 1, columns.size())))
                .toList();
    }

    @Override
    public void close() {
        scratch.close();
    }
}
