package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.Needle;
import studio.rowan.grid.RowFind;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowWindow;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// Finds a text in the rows that are shown, in their order: what is found is told while the search goes on, and the
/// way from hit to hit. Lives on the window's thread.
final class FindModel implements AutoCloseable {
    /// Rows that can be gone to; the count goes on.
    static final int KEPT = 100_000;

    private static final Duration QUIET = Duration.millis(250);

    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final FindJumpModel jump;
    private final Jobs.Debounced typed;
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty matchCase = new SimpleBooleanProperty();
    private final BooleanProperty blobs = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable String> column = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<FindState> state = new ReadOnlyObjectWrapper<>(new FindState.Idle());
    private final ReadOnlyLongWrapper rows = new ReadOnlyLongWrapper();
    private final ReadOnlyIntegerWrapper at = new ReadOnlyIntegerWrapper(-1);
    private final List<RowKey> keys = new ArrayList<>();
    private @Nullable Search searched;
    private @Nullable RowKey kept;
    private @Nullable Search nulOf;
    private boolean hasNul;
    private @Nullable Job<?> running;
    private int due;
    private boolean agreed;

    /// One search: what is looked for, and where.
    /// @param readings of the window when it began, by which older data is known
    record Search(Needle needle, RowWindow window, int readings, SqlRows source, String table, List<String> columns) {
        /// Whether the rows were read anew since, not just for the first time.
        boolean isOld() {
            return readings != readings(window);
        }

        /// Rows that are still being read for the first time are those that will be there then.
        static int readings(RowWindow window) {
            return Math.max(1, window.readings());
        }

        boolean isSame(@Nullable Search other) {
            return other != null && needle.equals(other.needle) && isOfSameCells(other);
        }

        boolean isOfSameCells(Search other) {
            return window == other.window && columns.equals(other.columns);
        }
    }

    /// @param failed told why a hit cannot be gone to
    FindModel(BrowseModel model, GridView grid, Jobs jobs, Consumer<DbError> failed) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        this.jump = new FindJumpModel(model, grid, jobs, this::gone, failed);
        this.typed = jobs.debounce(QUIET, this::look);
        text.subscribe(_ -> typed.trigger());
        matchCase.subscribe(this::look);
        blobs.subscribe(this::look);
        column.subscribe(this::look);
        open.subscribe(this::look);
        model.window().subscribe(this::look);
        model.arrivals().subscribe(this::renew);
    }

    BooleanProperty open() {
        return open;
    }

    StringProperty text() {
        return text;
    }

    BooleanProperty matchCase() {
        return matchCase;
    }

    /// Whether the bytes of blobs are looked at too.
    BooleanProperty blobs() {
        return blobs;
    }

    /// The only column to look at; `null` for all that are shown.
    ObjectProperty<@Nullable String> column() {
        return column;
    }

    ReadOnlyObjectProperty<FindState> state() {
        return state.getReadOnlyProperty();
    }

    /// How many rows hold it, as far as they were looked at.
    ReadOnlyLongProperty rows() {
        return rows.getReadOnlyProperty();
    }

    /// Which of them is gone to, from 0; -1 for none.
    ReadOnlyIntegerProperty at() {
        return at.getReadOnlyProperty();
    }

    /// 0…1, -1 while unknown.
    double progress() {
        Job<?> job = running;
        return job == null ? -1 : job.progress().fraction();
    }

    // ---- searching ----

    /// Searches where something else is looked for than before.
    private void look() {
        Search wanted = wanted();
        if (wanted == null) {
            end();
            forget();
            state.set(new FindState.Idle());
        } else if (!wanted.isSame(searched)) {
            due = 1;
            begin(wanted);
        }
    }

    private @Nullable Search wanted() {
        RowWindow window = model.window().get();
        SqlRows source = model.source();
        Needle needle = new Needle(text.get(), matchCase.get(), blobs.get());
        if (!open.get() || window == null || source == null || needle.isEmpty()) {
            return null;
        }
        String only = column.get();
        List<String> columns = grid.state().columns().stream()
                .filter(item -> only == null ? !item.hidden() : item.name().equals(only))
                .map(GridState.Item::name)
                .toList();
        return new Search(
                needle,
                window,
                Search.readings(window),
                source,
                model.name(),
                columns.isEmpty() ? source.columns() : columns);
    }

    /// Searches data that changed once more and stays at the hit; a search that runs comes to its end first, or
    /// frequent changes would let none do so. What the user stopped or would have to agree to is left.
    private void renew() {
        Search before = searched;
        Search wanted = wanted();
        if (before != null
                && wanted != null
                && before.isOld()
                && wanted.isSame(before)
                && state.get() instanceof FindState.Done
                && (!locks() || RowFind.canPause(wanted.source))) {
            RowKey hit = current();
            begin(wanted);
            kept = hit;
        }
    }

    private void begin(Search search) {
        begin(search, knownNul(search));
    }

    private boolean locks() {
        Db db = model.workspace().db();
        return db.readsLock();
    }

    /// Also where no other program could write to the file meanwhile.
    void agree() {
        agreed = true;
        Search wanted = wanted();
        if (wanted != null) {
            begin(wanted);
        }
    }

    /// @param nul whether texts hold NUL characters; null where that is not known
    private void begin(Search search, @Nullable Boolean nul) {
        end();
        forget();
        searched = search;
        Db db = model.workspace().db();
        boolean locks = locks();
        if (locks && !RowFind.canPause(search.source) && !agreed) {
            state.set(new FindState.Locks());
            return;
        }
        state.set(new FindState.Running());
        mark(search);
        FindRun run = new FindRun(db, search, locks, nul, found -> jobs.ui(() -> arrived(search, found)));
        Job<FindRun.Ended> job = db.aside(Text.of("browse.find.job", search.table), run::run);
        running = job;
        jobs.run(
                job,
                end -> {
                    if (running == job) {
                        ended(search, nul == null, end);
                    }
                },
                error -> {
                    if (running == job) {
                        ended(
                                error instanceof DbError.Cancelled
                                        ? new FindState.Stopped()
                                        : new FindState.Failed(error));
                    }
                });
    }

    /// Null where these rows have not been looked at for NUL characters since they were read.
    private @Nullable Boolean knownNul(Search search) {
        Search of = nulOf;
        return of != null && of.readings == search.readings && search.isOfSameCells(of) ? hasNul : null;
    }

    private void ended(Search search, boolean quick, FindRun.Ended how) {
        Boolean found = how.nul();
        if (found != null) {
            nulOf = search;
            hasNul = found;
        }
        if (quick && Boolean.TRUE.equals(found)) {
            searchBehindNul(search);
        } else {
            ended(new FindState.Done(how.guarded()));
        }
    }

    /// Once more, since what was told is not all. Whoever is at a hit stays there, whoever is on the way goes on.
    private void searchBehindNul(Search search) {
        RowKey hit = at.get() < 0 ? kept : current();
        int still = jump.direction() == 0 ? due : jump.direction();
        begin(search, true);
        due = still;
        kept = still == 0 ? hit : null;
    }

    private void arrived(Search from, RowFind.Found found) {
        if (from != searched) {
            return;
        }
        keys.addAll(found.keys().subList(0, Math.min(found.keys().size(), KEPT - keys.size())));
        rows.set(rows.get() + found.rows());
        if (kept != null && at.get() < 0) {
            at.set(keys.indexOf(kept));
        }
        goDue();
    }

    private void ended(FindState how) {
        running = null;
        state.set(how);
        goDue();
        // What comes to be found later, because the data changed, is gone to by nobody.
        due = 0;
        renew();
    }

    /// Ends the search that runs; what it found stays.
    void stop() {
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }

    private void end() {
        stop();
        running = null;
    }

    private void forget() {
        searched = null;
        kept = null;
        keys.clear();
        rows.set(0);
        at.set(-1);
        jump.forget();
        grid.setHits(null);
    }

    private void mark(Search search) {
        grid.setHits(new FindHits(search.needle, search.source.columns(), search.columns));
    }

    // ---- going ----

    /// To the next hit (1) or the one before (-1), from the current cell where the order of rows tells; around at the
    /// ends.
    void go(int by) {
        Search wanted = wanted();
        if (wanted == null) {
            return;
        }
        if (!wanted.isSame(searched)) {
            typed.cancel();
            due = by;
            begin(wanted);
        } else if (!jump.within(by, current())) {
            due = by;
            goDue();
        }
    }

    private @Nullable RowKey current() {
        return at.get() < 0 ? null : keys.get(at.get());
    }

    private void goDue() {
        Search search = searched;
        if (due == 0 || search == null || keys.isEmpty()) {
            return;
        }
        int to = jump.next(keys, at.get(), due, search.source);
        if (to >= keys.size() && running != null) {
            return; // until more is found
        }
        int by = due;
        due = 0;
        int target = Math.floorMod(to, keys.size());
        at.set(target);
        jump.to(search, keys.get(target), by);
    }

    /// The row that was gone to is no more: on to the one behind it.
    private void gone(RowKey key, int by) {
        int index = keys.indexOf(key);
        if (index >= 0) {
            keys.remove(index);
            rows.set(rows.get() - 1);
            at.set(by > 0 ? index - 1 : index);
            due = by;
            goDue();
        }
    }

    @Override
    public void close() {
        typed.cancel();
        end();
    }
}
