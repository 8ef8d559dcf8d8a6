package studio.rowan.grid;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a window reaches its rows where no index has their order or their condition: all keys are sorted once.
public sealed interface RowSorting {
    /// Nothing had to be sorted, or all is done.
    record None() implements RowSorting {}

    /// Under way.
    /// @param done rows, as far as can be said
    /// @param total rows of the table, -1 where unknown
    /// @param sorted false where only a condition is looked for
    /// @param index the statement for an index that would spare the sorting; `null` where none would
    record Running(
            long done,
            long total,
            Duration elapsed,
            boolean sorted,
            @Nullable String index) implements RowSorting {
        /// 0…1, or -1 while unknown.
        public double fraction() {
            return total <= 0 ? -1 : Math.min(1.0, (double) done / total);
        }

        /// How long all of it will have taken; zero while nobody knows.
        public Duration expected() {
            double fraction = fraction();
            return fraction < 0.01 ? Duration.ZERO : Duration.ofMillis((long) (elapsed.toMillis() / fraction));
        }
    }

    /// The file has changed since: rows are shown as they are now, in the order of then. Those that are gone are blank.
    record Kept(Instant asOf) implements RowSorting {}

    /// The user ended it: only the first rows are there.
    record Stopped() implements RowSorting {}

    /// It could not be done; rows are reached by a longer way.
    record Failed(Throwable reason) implements RowSorting {}
}
