package studio.rowan.grid;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// The keys of a source in its order, by their ordinal, in a file of their own: any page is one look-up of a range.
/// They stay as they were sorted; the rows are read by them and show what is in the file now.
final class SortedKeys implements AutoCloseable {
    /// The schema that a job knows the file by.
    static final String SCHEMA = "rowan_keys";

    /// Keys that are looked through one by one sooner than by halves.
    private static final int FEW = 256;

    private final KeyedRows source;
    private final Scratch scratch;
    private final ByKeys rows;
    private final Instant asOf;
    private final boolean backwards;
    private volatile long size;

    SortedKeys(KeyedRows source, Scratch scratch, Instant asOf) {
        this(source, scratch, asOf, false);
    }

    private SortedKeys(KeyedRows source, Scratch scratch, Instant asOf, boolean backwards) {
        this.source = source;
        this.scratch = scratch;
        this.rows = source.byKeys();
        this.asOf = asOf;
        this.backwards = backwards;
    }

    /// The same keys, all of which are there, for another source: of the same rows in the same order, or the other way
    /// round, where the file is read from its end; `null` where they do not serve. Each is closed by itself.
    @Nullable
    SortedKeys serving(KeyedRows other) {
        String asked = other.keyOrder().orderBy(true);
        boolean same = asked.equals(source.keyOrder().orderBy(true));
        boolean turned = asked.equals(source.keyOrder().orderBy(false));
        if (scratch.isClosed() || !(same || turned) || !source.hasRowsOf(other)) {
            return null;
        }
        SortedKeys served = new SortedKeys(other, scratch.share(), asOf, backwards != turned);
        served.size = size;
        return served;
    }

    Scratch scratch() {
        return scratch;
    }

    /// When they were sorted.
    Instant asOf() {
        return asOf;
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
        return IntStream.range(0, source.keyColumns().size())
                .mapToObj(i -> "k" + i)
                .collect(Collectors.joining(", "));
    }

    Sql create() {
        return Sql.of("CREATE TABLE " + SCHEMA + ".keys(n INTEGER PRIMARY KEY, " + columns() + ")");
    }

    /// The ordinals of `count` rows from the `first` on, fewer at the end.
    KeyRange range(long first, long count) {
        return new KeyRange(first, Math.clamp(size - first, 0, count), size, backwards);
    }

    /// The keys of `count` rows from the `first` on, fewer at the end.
    List<RowKey> keys(Access access, long first, int count) {
        access.attach(scratch, SCHEMA);
        KeyRange range = range(first, count);
        Sql sql = Sql.builder()
                .add("SELECT " + columns() + " FROM " + SCHEMA + ".keys WHERE ")
                .add(range.only("n"))
                .add(" ORDER BY " + range.orderBy("n"))
                .build();
        return access.query(sql).stream().map(row -> key(row, 0)).toList();
    }

    /// `count` rows from the `first` on, fewer at the end; large cells left out, `null` for those that are gone.
    List<@Nullable KeyedRow> page(Access access, long first, int count) {
        return page(access, first, count, PageColumns.ALL);
    }

    List<@Nullable KeyedRow> page(Access access, long first, int count, PageColumns read) {
        access.attach(scratch, SCHEMA);
        return rows.page(access, range(first, count), this::key, read);
    }

    /// Gives these columns, whole cells, of `count` rows from the `first` on that are still there.
    /// @param numbers gives NULL for whatever is no number
    void cells(
            Access access, long first, long count, List<Integer> columns, boolean numbers, BiConsumer<RowKey, Row> to) {
        access.attach(scratch, SCHEMA);
        rows.cells(access, range(first, count), columns, numbers, (row, cells) -> to.accept(key(row, 1), cells));
    }

    /// The keys of those of `count` rows from the `first` on that meet a condition.
    List<RowKey> find(Access access, long first, long count, Sql condition) {
        access.attach(scratch, SCHEMA);
        return access.query(rows.found(range(first, count), condition)).stream()
                .map(row -> key(row, 1))
                .toList();
    }

    /// How many they are.
    long count(Access access, long first, long count, Sql condition) {
        access.attach(scratch, SCHEMA);
        return access.scalar(rows.count(range(first, count), condition)).asLong();
    }

    private RowKey key(Row row, int at) {
        return source.hasRowids()
                ? new RowKey.Rowid(row.asLong(at))
                : new RowKey.Primary(
                        row.toList().subList(at, at + source.keyColumns().size()));
    }

    RowKey key(Row row) {
        return key(row, 0);
    }

    /// Where a key stands, 0-based; -1 where it is not among them.
    long ordinal(Access access, RowKey key) {
        access.attach(scratch, SCHEMA);
        KeyRange near = size <= FEW ? range(0, size) : rows.near(access, range(0, size), key, FEW);
        if (near != null) {
            int at = keys(access, near.first(), Math.toIntExact(near.count())).indexOf(key);
            if (at >= 0 || near.count() == size) {
                return at < 0 ? -1 : near.first() + at;
            }
        }
        // The row has changed since, or is gone: its key still stands where it was sorted to.
        return scan(access, key);
    }

    private long scan(Access access, RowKey key) {
        Sql.Builder sql = Sql.builder().add("SELECT n FROM " + SCHEMA + ".keys WHERE ");
        List<Value> values = key.values();
        for (int i = 0; i < values.size(); i++) {
            sql.add((i == 0 ? "k" : " AND k") + i + " IS ").add(Binding.exact(values.get(i)));
        }
        Row found = access.first(sql.add(" LIMIT 1").build());
        return found == null ? -1 : range(0, size).ordinal(found.asLong(0));
    }

    @Override
    public void close() {
        scratch.close();
    }
}
