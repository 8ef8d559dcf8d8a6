package studio.rowan.grid;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;

/// Keeps the rows of a view once somebody looks far down in it: until then, and where they cannot be kept, pages are
/// counted to. Guarded by the lock of the window.
final class WindowKeeping {
    /// To make so many rows for each page anew is no burden.
    private static final long DEEP = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(WindowKeeping.class);

    private final Db db;
    private final OrdinalRows source;
    private final WindowState state;
    private @Nullable Job<?> making;
    private @Nullable KeptRows kept;

    WindowKeeping(Db db, OrdinalRows source, WindowState state) {
        this.db = db;
        this.source = source;
        this.state = state;
    }

    /// The rows, where they are kept; a look far down begins to keep them.
    @Nullable
    KeptRows rows(long first) {
        if (kept == null && making == null && first >= DEEP && !db.readsLock() && KeptRows.canKeep(source)) {
            make();
        }
        return kept;
    }

    boolean isMaking() {
        return making != null && !making.isDone();
    }

    private void make() {
        int mine = state.generation();
        KeptRows made = new KeptRows(source, db.scratch());
        Job<Boolean> job = db.sort("rows of " + source.name(), access -> {
            made.fill(access);
            return true;
        });
        making = job;
        job.whenDone(
                _ -> {
                    synchronized (state) {
                        if (state.isCurrent(mine) && making == job) {
                            kept = made;
                            return;
                        }
                    }
                    made.close();
                },
                thrown -> {
                    made.close();
                    if (!(thrown instanceof DbError.Cancelled)) {
                        LOG.info("rows of a view are not kept: {}", thrown.getMessage());
                    }
                });
    }

    /// The rows are read anew: what was kept is old.
    void drop() {
        Job<?> job = making;
        KeptRows old = kept;
        making = null;
        kept = null;
        if (job != null) {
            job.cancel();
        }
        if (old != null) {
            // A file of gigabytes takes a while to remove.
            db.background("remove kept rows", _ -> {
                old.close();
                return true;
            });
        }
    }
}
