package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Value;

/// Of very wide rows the columns in sight are there before the others, and nobody takes them for the whole row.
class WindowGlimpsesTest {
    private static final int COLUMNS = 100;

    @TempDir
    Path folder;

    private TestDb wide() {
        String columns = IntStream.range(1, COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String values = IntStream.range(1, COLUMNS)
                .mapToObj(i -> "'r' || n || 'c" + i + "'")
                .collect(Collectors.joining(", "));
        return TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, " + columns + ")",
                "INSERT INTO t WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 900) SELECT n, "
                        + values + " FROM n");
    }

    private static Value cell(long ordinal, int column) {
        return column == 0 ? Value.of(ordinal + 1) : Value.of("r" + (ordinal + 1) + "c" + column);
    }

    private record Seen(boolean whole, List<Value> cells, boolean others) {}

    @Test
    void theColumnsLookedAtComeFirst() throws InterruptedException {
        AtomicReference<Seen> first = new AtomicReference<>();
        try (TestDb db = wide();
                RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")))) {
            Arrivals arrivals = new Arrivals(window);
            window.addListener(new RowWindow.Listener() {
                @Override
                public void arrived() {
                    KeyedRow row = window.glimpse(0, List.of(0, 90));
                    first.compareAndSet(
                            null,
                            new Seen(
                                    window.row(0) != null,
                                    row == null ? List.of() : List.of(row.get(0), row.get(90)),
                                    window.glimpse(0, List.of(90, 91)) != null));
                }

                @Override
                public void moved(long by) {}
            });
            window.look(List.of(0, 90));
            window.open();
            arrivals.until(() -> window.row(0) != null);
            assertThat(first.get()).isEqualTo(new Seen(false, List.of(cell(0, 0), cell(0, 90)), false));
            isWhole(window, 0);
        }
    }

    @Test
    void aJumpShowsTheWholeRowsInTheEnd() throws InterruptedException {
        try (TestDb db = wide();
                RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")))) {
            Arrivals arrivals = new Arrivals(window);
            window.open();
            arrivals.until(() -> window.count().isExact());
            for (long to : new long[] {850, 3, 470, 899}) {
                window.look(List.of(7, 99));
                window.want(to, to);
                arrivals.until(() -> window.glimpse(to, List.of(7, 99)) != null);
                KeyedRow glimpse = window.glimpse(to, List.of(7, 99));
                assertThat(glimpse.get(7)).isEqualTo(cell(to, 7));
                assertThat(glimpse.get(99)).isEqualTo(cell(to, 99));
                arrivals.until(() -> window.row(to) != null);
                isWhole(window, to);
            }
        }
    }

    private static void isWhole(RowWindow window, long ordinal) {
        assertThat(window.row(ordinal).row().toList())
                .isEqualTo(IntStream.range(0, COLUMNS)
                        .mapToObj(i -> cell(ordinal, i))
                        .toList());
        assertThat(window.glimpse(ordinal, List.of(50))).isSameAs(window.row(ordinal));
    }

    @Test
    void aNarrowTableNeedsNone() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a, b)")) {
            assertThat(new WindowGlimpses(RowSource.of(db.table("t"))).isWide()).isFalse();
        }
    }

    /// Waits for what a window reads.
    private static final class Arrivals implements RowWindow.Listener {
        private volatile CountDownLatch came = new CountDownLatch(1);

        Arrivals(RowWindow window) {
            window.addListener(this);
        }

        @Override
        public void arrived() {
            came.countDown();
        }

        @Override
        public void moved(long by) {
            came.countDown();
        }

        void until(BooleanSupplier condition) throws InterruptedException {
            while (true) {
                CountDownLatch next = new CountDownLatch(1);
                came = next;
                if (condition.getAsBoolean()) {
                    return;
                }
                assertThat(next.await(60, TimeUnit.SECONDS))
                        .as("something came")
                        .isTrue();
            }
        }
    }
}
