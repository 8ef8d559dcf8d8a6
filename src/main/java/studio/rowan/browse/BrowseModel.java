package studio.rowan.browse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.grid.RowCount;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// The rows of one table or view as they are looked at: structure, filter, sort, the window of rows, and what is said
/// where there are none. Lives on the window's thread.
final class BrowseModel implements AutoCloseable {
    private final Workspace workspace;
    private final String name;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<@Nullable Table> table = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Filter> filter = new ReadOnlyObjectWrapper<>(Filter.NONE);
    private final ReadOnlyObjectWrapper<List<Sort>> sort = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable RowWindow> window = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<BrowseState> state = new ReadOnlyObjectWrapper<>(new BrowseState.Opening());
    private final ReadOnlyObjectWrapper<RawWhere.@Nullable Fault> whereFault = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Duration> took = new ReadOnlyObjectWrapper<>(Duration.ZERO);
    private final ReadOnlyObjectWrapper<@Nullable DbError> pageError = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyLongWrapper arrivals = new ReadOnlyLongWrapper();
    private final Watcher watcher = new Watcher();
    private @Nullable Job<?> reading;
    private @Nullable Job<?> checking;
    private long began;
    private boolean firstRows;
    private boolean closed;

    BrowseModel(Workspace workspace, String name, Jobs jobs) {
        this.workspace = workspace;
        this.name = name;
        this.jobs = jobs;
    }

    ReadOnlyObjectProperty<@Nullable Table> table() {
        return table.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Filter> filter() {
        return filter.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Sort>> sort() {
        return sort.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable RowWindow> window() {
        return window.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<BrowseState> state() {
        return state.getReadOnlyProperty();
    }

    /// What is wrong with the condition that was checked last.
    ReadOnlyObjectProperty<RawWhere.@Nullable Fault> whereFault() {
        return whereFault.getReadOnlyProperty();
    }

    /// Why some rows in sight cannot be read while others can.
    ReadOnlyObjectProperty<@Nullable DbError> pageError() {
        return pageError.getReadOnlyProperty();
    }

    /// Moves whenever rows or their number came.
    ReadOnlyLongProperty arrivals() {
        return arrivals.getReadOnlyProperty();
    }

    /// How long the first rows took.
    ReadOnlyObjectProperty<Duration> took() {
        return took.getReadOnlyProperty();
    }

    Optional<SchemaObject> object() {
        return workspace.schema().relation(name);
    }

    Workspace workspace() {
        return workspace;
    }

    String name() {
        return name;
    }

    /// The rows as they are shown, for an export.
    @Nullable
    SqlRows source() {
        RowWindow now = window.get();
        return now != null && now.source() instanceof SqlRows rows ? rows : null;
    }

    // ---- looking ----

    /// Reads the structure, then the rows under this filter and in this order.
    void open(Filter wanted, List<Sort> order) {
        open(wanted, order, null);
    }

    private void open(Filter wanted, List<Sort> order, RowWindow.@Nullable Keep keep) {
        filter.set(wanted);
        sort.set(order);
        SchemaObject object = object().orElse(null);
        stop();
        if (object == null) {
            table.set(null);
            state.set(new BrowseState.Gone());
            return;
        }
        if (keep == null) {
            state.set(new BrowseState.Opening());
        }
        Job<Table> job = workspace.table(object);
        reading = job;
        jobs.run(
                job,
                read -> {
                    if (reading == job) {
                        opened(read, keep);
                    }
                },
                error -> {
                    if (reading == job) {
                        failed(error);
                    }
                });
    }

    private void opened(Table read, RowWindow.@Nullable Keep keep) {
        Table before = table.get();
        boolean sameColumns = before != null && before.columns().equals(read.columns());
        filter.set(filter.get().on(read));
        sort.set(Sort.of(Sort.order(sort.get(), names(read)), names(read)));
        table.set(read);
        look(sameColumns ? keep : null);
    }

    private void failed(DbError error) {
        state.set(error instanceof DbError.Cancelled ? new BrowseState.Stopped() : new BrowseState.Failed(error));
    }

    void filter(Filter wanted) {
        Filter before = filter.get();
        if (wanted.equals(before)) {
            return;
        }
        filter.set(wanted);
        Table known = table.get();
        // What is only written down changes no rows.
        if (known == null || !wanted.conditions(known).equals(before.conditions(known))) {
            look(null);
        }
    }

    void sort(List<Sort> wanted) {
        if (!wanted.equals(sort.get())) {
            sort.set(wanted);
            look(null);
        }
    }

    private static List<String> names(Table table) {
        return RowSource.visible(table).stream().map(c -> c.name()).toList();
    }

    /// Begins a window on the rows as filter and sort say.
    /// @param keep a row to stay at
    private void look(RowWindow.@Nullable Keep keep) {
        Table known = table.get();
        if (known == null || closed) {
            return;
        }
        SqlRows source = RowSource.of(known)
                .where(filter.get().conditions(known))
                .orderedBy(Sort.order(sort.get(), names(known)));
        RowWindow before = window.get();
        RowWindow next = RowWindow.of(workspace.db(), source, before);
        next.addListener(watcher);
        started();
        if (keep == null) {
            state.set(new BrowseState.Opening());
        }
        next.reload(keep);
        window.set(next);
        if (before != null) {
            before.close();
        }
    }

    private void started() {
        began = System.nanoTime();
        firstRows = true;
    }

    /// Ends what is being read; the rows that are there stay.
    void stop() {
        Job<?> job = reading;
        if (job != null) {
            job.cancel();
        }
        RowWindow now = window.get();
        if (now != null && state.get() instanceof BrowseState.Opening) {
            now.close();
            state.set(new BrowseState.Stopped());
        }
    }

    /// Reads again what may have changed and stays at the row.
    void refresh(RowWindow.@Nullable Keep keep, boolean schemaChanged) {
        RowWindow now = window.get();
        boolean rowsAreThere = state.get() instanceof BrowseState.Rows
                || state.get() instanceof BrowseState.Empty
                || state.get() instanceof BrowseState.NoMatch;
        if (!schemaChanged && now != null && state.get() instanceof BrowseState.Opening) {
            // The first rows are let come: opened anew at each change they might never be there.
            now.reload(keep);
        } else if (schemaChanged || now == null || !rowsAreThere) {
            open(filter.get(), sort.get(), keep);
        } else {
            started();
            now.reload(keep);
        }
    }

    private void arrived(RowWindow from) {
        if (closed || from != window.get() || from.isOpening()) {
            return;
        }
        if (firstRows) {
            firstRows = false;
            took.set(Duration.ofNanos(System.nanoTime() - began));
        }
        Throwable failure = from.failure();
        if (failure instanceof DbError error && from.count().rows() > 0) {
            // Some rows are there: the others' trouble is said above them.
            pageError.set(error);
        } else if (failure instanceof DbError error) {
            failed(error);
        } else if (failure != null) {
            throw new IllegalStateException(failure);
        } else if (from.count() instanceof RowCount.Exact(long rows) && rows == 0) {
            state.set(filter.get().isEmpty() ? new BrowseState.Empty() : new BrowseState.NoMatch());
        } else if (from.count().rows() > 0) {
            pageError.set(null);
            state.set(new BrowseState.Rows());
        }
        arrivals.set(arrivals.get() + 1);
    }

    // ---- the raw condition ----

    /// Asks SQLite what it says to a condition, without running it; then tells `sound` where it takes it, else
    /// `faulty`.
    void check(String where, Runnable sound, Consumer<RawWhere.Fault> faulty) {
        Job<?> before = checking;
        if (before != null) {
            before.cancel();
        }
        RawWhere.Fault shape = RawWhere.shape(where);
        if (shape != null || where.isBlank()) {
            checking = null;
            answered(shape, sound, faulty);
            return;
        }
        Job<Optional<RawWhere.Fault>> job = workspace
                .db()
                .read("check a condition", access -> Optional.ofNullable(RawWhere.check(access, name, where)));
        checking = job;
        jobs.run(
                job,
                fault -> {
                    if (checking == job) {
                        answered(fault.orElse(null), sound, faulty);
                    }
                },
                error -> {
                    if (checking == job && !(error instanceof DbError.Cancelled)) {
                        whereFault.set(new RawWhere.Fault(RawWhere.Fault.Kind.SQLITE, error.words(), -1));
                    }
                });
    }

    private void answered(RawWhere.@Nullable Fault fault, Runnable sound, Consumer<RawWhere.Fault> faulty) {
        whereFault.set(fault);
        if (fault == null) {
            sound.run();
        } else {
            faulty.accept(fault);
        }
    }

    @Override
    public void close() {
        closed = true;
        Job<?> job = reading;
        if (job != null) {
            job.cancel();
        }
        RowWindow now = window.get();
        if (now != null) {
            now.close();
        }
    }

    /// Told on a lane's thread, often: asks for one look on the window's thread at a time.
    private final class Watcher implements RowWindow.Listener {
        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public void arrived() {
            if (asked.compareAndSet(false, true)) {
                jobs.ui(() -> {
                    asked.set(false);
                    RowWindow now = window.get();
                    if (now != null) {
                        BrowseModel.this.arrived(now);
                    }
                });
            }
        }

        @Override
        public void moved(long by) {
            // The grid keeps its place; nothing else is told by ordinals here.
        }
    }
}
