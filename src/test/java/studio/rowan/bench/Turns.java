package studio.rowan.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/// Measures two things in turn, A B A B …, so that whatever else the machine does meets both alike.
final class Turns {
    private Turns() {}

    /// The medians.
    record Pair(double value, double reference) {}

    /// @param value gives what it measured, as `reference` does; both run once before, unrecorded
    static Pair of(int runs, Callable<Double> value, Callable<Double> reference) throws Exception {
        value.call();
        reference.call();
        double[] a = new double[runs];
        double[] b = new double[runs];
        for (int i = 0; i < runs; i++) {
            a[i] = value.call();
            b[i] = reference.call();
        }
        return new Pair(median(a), median(b));
    }

    static double median(double[] values) {
        return percentile(values, 0.5);
    }

    static double percentile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }

    static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
