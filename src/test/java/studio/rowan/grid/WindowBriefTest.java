package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.TestDb;
import studio.rowan.db.Value;

/// Reads that keep others from writing are brief (F18), and what they leave out comes later or is said to be judged;
/// reads that wait for others keep the row to stay at.
@Timeout(120)
class WindowBriefTest {
    /// No read of more than a thousand operations comes to its end.
    private static final WindowSort.Limits AT_ONCE =
            new WindowSort.Limits(10_000, Duration.ofMinutes(10), Duration.ZERO);

    private static final int ROWS = 40_000;

    @TempDir
    Path folder;

    private static final class Seen implements RowWindow.Listener, AutoCloseable {
        final RowWindow window;
        final AtomicLong moved = new AtomicLong();
        private final Semaphore bell = new Semaphore(0);

        Seen(TestDb db, String table) {
            this(RowWindow.of(db.db(), RowSource.of(db.table(table)), AT_ONCE));
            window.open();
            until(() -> window.row(0) != null);
        }

        Seen(RowWindow window) {
            this.window = window;
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

        void reloaded(RowWindow.Keep keep) {
            int before = window.readings();
            window.reload(keep);
            until(() -> window.readings() > before);
        }

        @Override
        public void arrived() {
            bell.release();
        }

        @Override
        public void moved(long by) {
            moved.addAndGet(by);
            bell.release();
        }

        @Override
        public void close() {
            window.close();
        }
    }

    private TestDb filled(String journal, String columns, String end) {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(" + columns + ")" + end,
                "CREATE VIEW v AS SELECT id, a FROM t WHERE id % 2 = 0",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") INSERT INTO t SELECT i * 2, 'row ' || i FROM n")) {
            db.db()
                    .exclusive("journal", access -> access.setPragma("journal_mode", Value.of(journal)))
                    .await();
        }
        return TestDb.open(folder.resolve("test.db"));
    }

    @ParameterizedTest
    @CsvSource({"id INTEGER PRIMARY KEY | a,''", "id INT PRIMARY KEY | a,WITHOUT ROWID"})
    void aRowToStayAtIsShownAtItsJudgedPlaceUntilAllAreCounted(String columns, String end) {
        try (TestDb db = filled("delete", columns.replace('|', ','), " " + end);
                Seen seen = new Seen(db, "t")) {
            seen.until(() -> seen.window.count().isExact());
            KeyedRow shown = seen.row(30_007);
            db.run("DELETE FROM t WHERE id <= 2000");
            seen.reloaded(new RowWindow.Keep(30_007, shown));
            // Wherever it stands by now: it never left the sight.
            long moved = seen.window.moves();
            seen.until(() -> seen.window.row(30_007 + seen.window.moves()) != null);
            assertThat(moved).isIn(0L, -1000L);
            seen.until(() -> seen.window.count().isExact());
            assertThat(seen.window.count().rows()).isEqualTo(ROWS - 1000);
            if (end.isEmpty()) {
                assertThat(seen.moved).hasValue(-1000);
                assertThat(seen.row(29_007).key()).isEqualTo(shown.key());
            }
            assertThat(seen.row(29_007).get(0)).isEqualTo(Value.of(2 * 30_008));
            assertThat(seen.window.isEstimated(29_007)).isFalse();
        }
    }

    @Test
    void rowsOfAViewAreShownAlthoughTheyAreNotCounted() {
        try (TestDb db = filled("delete", "id INTEGER PRIMARY KEY, a", "");
                Seen seen = new Seen(db, "v")) {
            assertThat(seen.row(450).get(0)).isEqualTo(Value.of(2 * 451));
            // Behind the count, which has that lane too.
            boolean counted = db.db().background("behind the count", _ -> true).await();
            assertThat(counted).isTrue();
            assertThat(seen.window.count()).isInstanceOf(RowCount.AtLeast.class);
            assertThat(seen.window.counting()).isInstanceOf(RowCounting.GivenUp.class);
            seen.window.countAnyway();
            seen.until(() -> seen.window.count().equals(new RowCount.Exact(ROWS)));
            assertThat(seen.window.counting()).isInstanceOf(RowCounting.Ordinary.class);
            assertThat(seen.row(ROWS - 1).get(0)).isEqualTo(Value.of(2 * ROWS));
        }
    }

    /// Fewer rows than were known would take the row out of reach.
    @Test
    void aJudgedPlaceForgetsNoneOfTheRowsThatWereSeen() throws InterruptedException {
        try (TestDb db = filled("delete", "id INT PRIMARY KEY, a", " WITHOUT ROWID")) {
            CountDownLatch on = new CountDownLatch(1);
            db.db().background("busy", _ -> awaited(on));
            try (Seen seen = new Seen(db, "t")) {
                for (long row = 0; row < 2400; row += 200) {
                    seen.row(row);
                }
                KeyedRow shown = seen.row(2300);
                assertThat(seen.window.count()).isInstanceOf(RowCount.AtLeast.class);
                seen.reloaded(new RowWindow.Keep(2300, shown));
                assertThat(seen.window.count().rows()).isGreaterThanOrEqualTo(2400);
                assertThat(seen.window.row(2300)).extracting(KeyedRow::key).isEqualTo(shown.key());
                on.countDown();
                seen.until(() -> seen.window.count().isExact());
            }
        }
    }

    @Test
    void thePlaceOfARowIsCountedInPieces() {
        try (TestDb db = filled("delete", "id INTEGER PRIMARY KEY, a", "")) {
            for (RowOrder order : new RowOrder[] {null, new RowOrder(0, true)}) {
                KeyedRows rows = (KeyedRows) RowSource.of(db.table("t")).orderedBy(order);
                try (RowWindow window = RowWindow.of(db.db(), rows)) {
                    for (long id : new long[] {2, 1000, 2000, 2002, 50_000, 2 * ROWS, 3}) {
                        RowKey key = new RowKey.Rowid(id);
                        long ordinal = db.db()
                                .<Long>aside("place", job -> new PlaceWalk(rows, key, window, 0).ordinal(job, db.db()))
                                .await();
                        long expected = id % 2 == 1 ? -1 : order == null ? id / 2 - 1 : ROWS - id / 2;
                        assertThat(ordinal).as("%d", id).isEqualTo(expected);
                        assertThat(window.ordinalOf(key).await()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    /// As where the watch of the file asks right behind the user: it cannot name the row, since none is there yet.
    @Test
    void aWishWithoutARowKeepsThatOfTheReadingUnderWay() throws InterruptedException {
        try (TestDb db = filled("wal", "id INTEGER PRIMARY KEY, a", "");
                Seen seen = new Seen(db, "t");
                Seen next = new Seen(RowWindow.of(db.db(), RowSource.of(db.table("t"))))) {
            seen.until(() -> seen.window.count().isExact());
            KeyedRow shown = seen.row(3007);
            CountDownLatch busy = new CountDownLatch(2);
            CountDownLatch on = new CountDownLatch(1);
            for (int lane = 0; lane < 2; lane++) {
                db.db().read("busy", access -> {
                    busy.countDown();
                    return awaited(on);
                });
            }
            assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
            next.window.reload(new RowWindow.Keep(3007, shown));
            next.window.reload(null);
            on.countDown();
            next.until(() -> next.window.readings() == 2);
            assertThat(next.window.row(3007)).extracting(KeyedRow::key).isEqualTo(shown.key());
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
