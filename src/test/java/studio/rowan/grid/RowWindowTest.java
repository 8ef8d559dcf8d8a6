package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

@Timeout(120)
class RowWindowTest {
    @TempDir
    Path folder;

    /// Wakes whoever waits for a window.
    private static final class Ear implements RowWindow.Listener {
        final AtomicInteger arrivals = new AtomicInteger();
        final AtomicLong moved = new AtomicLong();

        @Override
        public void arrived() {
            arrivals.incrementAndGet();
        }

        @Override
        public void moved(long by) {
            moved.addAndGet(by);
        }
    }

    private static void until(BooleanSupplier condition) {
        long guard = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("hang").isLessThan(guard);
            Thread.onSpinWait();
        }
    }

    private static void counted(RowWindow window) {
        until(() -> window.count().isExact());
    }

    private static KeyedRow row(RowWindow window, long ordinal) {
        window.want(ordinal, ordinal + 20);
        until(() -> window.row(ordinal) != null || window.failure() != null);
        KeyedRow row = window.row(ordinal);
        assertThat(row).as("row %d, %s", ordinal, window.failure()).isNotNull();
        return row;
    }

    private static void insert(TestDb db, long rows, String id) {
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                + ") INSERT OR IGNORE INTO t SELECT " + id + ", 'row ' || (i * 7919 % 10007), i % 100 FROM n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "i * 3", "abs(random() % 3000000)", "CASE WHEN i < 30000 THEN i ELSE i * 5 END", "-i"})
    void anyRowIsReachedWhileAndAfterCounting(String id) {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            insert(db, 60_000, id);
            SqlRows table = RowSource.of(db.table("t"));
            for (SqlRows source : List.of(
                    table,
                    table.orderedBy(new RowOrder(0, true)),
                    table.where(List.of(Sql.of("b < ?", Value.of(37)))),
                    table.where(List.of(Sql.of("b = 1"))).orderedBy(new RowOrder(1, true)))) {
                try (RowWindow window = RowWindow.of(db.db(), source)) {
                    check(db, window, source);
                }
            }
        }
    }

    @Test
    void rowsWithoutRowidAndOfViewsToo() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id, a TEXT COLLATE NOCASE, b, PRIMARY KEY(a DESC, id)) WITHOUT ROWID",
                "CREATE VIEW v AS SELECT id, a, b FROM t WHERE b < 50")) {
            insert(db, 30_000, "i");
            for (String name : List.of("t", "v")) {
                for (RowOrder order : new RowOrder[] {null, new RowOrder(2, true)}) {
                    SqlRows source = RowSource.of(db.table(name)).orderedBy(order);
                    try (RowWindow window = RowWindow.of(db.db(), source)) {
                        check(db, window, source);
                    }
                }
            }
        }
    }

    private void check(TestDb db, RowWindow window, SqlRows source) {
        List<Value> oracle = db.db().read("oracle", access -> access.query(source.all(List.of(0)))).await().stream()
                .map(r -> r.get(0))
                .toList();
        Ear ear = new Ear();
        window.addListener(ear);
        window.open();
        until(() -> window.row(0) != null);
        assertThat(row(window, 0).get(0)).isEqualTo(oracle.getFirst());
        // Places that are counted already must be true at once; judged ones say so.
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            long ordinal = random.nextLong(window.count().rows());
            window.want(ordinal, ordinal + 20);
            until(() -> window.row(ordinal) != null || window.count().isExact());
            KeyedRow row = window.row(ordinal);
            if (row != null
                    && !window.isEstimated(ordinal)
                    && ear.moved.get() == 0
                    && !window.count().isExact()) {
                assertThat(row.get(0)).isEqualTo(oracle.get((int) ordinal));
            }
        }
        counted(window);
        assertThat(window.count().rows()).isEqualTo(oracle.size());
        for (int i = 0; i < 120; i++) {
            int ordinal = i == 0 ? oracle.size() - 1 : random.nextInt(oracle.size());
            assertThat(row(window, ordinal).get(0)).as("row %d", ordinal).isEqualTo(oracle.get(ordinal));
            assertThat(window.isEstimated(ordinal)).isFalse();
        }
        int place = random.nextInt(oracle.size());
        assertThat(window.ordinalOf(row(window, place).key()).await()).isEqualTo(place);
        List<Value> streamed = new ArrayList<>();
        window.stream("copy", place, 5000, List.of(0), r -> streamed.add(r.get(0)))
                .await();
        assertThat(streamed).isEqualTo(oracle.subList(place, Math.min(oracle.size(), place + 5000)));
    }

    /// While the background lane is held, only judged places can be reached; afterwards they are put right.
    @Test
    void judgedPlacesAreSettledByTheCount() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            insert(db, 100_000, "CASE WHEN i < 50000 THEN i ELSE i * 7 END");
            var gate = new java.util.concurrent.CountDownLatch(1);
            db.db().background("held", _ -> {
                try {
                    return gate.await(60, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")))) {
                Ear ear = new Ear();
                window.addListener(ear);
                window.open();
                until(() -> window.row(0) != null);
                assertThat(window.count()).isInstanceOf(RowCount.Estimated.class);
                long end = window.count().rows() - 1;
                assertThat(row(window, end).get(0)).isEqualTo(Value.of(700_000));
                assertThat(window.isEstimated(end)).isTrue();
                // Neighbours are chained by key: none is left out and none comes twice.
                long middle = end / 2;
                KeyedRow shown = row(window, middle);
                for (long i = middle; i < middle + 1000; i++) {
                    Value next = row(window, i + 1).get(0);
                    assertThat(next.asLong() - row(window, i).get(0).asLong()).isIn(1L, 7L);
                }
                window.want(middle, middle + 20);
                shown = row(window, middle);
                gate.countDown();
                counted(window);
                assertThat(window.count().rows()).isEqualTo(100_000);
                long now = middle + ear.moved.get();
                assertThat(row(window, now)).isEqualTo(shown);
                assertThat(window.ordinalOf(shown.key()).await()).isEqualTo(now);
            }
        }
    }

    @Test
    void readingAgainKeepsThePlaceOfARow() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            insert(db, 20_000, "i");
            for (RowOrder order : new RowOrder[] {null, new RowOrder(1, false)}) {
                try (RowWindow window =
                        RowWindow.of(db.db(), RowSource.of(db.table("t")).orderedBy(order))) {
                    Ear ear = new Ear();
                    window.addListener(ear);
                    window.open();
                    counted(window);
                    KeyedRow kept = row(window, 12_345);
                    db.run("DELETE FROM t WHERE id % 4 = 3 AND id <> "
                            + kept.get(0).asLong());
                    window.reload(new RowWindow.Keep(12_345, kept));
                    until(() -> ear.moved.get() != 0);
                    long now = 12_345 + ear.moved.get();
                    assertThat(row(window, now)).isEqualTo(kept);
                    counted(window);
                    assertThat(window.ordinalOf(kept.key()).await()).isEqualTo(now);
                    assertThat(window.count().rows())
                            .isEqualTo(db.db()
                                    .read("n", a -> a.scalar(Sql.of("SELECT count(*) FROM t")))
                                    .await()
                                    .asLong());
                    db.run("INSERT OR IGNORE INTO t SELECT id + 1, a, b FROM t WHERE id % 4 = 2");
                }
            }
        }
    }

    @Test
    void rowsThatComeSlowlyComeHoweverOftenTheyChange() {
        String slow = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
                + " SELECT count(*) AS c FROM n)";
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)",
                "CREATE VIEW v AS SELECT t.* FROM t, " + slow)) {
            insert(db, 100, "i");
            try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("v")))) {
                window.open();
                until(() -> {
                    window.reload(null);
                    return window.readings() > 0;
                });
                db.run("INSERT INTO t VALUES(101, 'late', 1)");
                window.reload(null);
                until(() -> window.count().equals(new RowCount.Exact(101)));
                assertThat(row(window, 100).get(1)).isEqualTo(Value.of("late"));
            }
        }
    }

    @Test
    void emptyWrongAndWide() {
        String columns = String.join(
                ", ",
                java.util.stream.IntStream.range(0, 2000).mapToObj(i -> "c" + i).toList());
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)",
                "CREATE TABLE wide(" + columns + ")",
                "INSERT INTO wide(c0, c999, c1999) VALUES(1, zeroblob(70000), 'end')",
                "CREATE VIEW bad AS SELECT json(a) AS j FROM t")) {
            SqlRows table = RowSource.of(db.table("t"));
            try (RowWindow window = RowWindow.of(db.db(), table)) {
                window.open();
                counted(window);
                assertThat(window.count().rows()).isZero();
            }
            try (RowWindow window = RowWindow.of(db.db(), table.where(List.of(Sql.of("nonsense = 1"))))) {
                window.open();
                until(() -> window.failure() != null);
                assertThat(window.failure()).isInstanceOf(DbError.Syntax.class);
            }
            try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("wide")))) {
                window.open();
                KeyedRow row = row(window, 0);
                assertThat(row.get(999)).isEqualTo(new Value.Large(Value.StorageClass.BLOB, 70_000));
                assertThat(row.get(1999)).isEqualTo(Value.of("end"));
                assertThat(((Value.Blob) window.cell(row, 999).await()).bytes()).hasSize(70_000);
            }
            insert(db, 1000, "i");
            try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("bad")))) {
                window.open();
                until(() -> window.failure() != null);
                assertThat(window.failure()).isInstanceOf(DbError.class);
            }
        }
    }

    /// Five rows stand between the places that are probed; the last page is read before they are counted.
    @Test
    void noRowIsMissingWhereTheCountWasJudgedTooLow() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            insert(db, 3250, "i * 10");
            insert(db, 5, "1000 + i");
            var gate = new java.util.concurrent.CountDownLatch(1);
            db.db().background("held", _ -> {
                try {
                    return gate.await(60, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")))) {
                window.open();
                until(() -> window.row(0) != null);
                assertThat(window.count()).isInstanceOf(RowCount.Estimated.class);
                long judged = window.count().rows();
                assertThat(judged).isBetween(3201L, 3254L);
                for (long ordinal = 0; ordinal < judged; ordinal += 50) {
                    row(window, ordinal);
                }
                assertThat(window.isEstimated(judged - 1)).isFalse();
                gate.countDown();
                counted(window);
                assertThat(row(window, 3254).get(0)).isEqualTo(Value.of(32_500));
            }
        }
    }

    @Test
    void theEndIsReachedBeforeTheRowsAreCounted() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id, a TEXT, b, PRIMARY KEY(id)) WITHOUT ROWID")) {
            insert(db, 30_000, "i");
            var gate = new java.util.concurrent.CountDownLatch(1);
            db.db().background("held", _ -> {
                try {
                    return gate.await(60, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")))) {
                Ear ear = new Ear();
                window.addListener(ear);
                window.open();
                until(() -> window.row(0) != null);
                assertThat(window.count()).isInstanceOf(RowCount.AtLeast.class);
                window.assumeEnd();
                long end = window.count().rows() - 1;
                assertThat(row(window, end).get(0)).isEqualTo(Value.of(30_000));
                gate.countDown();
                counted(window);
                assertThat(end + ear.moved.get()).isEqualTo(29_999);
            }
        }
    }

    @Test
    void rowsInMemoryAreSortedAsSqliteSorts() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(a)",
                "INSERT INTO t VALUES(3), (NULL), ('b'), ('B'), "
                        + "(x'01'), (2.5), (9223372036854775807), (9223372036854775808.0), (-9e99), (''), (9007199254740993)")) {
            var rows = db.db()
                    .read("rows", access -> access.query(Sql.of("SELECT a FROM t")))
                    .await();
            var sorted = db.db()
                    .read("rows", access -> access.query(Sql.of("SELECT a FROM t ORDER BY a")))
                    .await();
            RowSource source = RowSource.of(List.of("a"), rows).orderedBy(new RowOrder(0, false));
            try (RowWindow window = RowWindow.of((ListRows) source)) {
                window.open();
                for (int i = 0; i < sorted.size(); i++) {
                    assertThat(row(window, i).get(0)).isEqualTo(sorted.get(i).get(0));
                    assertThat(window.ordinalOf(row(window, i).key()).await()).isEqualTo(i);
                }
            }
        }
    }

    /// The grid behind a stopped view still says which rows it would like.
    @Test
    void aClosedWindowReadsNothingMore() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            insert(db, 5_000, "i");
            RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")));
            window.open();
            counted(window);
            window.close();
            window.want(4_000, 4_020);
            // Whoever is read by both lanes at once comes behind all that was asked before.
            java.util.concurrent.CyclicBarrier both = new java.util.concurrent.CyclicBarrier(2);
            List<studio.rowan.db.Job<Boolean>> jobs = new ArrayList<>();
            for (int lane = 0; lane < 2; lane++) {
                jobs.add(db.db().read("both", _ -> {
                    try {
                        both.await(60, java.util.concurrent.TimeUnit.SECONDS);
                        return true;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            jobs.forEach(job -> assertThat(job.await()).isTrue());
            assertThat(window.row(4_000)).isNull();
        }
    }

    @Test
    void rowsOfADatabaseThatWasClosedAreAFailureNotALoop() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            insert(db, 5_000, "i");
            RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")));
            window.open();
            counted(window);
            db.db().close();
            window.want(4_000, 4_020);
            assertThat(window.failure()).isInstanceOf(DbError.Cancelled.class);
            window.close();
        }
    }

    @Test
    void aConditionMayAskATableNamedLikeOurPages() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)",
                "CREATE TABLE t_page(x)",
                "INSERT INTO t_page VALUES (7)",
                "CREATE VIEW v AS SELECT * FROM t",
                "CREATE TABLE v_page(x)",
                "INSERT INTO v_page VALUES (7)")) {
            insert(db, 100, "i");
            for (String name : List.of("t", "v")) {
                SqlRows source = RowSource.of(db.table(name))
                        .where(List.of(Sql.of("id IN (SELECT x FROM " + name + "_page)")))
                        .orderedBy(new RowOrder(1, false));
                try (RowWindow window = RowWindow.of(db.db(), source)) {
                    window.open();
                    assertThat(row(window, 0).get(0)).isEqualTo(Value.of(7));
                }
            }
        }
    }
}
