package studio.rowan.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;

/// The rows of a source near the place one looks at: pages in a cache of constant size, read when they are wanted.
///
/// One request waits at most, and the newest wins. Each [#reload] begins a new generation, and what an older one still
/// reads is thrown away. All methods may be called on any thread, none waits; listeners are told on a lane's thread.
public final class RowWindow implements AutoCloseable {
    /// Told what happened, on a lane's thread.
    public interface Listener {
        /// Rows, the count, or an error are there.
        void arrived();

        /// The row that stood at an ordinal stands at `ordinal + by` now: places were counted that had been judged, or
        /// the data was read again.
        void moved(long by);
    }

    /// A row to hold on to while the data is read again.
    /// @param ordinal where it is shown
    public record Keep(long ordinal, KeyedRow row) {}

    private final WindowState state;
    private final WindowAnswers answers;
    private final @Nullable WindowReload reads;
    private final @Nullable WindowNear near;

    private RowWindow(@Nullable Db db, RowSource source, WindowSort.Limits limits) {
        this.state = new WindowState(source);
        this.answers = new WindowAnswers(this, db, source);
        this.reads = db != null && source instanceof SqlRows rows
                ? new WindowReload(db, rows, state, limits, answers)
                : null;
        this.near = db != null && source instanceof KeyedRows rows ? new WindowNear(db, rows, state, answers) : null;
    }

    /// Rows of a table or view. Nothing is read before [#reload].
    public static RowWindow of(Db db, SqlRows source) {
        return new RowWindow(db, source, WindowSort.Limits.DEFAULT);
    }

    /// The rows that come after those of another window, such as in another order. Where that one has sorted all keys,
    /// they serve this one too, also the other way round; it is still to be closed.
    public static RowWindow of(Db db, SqlRows source, @Nullable RowWindow before) {
        RowWindow window = of(db, source);
        window.take(before);
        return window;
    }

    void take(@Nullable RowWindow before) {
        WindowSort.Lent lent = before == null || !(source() instanceof KeyedRows rows) ? null : before.lend(rows);
        WindowSort sort = sort();
        synchronized (state) {
            if (lent != null && sort != null) {
                sort.take(lent);
            }
        }
    }

    private WindowSort.@Nullable Lent lend(KeyedRows rows) {
        WindowSort sort = sort();
        synchronized (state) {
            return sort == null ? null : sort.lend(rows);
        }
    }

    /// With other limits for what is sorted once.
    static RowWindow of(Db db, SqlRows source, WindowSort.Limits limits) {
        return new RowWindow(db, source, limits);
    }

    /// Rows in memory.
    public static RowWindow of(ListRows source) {
        return new RowWindow(null, source, WindowSort.Limits.DEFAULT);
    }

    public RowSource source() {
        return state.source();
    }

    public void addListener(Listener listener) {
        state.listeners().add(listener);
    }

    public void removeListener(Listener listener) {
        state.listeners().remove(listener);
    }

    // ---- what is known ----

    public RowCount count() {
        synchronized (state) {
            return state.count();
        }
    }

    /// The row at an ordinal, where it was read; `null` where it was not, or not yet.
    public @Nullable KeyedRow row(long ordinal) {
        synchronized (state) {
            return state.row(ordinal);
        }
    }

    /// The row at an ordinal with these columns at least, to be looked at alone: of a very wide table those in sight
    /// are read before the others, whose cells are NULL so long. `null` where they were not read, or not yet.
    @Nullable
    KeyedRow glimpse(long ordinal, List<Integer> columns) {
        synchronized (state) {
            return state.glimpse(ordinal, columns);
        }
    }

    /// True where it matters which columns are looked at.
    boolean isWide() {
        return state.glimpses().isWide();
    }

    /// True where the ordinal of a row is judged from the spread of the keys, until the count is done.
    public boolean isEstimated(long ordinal) {
        synchronized (state) {
            return state.isEstimated(ordinal);
        }
    }

    /// Why there are no rows at all, or not those that are wanted; `null` while all is well. A `DbError` can be told to
    /// the user, anything else is a fault of the program.
    public @Nullable Throwable failure() {
        synchronized (state) {
            return state.failure();
        }
    }

    /// By how much rows have moved in all: what [Listener#moved] told, summed up.
    public long moves() {
        synchronized (state) {
            return state.moves();
        }
    }

    /// How often the data was read anew: keys may have other places since.
    public int readings() {
        synchronized (state) {
            return state.readings();
        }
    }

    /// True where the rows are being read, or were, to stay at a row.
    public boolean isKeeping() {
        synchronized (state) {
            return state.isKeeping();
        }
    }

    /// True once the rows were asked for.
    public boolean isStarted() {
        synchronized (state) {
            return reads == null || state.generation() > 0;
        }
    }

    /// True until the first rows (or the word that there are none) have come.
    public boolean isOpening() {
        WindowSort sort = sort();
        synchronized (state) {
            return state.count().rows() == 0 && (state.isOpening() || (sort != null && sort.isRunning()));
        }
    }

    // ---- reading ----

    /// Reads from the start.
    public void open() {
        reload(null);
    }

    /// Reads anew, after what is being read has come. What was read is shown until the new rows are there.
    /// @param keep a row whose place is found again; `null` for the start
    public void reload(@Nullable Keep keep) {
        if (reads == null) {
            state.tell();
            return;
        }
        synchronized (state) {
            if (!state.isClosed()) {
                reads.request(keep);
            }
        }
    }

    /// Says which rows are looked at: what is missing of them is read, the newest wish first.
    public void want(long first, long last) {
        synchronized (state) {
            state.want(first, last);
        }
        if (reads != null) {
            reads.pages().next();
        }
    }

    /// Says which columns are looked at, where that matters: those of the rows wanted next are read first.
    void look(List<Integer> columns) {
        synchronized (state) {
            state.glimpses().look(columns);
        }
    }

    /// Makes sure that one can go to the last row before the rows are counted. Views and lists without a key have to
    /// be counted first.
    public void assumeEnd() {
        synchronized (state) {
            if (source() instanceof KeyedRows) {
                state.counted().assume();
            }
        }
    }

    /// Why the rows are not counted to the end.
    public RowCounting counting() {
        synchronized (state) {
            return reads == null ? new RowCounting.Ordinary() : reads.counting().standing();
        }
    }

    /// Counts the rows although others wait, or once more where it failed.
    public void countAnyway() {
        synchronized (state) {
            if (reads != null && !state.isClosed()) {
                reads.counting().agree();
            }
        }
        state.tell();
    }

    /// True where the rows of a view are kept by now, so that no page of it is counted to.
    boolean isKept() {
        synchronized (state) {
            return reads != null && reads.pages().isKept();
        }
    }

    // ---- rows by sorted keys ----

    private @Nullable WindowSort sort() {
        return reads == null ? null : reads.sort();
    }

    /// How the rows are sorted, where no index has their order.
    public RowSorting sorting() {
        WindowSort sort = sort();
        synchronized (state) {
            return sort == null ? new RowSorting.None() : sort.state();
        }
    }

    /// Ends the sorting that is under way: only the first rows are there then.
    public void stopSorting() {
        WindowSort sort = sort();
        synchronized (state) {
            if (sort != null) {
                sort.cancel();
            }
        }
    }

    /// Sorts anew, after the file has changed or the sorting was ended.
    public void sortAgain() {
        if (reads != null) {
            reads.sortAgain();
        }
        state.tell();
    }

    /// The keys by which these rows are reached; `null` where they are not there.
    @Nullable
    SortedKeys sortedKeys(long first, long n) {
        WindowSort sort = sort();
        synchronized (state) {
            return sort != null && sort.covers(first, n) ? sort.keys() : null;
        }
    }

    /// The same for long use, to be closed by whom it is given to; `null` where not all of them are there, or
    /// where they are more than so many.
    @Nullable
    SortedKeys lentKeys(long most) {
        SortedKeys keys = sortedKeys(0, Long.MAX_VALUE / 2);
        return keys == null || keys.size() > most || !(source() instanceof KeyedRows rows) ? null : keys.serving(rows);
    }

    // ---- answers beside the pages ----

    /// A place known to stand at or before an ordinal; `null` for the start.
    @Nullable
    Anchor anchorBefore(long ordinal) {
        synchronized (state) {
            KeyedRow own = state.row(ordinal);
            RowIndex index = state.index();
            return own != null && source() instanceof KeyedRows keyed
                    ? new Anchor(ordinal, keyed.placeOf(own))
                    : index == null ? null : index.before(ordinal);
        }
    }

    /// The nearest known place before that of a rowid; `null` for the start.
    @Nullable
    Anchor anchorOf(Place place) {
        synchronized (state) {
            RowIndex index = state.index();
            return index == null ? null : index.beforeRowid(place.rowid());
        }
    }

    /// Where the row with that key stands; -1 where it is gone.
    public Job<Long> ordinalOf(RowKey key) {
        return answers.ordinalOf(key);
    }

    /// Where to show the row with that key: as [#ordinalOf], but where it would take long to count the rows before it
    /// the place is a judged one, and the rows around it are there. -1 where it is gone.
    public Job<Long> placeOf(RowKey key) {
        Job<Long> judged = near == null ? null : near.ordinalOf(key);
        return judged == null ? answers.ordinalOf(key) : judged;
    }

    /// One whole cell, whatever it weighs; `Value.NULL` where the row is gone.
    public Job<Value> cell(KeyedRow row, int column) {
        return answers.cell(row, column);
    }

    /// One whole cell of any weight, in a private file; empty where the row is gone.
    public Job<Optional<Spool>> spool(KeyedRow row, int column) {
        return answers.spool(row, column);
    }

    /// `count` rows from `first` on, with their keys; large cells are not loaded.
    public Job<List<KeyedRow>> rows(String title, long first, int count) {
        return answers.rows(title, first, count);
    }

    /// Gives `count` rows from `first` on to `to`, on a lane's thread: these columns, whole cells.
    /// @return how many there were
    public Job<Long> stream(String title, long first, long count, List<Integer> columns, Consumer<Row> to) {
        return answers.stream(title, first, count, columns, false, to);
    }

    /// @param staged shown in place of what the file has
    Job<Long> stream(
            String title,
            long first,
            long count,
            List<Integer> columns,
            Map<RowKey, RowEdit> staged,
            Consumer<Row> to) {
        return answers.stream(title, first, count, columns, staged, to);
    }

    /// @param numbers gives NULL for whatever is no number: for sums, which read no text
    Job<Long> stream(String title, long first, long count, List<Integer> columns, boolean numbers, Consumer<Row> to) {
        return answers.stream(title, first, count, columns, numbers, to);
    }

    /// Ends what is being read; late answers are thrown away, and nothing more is read, although a grid may still show
    /// the rows.
    @Override
    public void close() {
        WindowSort sort = sort();
        synchronized (state) {
            state.close();
            if (reads != null) {
                reads.stop();
            }
            if (sort != null) {
                sort.close();
            }
        }
        state.listeners().clear();
    }
}
