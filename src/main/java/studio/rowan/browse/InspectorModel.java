package studio.rowan.browse;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Text;

/// Which row and cell the inspector shows, and the file that a large cell was read into.
final class InspectorModel {
    /// What is shown. `spool` holds a cell that a page had left out; `loading` is the job that reads it now. `gone`:
    /// the
    /// row is no more. `cancelled`: the user wanted it no longer.
    record Shown(
            @Nullable Inspected row,
            int current,
            @Nullable Spool spool,
            @Nullable Job<Optional<Spool>> loading,
            @Nullable DbError error,
            boolean gone,
            boolean cancelled) {
        static final Shown NOTHING = new Shown(null, -1);

        Shown(@Nullable Inspected row, int current) {
            this(row, current, null, null, null, false, false);
        }

        List<Inspected.Cell> cells() {
            return row == null ? List.of() : row.cells();
        }

        Inspected.@Nullable Cell cell() {
            return row == null || current < 0 || current >= row.cells().size()
                    ? null
                    : row.cells().get(current);
        }

        Value value(int index) {
            return cells().get(index).value();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(InspectorModel.class);

    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);

    InspectorModel(Jobs jobs) {
        this.jobs = jobs;
    }

    ReadOnlyObjectProperty<Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /// The very same cell keeps what was loaded of it.
    void show(@Nullable Inspected row) {
        Shown now = shown.get();
        Inspected before = now.row;
        if (row == null) {
            leave(now);
            shown.set(Shown.NOTHING);
        } else if (before != null && before.cells() == row.cells() && now.current == row.current()) {
            shown.set(new Shown(row, now.current, now.spool, now.loading, now.error, now.gone, now.cancelled));
        } else {
            leave(now);
            shown.set(new Shown(row, row.current()));
        }
    }

    void select(int index) {
        Shown now = shown.get();
        if (index != now.current && index >= 0 && index < now.cells().size()) {
            leave(now);
            shown.set(new Shown(now.row, index));
        }
    }

    /// Reads the current cell in full.
    void load() {
        Shown now = shown.get();
        Inspected.Cell cell = now.cell();
        Inspected.Deeds deeds = cell == null ? null : cell.deeds();
        if (deeds == null || now.loading != null || now.spool != null) {
            return;
        }
        Job<Optional<Spool>> job = deeds.spool();
        shown.set(new Shown(now.row, now.current, null, job, null, false, false));
        jobs.run(
                job,
                spool -> loaded(job, spool.orElse(null), null),
                error -> loaded(job, null, error instanceof DbError.Cancelled ? null : error));
    }

    void cancel() {
        Job<Optional<Spool>> job = shown.get().loading;
        if (job != null) {
            job.cancel();
        }
    }

    private void leave(Shown now) {
        cancel();
        if (now.spool != null) {
            close(now.spool);
        }
    }

    /// With its last user a file goes, and where it is long that takes its time.
    private void close(Spool spool) {
        jobs.run(
                jobs.task(Text.of("inspector.looking"), _ -> {
                    spool.close();
                    return true;
                }),
                _ -> {},
                error -> LOG.warn("a cell's file stays until the program ends", error));
    }

    /// A late answer for another cell is dropped, and its file with it.
    private void loaded(Job<Optional<Spool>> job, @Nullable Spool spool, @Nullable DbError error) {
        Shown now = shown.get();
        if (now.loading == job) {
            boolean cancelled = spool == null && job.isCancelled();
            boolean gone = spool == null && error == null && !cancelled;
            shown.set(new Shown(now.row, now.current, spool, null, error, gone, cancelled));
        } else if (spool != null) {
            close(spool);
        }
    }
}
