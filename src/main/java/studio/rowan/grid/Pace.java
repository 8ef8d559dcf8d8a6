package studio.rowan.grid;

import java.util.Arrays;

/// How many rows one read looks through so that it lasts about half as long as it may. Now and then, and after each
/// read that lasted too long, one looks through an eighth of them: where that takes as long all the same, and an eighth
/// of it as well, the time does not come of the rows, as with a condition that asks another table once for each read.
/// Only then more of them are taken for it.
final class Pace {
    private static final long LEAST = 10;
    private static final long MOST = 1_000_000;
    private static final int PART = 8;
    private static final int PROBE_EACH = 8;

    private final long nanos;
    /// Nanoseconds for a row in the last reads; the dearest counts, since a busy machine makes any of them dear.
    private final double[] costs = new double[5];

    private int reads;
    private long rows;
    private boolean probe;
    /// The last read that was no probe.
    private long wholeRows;
    private long wholeTook;
    /// How many probes in a row took as long as that.
    private int alike;
    /// What a read takes whatever its rows, as far as is sure.
    private long fixed;

    /// @param nanos how long a read may last
    Pace(long rows, long nanos) {
        this.rows = rows;
        this.nanos = nanos;
    }

    long rows() {
        return rows;
    }

    /// How long the next read may take as far as is known.
    long expected() {
        double dearest = dearest();
        return isFixed() ? fixed * 3 / 2 : dearest == 0 ? nanos : (long) (dearest * rows);
    }

    /// A read of that many rows took so long.
    void took(long now) {
        boolean overlong = now > Math.max(nanos * 3 / 4, 3 * fixed);
        if (probe) {
            alike = now > wholeTook / 2 ? alike + 1 : 0;
            fixed = alike < 2 ? 0 : alike == 2 ? wholeTook : fixed;
        }
        fixed = Math.min(fixed, now);
        if (!probe || overlong && alike == 0) {
            costs[reads % costs.length] = (double) now / rows;
            wholeRows = rows;
            wholeTook = now;
        }
        reads++;
        long next = isFixed() ? more() : even();
        probe = alike == 1 || overlong && !isFixed() || reads % PROBE_EACH == 0;
        rows = Math.clamp(probe ? Math.min(next, rows / PART) : next, LEAST, MOST);
    }

    /// Below that, a read of half the time has enough room for rows.
    private boolean isFixed() {
        return fixed > nanos / 3;
    }

    private double dearest() {
        return Arrays.stream(costs).max().orElse(0);
    }

    private long even() {
        return (long) Math.min(2.0 * wholeRows, nanos / 2 / dearest());
    }

    /// As many as take half as long as what is fixed.
    private long more() {
        long ofRows = Math.max(wholeTook - fixed, 1);
        double most = fixed < nanos ? 2 : PART;
        double factor = Math.min(most, fixed / 2.0 / ofRows);
        // What is fixed is not the same each time: that alone is no reason for fewer.
        return (long) (wholeRows * (factor >= 1 ? factor : wholeTook <= 3 * fixed ? 1 : 0.5));
    }
}
