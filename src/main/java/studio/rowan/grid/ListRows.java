package studio.rowan.grid;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// Rows in memory: the result of a query. Their key is the place in the result, in whatever order they are shown.
public final class ListRows implements RowSource {
    private final List<String> columns;
    private final List<Row> rows;
    private final @Nullable RowOrder order;
    private final int @Nullable [] places;

    ListRows(List<String> columns, List<Row> rows) {
        this(columns, rows, null);
    }

    private ListRows(List<String> columns, List<Row> rows, @Nullable RowOrder order) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.order = order;
        this.places = order == null ? null : sorted(rows, order);
    }

    private static int[] sorted(List<Row> rows, RowOrder order) {
        Comparator<Integer> byValues = (_, _) -> 0;
        for (RowOrder.Part part : order.parts()) {
            Comparator<Integer> byValue =
                    Comparator.comparing((Integer i) -> rows.get(i).get(part.column()), ListRows::compare);
            byValues = byValues.thenComparing(part.descending() ? byValue.reversed() : byValue);
        }
        return IntStream.range(0, rows.size())
                .boxed()
                .sorted(byValues)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// As SQLite orders without a collation: NULL, numbers, text, blobs.
    static int compare(Value a, Value b) {
        int byClass = Integer.compare(rank(a), rank(b));
        if (byClass != 0) {
            return byClass;
        }
        return switch (a) {
            case Value.Null _ -> 0;
            case Value.Int(long x) when b instanceof Value.Int(long y) -> Long.compare(x, y);
            case Value.Int(long x) when b instanceof Value.Real(double y) -> mixed(x, y);
            case Value.Real(double x) when b instanceof Value.Int(long y) -> -mixed(y, x);
            case Value.Real(double x) when b instanceof Value.Real(double y) -> Double.compare(x, y);
            case Value.Text x when b instanceof Value.Text y -> Arrays.compareUnsigned(x.bytes(), y.bytes());
            case Value.Blob(byte[] x) when b instanceof Value.Blob(byte[] y) -> Arrays.compareUnsigned(x, y);
            case Value.Large x when b instanceof Value.Large y -> Long.compare(x.length(), y.length());
            case Value.Int _, Value.Real _, Value.Text _, Value.Blob _, Value.Large _ -> 0;
        };
    }

    private static int mixed(long x, double y) {
        if (y >= 0x1p63) {
            return -1;
        }
        if (y < -0x1p63) {
            return 1;
        }
        int whole = Long.compare(x, (long) y);
        return whole != 0 ? whole : Double.compare((long) y, y);
    }

    private static int rank(Value value) {
        return switch (value.type()) {
            case NULL -> 0;
            case INTEGER, REAL -> 1;
            case TEXT -> 2;
            case BLOB -> 3;
        };
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable RowOrder order() {
        return order;
    }

    @Override
    public ListRows orderedBy(@Nullable RowOrder newOrder) {
        return new ListRows(columns, rows, newOrder);
    }

    public int size() {
        return rows.size();
    }

    /// The row shown at a place.
    KeyedRow row(int ordinal) {
        int at = places == null ? ordinal : places[ordinal];
        return new KeyedRow(new RowKey.Ordinal(at), rows.get(at));
    }

    /// Where the row with that key is shown, -1 where there is none.
    long find(RowKey key) {
        if (!(key instanceof RowKey.Ordinal(long at)) || at >= rows.size()) {
            return -1;
        }
        return places == null
                ? at
                : IntStream.range(0, places.length)
                        .filter(i -> places[i] == at)
                        .findFirst()
                        .orElse(-1);
    }
}
