package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {
    private static final long ROWS = 10_000_000;
    private static final long MAY_LAST = 120_000;

    /// Reads cost something each, and something for each row; a third of the reads take a third longer.
    @ParameterizedTest
    @CsvSource({"0, 5", "100, 1", "30_000, 1", "90_000, 1", "200_000, 1", "2_000_000, 0.1", "100, 200", "0, 0.01"})
    void readsAreAsFewAsTheirLengthAllows(String each, double row) {
        double fixed = Double.parseDouble(each.replace("_", ""));
        Pace pace = new Pace(2000, MAY_LAST);
        double all = 0;
        long looked = 0;
        int longReads = 0;
        for (int read = 0; looked < ROWS; read++) {
            double took = (fixed + row * pace.rows()) * (read % 3 == 0 ? 1.33 : 1);
            looked += pace.rows();
            all += took;
            longReads += took > fixed * 1.33 + 2 * MAY_LAST ? 1 : 0;
            pace.took((long) took);
        }
        double rowsAlone = ROWS * row * 1.33;
        // A read that costs much of itself cannot be short, but then there are few of them.
        assertThat(all).isLessThan(3 * rowsAlone + 60 * fixed + ROWS * row / MAY_LAST * fixed * 4);
        assertThat(longReads).isLessThan(12);
    }
}
