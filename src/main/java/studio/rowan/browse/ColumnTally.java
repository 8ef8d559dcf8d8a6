package studio.rowan.browse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// Counts the values of a column, row by row, in bounded memory. Values are told apart by class and bytes: 1 is not
/// 1.0, and letters of different case differ whatever the column's collation.
final class ColumnTally {
    private static final int LISTED = 12;
    private static final int MOST_VALUES = 100_000;
    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_NUMBERS = 100_000;

    private final EnumMap<Value.StorageClass, Long> classes = new EnumMap<>(Value.StorageClass.class);
    private final Map<Value, long[]> values = new HashMap<>();
    private final List<Value> numbers = new ArrayList<>();
    private final Random random = new Random(7);
    private final Measure characters = new Measure();
    private final Measure bytes = new Measure();
    private final Measure sums = new Measure();
    private long rows;
    private long kept;
    private long unkept;
    private long longer;
    private @Nullable Value least;
    private @Nullable Value most;
    private Value.@Nullable Text first;
    private Value.@Nullable Text last;

    /// The least, the most and the mean of lengths.
    private static final class Measure {
        private long least = Long.MAX_VALUE;
        private long most;
        private long count;
        private double sum;

        void add(long length) {
            least = Math.min(least, length);
            most = Math.max(most, length);
            sum(length);
        }

        void sum(double number) {
            count++;
            sum += number;
        }

        ColumnProfile.@Nullable Lengths lengths() {
            return count == 0 ? null : new ColumnProfile.Lengths(least, most, sum / count);
        }
    }

    long rows() {
        return rows;
    }

    /// @param row as [ColumnScan] selects it
    void add(Row row) {
        rows++;
        Value.Large large = ColumnScan.large(row);
        if (large != null) {
            count(large.type());
            longer++;
            long length = ColumnScan.length(row);
            if (length >= 0) {
                (large.type() == Value.StorageClass.TEXT ? characters : bytes).add(length);
            }
            return;
        }
        Value value = row.get(0);
        count(value.type());
        switch (value) {
            case Value.Null _, Value.Large _ -> {
                return;
            }
            case Value.Int(long number) -> number(value, number);
            case Value.Real(double number) -> number(value, number);
            case Value.Text text -> text(text);
            case Value.Blob(byte[] content) -> bytes.add(content.length);
        }
        keep(value);
    }

    private void count(Value.StorageClass type) {
        classes.merge(type, 1L, Long::sum);
    }

    private void number(Value value, double size) {
        sums.sum(size);
        least = least == null || compare(value, least) < 0 ? value : least;
        most = most == null || compare(value, most) > 0 ? value : most;
        if (numbers.size() < MOST_NUMBERS) {
            numbers.add(value);
        } else {
            long at = random.nextLong(sums.count);
            if (at < MOST_NUMBERS) {
                numbers.set((int) at, value);
            }
        }
    }

    private void text(Value.Text text) {
        characters.add(text.value().codePointCount(0, text.value().length()));
        first = first == null || compare(text, first) < 0 ? text : first;
        last = last == null || compare(text, last) > 0 ? text : last;
    }

    private void keep(Value value) {
        long[] known = values.get(value);
        if (known != null) {
            known[0]++;
        } else if (values.size() < MOST_VALUES && kept < MOST_BYTES) {
            values.put(value, new long[] {1});
            kept += size(value);
        } else {
            unkept++;
        }
    }

    private static long size(Value value) {
        return switch (value) {
            case Value.Text text -> 2L * text.value().length();
            case Value.Blob(byte[] content) -> content.length;
            case Value.Null _, Value.Int _, Value.Real _, Value.Large _ -> 8;
        };
    }

    /// As SQLite orders numbers: exactly, whatever their class.
    static int compare(Value a, Value b) {
        if (a instanceof Value.Int(long x) && b instanceof Value.Int(long y)) {
            return Long.compare(x, y);
        }
        double x = a instanceof Value.Real(double real) ? real : a.asLong();
        double y = b instanceof Value.Real(double real) ? real : b.asLong();
        boolean sure = x != y || Double.isInfinite(x) || (a instanceof Value.Real && b instanceof Value.Real);
        return sure ? Double.compare(x, y) : exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(Value number) {
        return number instanceof Value.Real(double real) ? new BigDecimal(real) : BigDecimal.valueOf(number.asLong());
    }

    private static int compare(Value.Text a, Value.Text b) {
        return Arrays.compareUnsigned(a.bytes(), b.bytes());
    }

    /// @param all whether every row was added
    ColumnProfile profile(boolean all) {
        Value from = least;
        Value to = most;
        ColumnProfile.Numbers counted = null;
        if (from != null && to != null) {
            List<Value> sorted = numbers.stream().sorted(ColumnTally::compare).toList();
            counted = new ColumnProfile.Numbers(
                    from, to, sums.sum / sums.count, sorted.get((sorted.size() - 1) / 2), sums.count <= MOST_NUMBERS);
        }
        Value.Text begin = first;
        Value.Text end = last;
        List<ColumnProfile.Top> top = values.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Value, long[]> e) -> -e.getValue()[0]))
                .limit(LISTED)
                .map(e -> new ColumnProfile.Top(e.getKey(), e.getValue()[0]))
                .toList();
        return new ColumnProfile(
                rows,
                all,
                classes,
                values.size(),
                unkept == 0 && longer == 0,
                longer,
                top,
                counted,
                begin == null || end == null ? null : new ColumnProfile.Span(begin, end),
                characters.lengths(),
                bytes.lengths());
    }
}
