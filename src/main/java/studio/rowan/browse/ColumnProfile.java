package studio.rowan.browse;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// What a column holds, by the values of its rows.
/// @param rows that were read
/// @param all whether these are all rows
/// @param classes how many rows hold a value of each storage class
/// @param distinct how many different values there are, NULL not among them, as far as they were told apart
/// @param distinctExact false where there are more
/// @param longer rows whose value is too long to be compared with others
/// @param top the most frequent values, the most frequent first
/// @param numbers what the numbers among the values are; `null` without any
/// @param texts the first and the last text by its bytes; `null` without any that is short enough
/// @param characters how long the texts are; `null` without any
/// @param bytes how large the blobs are; `null` without any
public record ColumnProfile(
        long rows,
        boolean all,
        Map<Value.StorageClass, Long> classes,
        long distinct,
        boolean distinctExact,
        long longer,
        List<Top> top,
        @Nullable Numbers numbers,
        @Nullable Span texts,
        @Nullable Lengths characters,
        @Nullable Lengths bytes) {
    /// A value and how many rows hold it.
    public record Top(Value value, long rows) {}

    /// @param median one that is there: half of the numbers are not above it
    /// @param medianExact false where it is that of a random sample
    public record Numbers(Value least, Value most, double average, Value median, boolean medianExact) {}

    public record Span(Value first, Value last) {}

    public record Lengths(long least, long most, double average) {}

    public ColumnProfile {
        classes = Map.copyOf(classes);
        top = List.copyOf(top);
    }

    public long count(Value.StorageClass type) {
        return classes.getOrDefault(type, 0L);
    }
}
