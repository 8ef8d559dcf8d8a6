package studio.rowan.grid;

/// How many rows one read looks through so that it lasts about as long as it may. Where the time does not come of the
/// rows, as with a condition that asks another table once for each read, more of them are taken rather than fewer.
final class Pace {
    private static final long LEAST = 100;
    private static final long MOST = 1_000_000;

    private final long nanos;
    private long rows;
    private long rowsBefore;
    private long tookBefore;
    /// Rows at which taking more was tried and cost as much more.
    private long tried;

    /// @param nanos how long a read may last
    Pace(long rows, long nanos) {
        this.rows = rows;
        this.nanos = nanos;
    }

    long rows() {
        return rows;
    }

    /// A read of that many rows took so long.
    void took(long now) {
        long next = next(now);
        rowsBefore = rows;
        tookBefore = now;
        rows = Math.clamp(next, LEAST, MOST);
    }

    private long next(long now) {
        if (now <= nanos / 3) {
            return rows * 2;
        }
        if (rows > rowsBefore && rowsBefore > 0 && now <= tookBefore + tookBefore / 3) {
            return rows * 2;
        }
        if (rows < rowsBefore && now > tookBefore - tookBefore / 3) {
            // With fewer rows it took as long all the same.
            return rows * 4;
        }
        if (now > nanos) {
            tried = rows;
            return rows / 2;
        }
        if (now <= nanos * 3 / 4 && rows != tried) {
            tried = rows;
            return rows * 2;
        }
        return rows;
    }
}
