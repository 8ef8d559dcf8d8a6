package studio.rowan.browse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;

/// Which row and cell the inspector shows, and what it loaded of them.
final class InspectorModel {
    /// What is shown. `loaded` holds the cells that a page had left out; `loading` is the job that reads one now.
    record Shown(
            @Nullable Inspected row,
            int current,
            Map<Integer, Value> loaded,
            @Nullable Job<Value> loading,
            @Nullable DbError error) {
        static final Shown NOTHING = new Shown(null, -1, Map.of(), null, null);

        Shown {
            loaded = Map.copyOf(loaded);
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
            Value value = loaded.get(index);
            return value != null ? value : cells().get(index).value();
        }
    }

    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);

    InspectorModel(Jobs jobs) {
        this.jobs = jobs;
    }

    ReadOnlyObjectProperty<Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /// Another cell of the very same row keeps what was loaded of it.
    void show(@Nullable Inspected row) {
        Shown now = shown.get();
        if (row == null) {
            stop(now);
            shown.set(Shown.NOTHING);
            return;
        }
        Inspected before = now.row;
        boolean same = before != null && before.cells() == row.cells();
        if (!same || now.current != row.current()) {
            stop(now);
        }
        shown.set(new Shown(row, row.current(), same ? now.loaded : Map.of(), null, null));
    }

    void select(int index) {
        Shown now = shown.get();
        if (index != now.current && index >= 0 && index < now.cells().size()) {
            stop(now);
            shown.set(new Shown(now.row, index, now.loaded, null, null));
        }
    }

    /// Reads the current cell in full.
    void load() {
        Shown now = shown.get();
        Inspected.Cell cell = now.cell();
        Supplier<Job<Value>> load = cell == null ? null : cell.load();
        if (load == null || now.loading != null) {
            return;
        }
        Job<Value> job = load.get();
        shown.set(new Shown(now.row, now.current, now.loaded, job, null));
        jobs.run(job, value -> loaded(job, value, null), error -> loaded(job, null, error));
    }

    void cancel() {
        stop(shown.get());
    }

    private static void stop(Shown now) {
        Job<Value> job = now.loading;
        if (job != null) {
            job.cancel();
        }
    }

    /// A late answer for another cell is dropped.
    private void loaded(Job<Value> job, @Nullable Value value, @Nullable DbError error) {
        Shown now = shown.get();
        if (now.loading != job) {
            return;
        }
        Map<Integer, Value> loaded = new HashMap<>(now.loaded);
        if (value != null) {
            // One large cell at a time: a row may hold many of 64 MB.
            loaded.clear();
            loaded.put(now.current, value);
        }
        shown.set(new Shown(now.row, now.current, loaded, null, error instanceof DbError.Cancelled ? null : error));
    }
}
