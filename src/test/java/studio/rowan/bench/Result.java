package studio.rowan.bench;

import java.util.Locale;

/// One line of the table: a figure beside its reference, both measured in the same run.
/// @param ratio value / reference
/// @param bar the ratio that must not be passed
record Result(String name, double value, double reference, String unit, double ratio, double bar, boolean holds) {
    static Result of(String name, double value, double reference, String unit, double bar) {
        double ratio = value / reference;
        return new Result(name, value, reference, unit, ratio, bar, ratio <= bar);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-62s %12s %12s %-3s  %8.4f  %8.4f  %s",
                name,
                figure(value),
                figure(reference),
                unit,
                ratio,
                bar,
                holds ? "holds" : "DOES NOT HOLD");
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.3f" : "%.1f", number);
    }

    static String head() {
        return String.format(
                Locale.ROOT, "%-62s %12s %12s %-3s  %8s  %8s", "what", "value", "reference", "", "ratio", "bar");
    }
}
