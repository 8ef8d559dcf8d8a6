package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// What lanes do in an order that is seldom met: no row stays that belongs to older ones, and nothing is read for ever.
@Timeout(120)
class WindowTurnsTest {
    /// All is sorted that no index has the order of, and no read that locks comes to its end.
    private static final WindowSort.Limits AT_ONCE = new WindowSort.Limits(100, Duration.ofMinutes(10), Duration.ZERO);

    private static final int ROWS = 5000;

    @TempDir
    Path folder;

    private static final class Seen implements RowWindow.Listener, AutoCloseable {
        final RowWindow window;
        private final Semaphore bell = new Semaphore(0);

        Seen(TestDb db, SqlRows source) {
            window = RowWindow.of(db.db(), source, AT_ONCE);
            window.addListener(this);
        }

        void until(BooleanSupplier condition) {
            try {
                while (!condition.getAsBoolean()) {
                    assertThat(window.failure()).isNull();
                    assertThat(bell.tryAcquire(60, TimeUnit.SECONDS)).as("hang").isTrue();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        KeyedRow row(long ordinal) {
            window.want(ordinal, ordinal + 20);
            until(() -> window.row(ordinal) != null);
            return Objects.requireNonNull(window.row(ordinal));
        }

        void sorted() {
            until(() -> window.count().isExact() && window.sorting() instanceof RowSorting.None);
        }

        @Override
        public void arrived() {
            bell.release();
        }

        @Override
        public void moved(long by) {
            bell.release();
        }

        @Override
        public void close() {
            window.close();
        }
    }

    private TestDb filled(String journal) {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") INSERT INTO t SELECT i, 'row ' || (i * 7919 % 1009) FROM n")) {
            db.db()
                    .exclusive("journal", access -> access.setPragma("journal_mode", Value.of(journal)))
                    .await();
        }
        return TestDb.open(folder.resolve("test.db"));
    }

    private static SqlRows sorted(TestDb db) {
        return RowSource.of(db.table("t")).orderedBy(new RowOrder(1, false));
    }

    /// Their first rows are left to a sort that is soon done, while those of before it was stopped are still there.
    @Test
    void rowsOfBeforeMakeRoomForThoseThatASortBrings() {
        try (TestDb db = filled("wal");
                Seen seen = new Seen(db, sorted(db))) {
            CountDownLatch on = new CountDownLatch(1);
            db.db().sort("busy", _ -> awaited(on));
            seen.window.open();
            while (!(seen.window.sorting() instanceof RowSorting.Running)) {
                db.db().read("turn", _ -> true).await();
            }
            seen.window.stopSorting();
            on.countDown();
            seen.until(() -> seen.window.sorting() instanceof RowSorting.Stopped);
            KeyedRow first = seen.row(0);
            db.run("DELETE FROM t WHERE id = " + first.get(0).asLong());
            int readings = seen.window.readings();
            seen.window.sortAgain();
            seen.sorted();
            seen.until(() -> seen.window.readings() > readings);
            assertThat(seen.row(0).key()).isNotEqualTo(first.key());
            assertThat(seen.window.count()).isEqualTo(new RowCount.Exact(ROWS - 1));
        }
    }

    /// Where it cannot be looked for beside the sort, it is found by the keys.
    @Test
    void theRowToStayAtIsNotForgottenOverTheSort() {
        try (TestDb db = filled("delete");
                Seen before = new Seen(db, sorted(db));
                Seen seen = new Seen(db, sorted(db))) {
            before.window.open();
            before.sorted();
            KeyedRow shown = before.row(3007);
            db.run("DELETE FROM t WHERE id % 10 = " + (shown.get(0).asLong() + 1) % 10);
            seen.window.reload(new RowWindow.Keep(3007, shown));
            seen.sorted();
            seen.until(() -> seen.window.readings() == 1);
            assertThat(seen.window.moves()).isNegative();
            assertThat(seen.row(3007 + seen.window.moves()).key()).isEqualTo(shown.key());
        }
    }

    @Test
    void aSortThatIsStoppedBetweenTwoOfItsStepsStops() {
        try (TestDb db = filled("delete")) {
            Object lock = new Object();
            WindowSort.Owner nobody = new WindowSort.Owner() {
                @Override
                public void sorted(boolean anew) {}

                @Override
                public void sortFailed(Throwable thrown) {}
            };
            WindowSort sort = new WindowSort(lock, db.db(), (KeyedRows) sorted(db), nobody, AT_ONCE);
            synchronized (lock) {
                sort.start(new SortPlan(true, true, ROWS, 10));
                // Its first step is over once its lane waits for what is held here.
                while (Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("rowan-sort")
                                && thread.getState() == Thread.State.BLOCKED)) {
                    Thread.onSpinWait();
                }
                sort.cancel();
            }
            db.db().sort("behind it", _ -> true).await();
            db.db().sort("behind that", _ -> true).await();
            synchronized (lock) {
                assertThat(sort.isStopped()).isTrue();
                sort.close();
            }
        }
    }

    /// Nothing would put it right any more, since the count ends with the end.
    @Test
    void noJudgedRowStaysOnceTheEndIsKnown() {
        try (TestDb db = filled("wal")) {
            WindowState state = new WindowState(RowSource.of(db.table("t")));
            int size = state.pageRows();
            synchronized (state) {
                state.accept(0, page(size, false), PageColumns.ALL, size);
                state.accept(3, page(size, true), PageColumns.ALL, size);
                assertThat(state.isEstimated(3L * size)).isTrue();
                assertThat(state.count().isExact()).isFalse();
                state.accept(1, page(10, false), PageColumns.ALL, size);
                assertThat(state.count()).isEqualTo(new RowCount.Exact(size + 10));
                assertThat(state.row(3L * size)).isNull();
            }
        }
    }

    @Test
    void moreRowsThanWereJudgedAreGoneOnTo() {
        PageCache cache = new PageCache();
        cache.put(0, page(200, false), 0, 0);
        WindowCount judged = new WindowCount().again(200);
        assertThat(judged.mayGoOn(1, 200, cache)).isTrue();
        cache.put(0, page(200, true), 0, 0);
        assertThat(judged.mayGoOn(1, 200, cache)).isFalse();
        assertThat(new WindowCount().again(300).mayGoOn(1, 200, cache)).isFalse();
    }

    private static PageCache.Page page(int rows, boolean estimated) {
        KeyedRow row = new KeyedRow(new RowKey.Rowid(1), new Row(new Value[] {Value.of(1), Value.NULL}));
        return PageCache.Page.of(Collections.nCopies(rows, row), estimated);
    }

    /// A page of so wide a table has few rows: more pages are in sight than glimpses of others are kept.
    @Test
    void aHighWindowOverAVeryWideTableIsFilled() {
        String columns = IntStream.range(0, 1700).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(" + columns + ")",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 290)"
                        + " INSERT INTO t(c0, c1699) SELECT i, -i FROM n")) {
            try (Seen seen = new Seen(db, RowSource.of(db.table("t")))) {
                seen.window.look(List.of(0, 1, 2));
                seen.window.want(0, 289);
                seen.window.open();
                for (int i = 0; i < 290; i++) {
                    int row = i;
                    seen.until(() -> seen.window.row(row) != null);
                    assertThat(seen.window.row(row).get(1699)).isEqualTo(Value.of(-row - 1));
                }
            }
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
