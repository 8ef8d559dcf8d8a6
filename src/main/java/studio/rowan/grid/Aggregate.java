package studio.rowan.grid;

import java.math.BigInteger;
import studio.rowan.db.Value;

/// Count and sum of selected cells. The sum of integers is exact, however large.
/// @param cells how many cells
/// @param numbers how many of them are numbers
/// @param sum of the numbers, empty where there are none
/// @param complete false while cells are still being read
public record Aggregate(long cells, long numbers, String sum, boolean complete) {
    public static final Aggregate NONE = new Aggregate(0, 0, "", true);

    /// Adds up cells.
    static final class Sum {
        private long cells;
        private long numbers;
        private long small;
        private BigInteger whole = BigInteger.ZERO;
        private double real;
        private boolean hasReal;

        void add(Value value) {
            cells++;
            if (value instanceof Value.Int(long number)) {
                numbers++;
                long next = small + number;
                if (((small ^ next) & (number ^ next)) < 0) {
                    whole = whole.add(BigInteger.valueOf(small));
                    next = number;
                }
                small = next;
            } else if (value instanceof Value.Real(double number)) {
                numbers++;
                real += number;
                hasReal = true;
            }
        }

        Aggregate result(boolean complete) {
            BigInteger integers = whole.add(BigInteger.valueOf(small));
            String sum =
                    numbers == 0 ? "" : hasReal ? Value.Real.text(real + integers.doubleValue()) : integers.toString();
            return new Aggregate(cells, numbers, sum, complete);
        }
    }
}
