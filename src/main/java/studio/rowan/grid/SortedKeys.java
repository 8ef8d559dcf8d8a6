package studio.rowan.grid;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import studio.rowan.db.Row;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// The keys of a source in its order, by their ordinal, in a file of their own: any page is one look-up of a range.
/// They stay as they were sorted; the rows are read by them and show what is in the file now.
final class SortedKeys implements AutoCloseable {
    /// The schema that the job which fills the file knows it by.
    static final String SCHEMA = "rowan_keys";

    private final Scratch scratch;
    private final ByKeys rows;
    private final boolean isRowid;
    private final int parts;
    private final Instant asOf;
    private volatile long size;

    SortedKeys(KeyedRows source, Scratch scratch, Instant asOf) {
        this.scratch = scratch;
        this.rows = source.byKeys();
        this.isRowid = source.hasRowids();
        this.parts = source.keyColumns().size();
        this.asOf = asOf;
    }

    Scratch scratch() {
        return scratch;
    }

    /// When they were sorted.
    Instant asOf() {
        return asOf;
    }

    ByKeys rows() {
        return rows;
    }

    /// So many are there by now.
    long size() {
        return size;
    }

    void grown(long newSize) {
        size = newSize;
    }

    /// `k0, k1`
    String columns() {
        return IntStream.range(0, parts).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    }

    Sql create() {
        return Sql.of("CREATE TABLE " + SCHEMA + ".keys(n INTEGER PRIMARY KEY, " + columns() + ")");
    }

    /// The keys of `count` rows from the `first` on, fewer at the end.
    List<RowKey> keys(long first, int count) {
        Sql sql = Sql.of(
                "SELECT " + columns() + " FROM keys WHERE n > ? AND n <= ? ORDER BY n",
                Value.of(first),
                Value.of(Math.addExact(first, count)));
        return scratch.query(sql).stream().map(this::key).toList();
    }

    RowKey key(Row row) {
        return isRowid ? new RowKey.Rowid(row.asLong(0)) : new RowKey.Primary(row.toList());
    }

    /// Where a key stands, 0-based; -1 where it is not among them.
    long ordinal(RowKey key) {
        Sql.Builder sql = Sql.builder().add("SELECT n FROM keys WHERE ");
        List<Value> values = key.values();
        for (int i = 0; i < parts; i++) {
            sql.add((i == 0 ? "k" : " AND k") + i + " IS ").add(Binding.exact(values.get(i)));
        }
        List<Row> found = scratch.query(sql.build());
        return found.isEmpty() ? -1 : found.getFirst().asLong(0) - 1;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
