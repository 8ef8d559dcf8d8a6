package studio.rowan.grid;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

/// The sorted keys of a window: made in the background, used by its pages, and kept over changes of the file where
/// sorting again takes long. Guarded by the lock of the window.
final class WindowSort {
    /// What is sorted at all, and what is sorted again.
    /// @param few so many rows are sorted for each page anew
    /// @param quick what took no longer is sorted again at each change
    /// @param brief how long a read may keep others from writing (F18)
    record Limits(int few, Duration quick, Duration brief) {
        static final Limits DEFAULT = new Limits(10_000, Duration.ofMillis(1500));

        Limits(int few, Duration quick) {
            this(few, quick, Duration.ofMillis(180));
        }
    }

    /// Bytes that are left to others on the disk.
    private static final long RESERVE = 256L << 20;

    /// Told on a lane's thread, outside the lock.
    interface Owner {
        /// More keys are there.
        /// @param anew all keys are new: they stand in for others
        void sorted(boolean anew);

        void sortFailed(Throwable thrown);
    }

    private final Object lock;
    private final Db db;
    private final KeyedRows source;
    private final Owner owner;
    private final Limits limits;
    private @Nullable SortPlan plan;
    private @Nullable Making making;
    private @Nullable SortedKeys keys;
    private boolean complete;
    private boolean behind;
    private boolean justTaken;
    private Duration took = Duration.ZERO;
    private RowSorting ended = new RowSorting.None();

    WindowSort(Object lock, Db db, KeyedRows source, Owner owner, Limits limits) {
        this.lock = lock;
        this.db = db;
        this.source = source;
        this.owner = owner;
        this.limits = limits;
    }

    /// A sort under way.
    private static final class Making {
        final Instant asOf = Instant.now();
        final long began = System.nanoTime();
        volatile @Nullable SortRun run;
        volatile @Nullable SortedKeys keys;
        volatile @Nullable Job<SortRun.Step> job;
        volatile boolean dropped;
        /// The user has ended it.
        boolean stopped;
        /// The file changed while it was under way.
        boolean behind;

        void drop() {
            dropped = true;
            Job<?> running = job;
            if (running != null) {
                running.cancel();
            }
        }
    }

    /// On a lane: a file of gigabytes takes a while to remove, and one that is being read is waited for.
    private void remove(@Nullable SortedKeys old) {
        if (old != null) {
            db.background("remove sorted keys", _ -> {
                old.close();
                return true;
            });
        }
    }

    private void drop(Making old) {
        old.drop();
        remove(old.keys);
    }

    /// False where the key's own order needs nothing of the kind.
    static boolean mayBeNeeded(KeyedRows source) {
        return source.isFiltered() || !source.keyOrder().isNatural();
    }

    /// True where a read that lasts keeps nobody from writing (F18).
    boolean mayHold() {
        return !db.readsLock();
    }

    /// True where rows are reached by sorted keys, or will be.
    boolean isNeeded() {
        return plan != null && plan.needed() && !(ended instanceof RowSorting.Failed);
    }

    /// True where the first rows are there soon enough without being looked for beside the sort, which would only slow
    /// it down.
    boolean isSoonDone() {
        return isRunning() && plan != null && plan.isQuick() && mayHold();
    }

    long total() {
        return plan == null ? -1 : plan.total();
    }

    boolean isRunning() {
        return making != null;
    }

    /// True where the user has ended it: it stays so, whatever changes, until it is asked for anew.
    boolean isStopped() {
        return making == null && ended instanceof RowSorting.Stopped;
    }

    /// It is asked for anew.
    void allow() {
        ended = new RowSorting.None();
    }

    /// True once all keys are there.
    boolean isComplete() {
        return complete;
    }

    /// True where the file has changed since they were sorted, and they stay as they are.
    boolean isBehind() {
        return behind && making == null;
    }

    /// The keys that rows are read by; `null` while there are none.
    @Nullable
    SortedKeys keys() {
        return keys;
    }

    /// True where the keys of these rows are there.
    boolean covers(long first, long n) {
        return keys != null && (complete || n <= keys.size() - first);
    }

    RowSorting state() {
        Making now = making;
        SortRun run = now == null ? null : now.run;
        Job<?> job = now == null ? null : now.job;
        if (now == null) {
            return isBehind() ? new RowSorting.Kept(keptSince()) : ended;
        }
        long done = run == null || job == null ? 0 : run.done(job.steps());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - now.began);
        boolean sorted = !source.keyOrder().isNatural();
        return new RowSorting.Running(done, total(), elapsed, sorted, KeySql.index(source));
    }

    private Instant keptSince() {
        return keys == null ? Instant.EPOCH : keys.asOf();
    }

    /// All keys of one window, for another.
    /// @param anew the file has changed, and they are being sorted again
    record Lent(SortedKeys keys, SortPlan plan, Duration took, boolean behind, boolean anew) {}

    /// What serves another source of the same rows; `null` where there is nothing.
    @Nullable
    Lent lend(KeyedRows other) {
        SortPlan known = plan;
        SortedKeys lent = keys == null || known == null || !complete ? null : keys.serving(other);
        return lent == null || known == null ? null : new Lent(lent, known, took, behind, making != null);
    }

    /// Begins with keys of another window.
    void take(Lent lent) {
        close();
        plan = lent.plan;
        keys = lent.keys;
        took = lent.took;
        behind = lent.behind;
        complete = true;
        justTaken = !lent.anew;
    }

    /// True once, where the file cannot have changed since the keys were taken.
    boolean wasJustTaken() {
        boolean just = justTaken;
        justTaken = false;
        return just;
    }

    /// Begins to sort.
    void start(SortPlan newPlan) {
        close();
        plan = newPlan;
        ended = new RowSorting.None();
        if (newPlan.needed()) {
            make();
        }
    }

    /// Sorts anew; the keys that are there serve until the new ones are.
    void again() {
        if (making != null) {
            drop(making);
        }
        make();
    }

    /// The file has changed.
    void changed() {
        if (making != null) {
            making.behind = true;
        } else if (complete && took.compareTo(limits.quick) < 0) {
            make();
        } else if (complete) {
            behind = true;
        }
    }

    private void make() {
        Making mine = new Making();
        making = mine;
        step(mine);
    }

    private void step(Making mine) {
        Job<SortRun.Step> job = db.sort("sort " + source.name(), access -> step(access, mine));
        mine.job = job;
        job.whenDone(step -> stepped(mine, step), thrown -> failed(mine, thrown));
    }

    private SortRun.Step step(Access access, Making mine) {
        SortRun run = mine.run;
        if (run == null) {
            SortedKeys made = new SortedKeys(source, db.scratch(), mine.asOf);
            mine.keys = made;
            SortPlan cost = java.util.Objects.requireNonNull(plan);
            if (mine.dropped) {
                made.close();
                throw new DbError.Cancelled(null);
            }
            if (made.scratch().room() - RESERVE < cost.bytes(source.keyColumns().size())) {
                throw new DbError.Full("no room to sort " + source.name(), 13, null, null);
            }
            run = new SortRun(source, made, mayHold(), cost.total());
            mine.run = run;
        }
        return run.step(access);
    }

    private void stepped(Making mine, SortRun.Step step) {
        boolean anew = false;
        boolean stopped;
        synchronized (lock) {
            SortedKeys made = java.util.Objects.requireNonNull(mine.keys);
            if (making != mine) {
                remove(made);
                return;
            }
            stopped = mine.stopped && !step.isEnd();
            made.grown(step.covered());
            boolean gradual = java.util.Objects.requireNonNull(mine.run).isGradual() && !complete;
            if (gradual || step.isEnd()) {
                anew = keys != null && keys != made;
                if (anew) {
                    remove(keys);
                }
                keys = made;
            }
            if (step.isEnd()) {
                complete = true;
                making = null;
                took = Duration.ofNanos(System.nanoTime() - mine.began);
                behind = false;
                if (mine.behind) {
                    changed();
                }
            } else if (!stopped) {
                step(mine);
            }
        }
        if (stopped) {
            // Between two steps there was no job to be ended.
            failed(mine, new DbError.Cancelled(null));
        } else {
            owner.sorted(anew);
        }
    }

    private void failed(Making mine, Throwable thrown) {
        synchronized (lock) {
            if (making != mine) {
                drop(mine);
                return;
            }
            making = null;
            boolean none = keys == null || keys == mine.keys;
            if (none) {
                keys = null;
                complete = false;
            }
            Job<?> job = mine.job;
            if (job != null && job.gaveWay()) {
                drop(mine);
                make();
                return;
            }
            if (none) {
                ended = thrown instanceof DbError.Cancelled ? new RowSorting.Stopped() : new RowSorting.Failed(thrown);
            } else {
                behind = true;
            }
            drop(mine);
        }
        owner.sortFailed(thrown);
    }

    /// The user ends it.
    void cancel() {
        Making now = making;
        Job<?> job = now == null ? null : now.job;
        if (now != null && job != null) {
            now.stopped = true;
            job.cancel();
        }
    }

    /// All rows were found without it.
    void spare() {
        Making now = making;
        making = null;
        plan = null;
        if (now != null) {
            drop(now);
        }
        if (now == null || now.keys != keys) {
            remove(keys);
        }
        keys = null;
    }

    void close() {
        spare();
        complete = false;
    }
}
