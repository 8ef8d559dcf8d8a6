package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// With times that are made up, in microseconds.
final class PaceTest {
    private static final long MAY_LAST = 120_000;
    /// A read holds its lock at most so long (F18).
    private static final long MOST = 200_000;

    /// What reading all rows came to.
    private record Run(int reads, double longest, double longestSlice, int beyond, double all) {
        /// @param row what a row costs, by its place
        /// @param noise a factor by the number of the read
        static Run of(long rows, double fixed, DoubleUnaryOperator row, DoubleUnaryOperator noise) {
            Pace pace = new Pace(2000, MAY_LAST);
            int reads = 0;
            int beyond = 0;
            double longest = 0;
            double longestSlice = 0;
            double all = 0;
            long at = 0;
            while (at < rows) {
                double slice = 0;
                do {
                    double took = (fixed + row.applyAsDouble(at) * pace.rows()) * noise.applyAsDouble(reads++);
                    at += pace.rows();
                    slice += took;
                    longest = Math.max(longest, took);
                    beyond += took > MOST ? 1 : 0;
                    pace.took((long) took);
                } while (slice + pace.expected() < MAY_LAST);
                longestSlice = Math.max(longestSlice, slice);
                all += slice;
            }
            return new Run(reads, longest, longestSlice, beyond, all);
        }
    }

    private static DoubleUnaryOperator noise(long seed, double least, double most) {
        Random random = new Random(seed);
        return _ -> least * Math.pow(most / least, random.nextDouble());
    }

    /// Reads cost something each, and something for each row; a third of the reads take a third longer.
    @ParameterizedTest
    @CsvSource({
        "0, 5",
        "100, 1",
        "30_000, 1",
        "50_000, 0.01",
        "70_000, 0.1",
        "90_000, 1",
        "200_000, 1",
        "2_000_000, 0.1",
        "100, 200",
        "0, 0.01",
        "0, 5_000"
    })
    void readsAreAsFewAsTheirLengthAllows(String each, String forRow) {
        double fixed = Double.parseDouble(each.replace("_", ""));
        double row = Double.parseDouble(forRow.replace("_", ""));
        long rows = row > 1000 ? 100_000 : 10_000_000;
        Run run = Run.of(rows, fixed, _ -> row, read -> read % 3 == 0 ? 1.33 : 1);
        double rowsAlone = rows * row * 1.33;
        // A read that costs much of itself cannot be short, but then there are few of them.
        assertThat(run.all()).isLessThan(3 * rowsAlone + 60 * fixed + rows * row / MAY_LAST * fixed * 4);
        // The first read knows nothing.
        assertThat(run.longest()).isLessThan(Math.max(Math.max(MOST, 2000 * row * 1.4), fixed * 2.5));
    }

    @Test
    void rowsThatGetDearerAreNotReadInEverLargerPieces() {
        long rows = 5_000_000;
        Run run = Run.of(rows, 500, at -> 1 + 99.0 * at / rows, _ -> 1);
        assertThat(run.longestSlice()).isLessThan(MOST);
    }

    @Test
    void rowsThatAreDearOfASuddenCostOneLongReadAtMost() {
        Run run = Run.of(1_000_000, 100, at -> at < 500_000 ? 1 : 100, _ -> 1);
        assertThat(run.beyond()).isLessThan(4);
        assertThat(run.longest()).isLessThan(100 * MAY_LAST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBusyMachineIsNoReasonForLargerPieces(long seed) {
        Run run = Run.of(5_000_000, 100, _ -> 5, noise(seed, 0.5, 2));
        assertThat(run.longest()).isLessThan(2 * MAY_LAST);
        assertThat(run.longestSlice()).isLessThan(2.5 * MAY_LAST);
        assertThat(run.beyond()).isLessThan(run.reads() / 50);
        assertThat(run.all()).isLessThan(1.5 * 5_000_000 * 5);
    }

    /// As with a comparison with the average of another table, which each read computes anew.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCostOfEachReadIsPaidFewTimes(long seed) {
        double fixed = 1_000_000;
        Run even = Run.of(600_000, fixed, _ -> 1, _ -> 1);
        assertThat(even.reads()).isLessThanOrEqualTo(8);
        assertThat(even.longest()).isLessThan(2 * fixed);
        Run uneven = Run.of(600_000, fixed, _ -> 1, noise(seed, 0.7, 1.4));
        assertThat(uneven.reads()).isLessThanOrEqualTo(14);
        assertThat(uneven.longest()).isLessThan(4 * fixed);
    }
}
