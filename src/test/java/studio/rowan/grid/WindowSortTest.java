package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.Db;
import studio.rowan.db.Row;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A window over rows whose keys are sorted once: what it shows, and what it makes of changes.
@Timeout(120)
class WindowSortTest {
    private static final WindowSort.Limits QUICK = new WindowSort.Limits(100, Duration.ofMinutes(10));
    private static final WindowSort.Limits DEAR = new WindowSort.Limits(100, Duration.ZERO);

    @TempDir
    Path folder;

    private static final class Seen implements RowWindow.Listener, AutoCloseable {
        final RowWindow window;
        private final Semaphore bell = new Semaphore(0);

        Seen(Db db, SqlRows source, WindowSort.Limits limits) {
            this(RowWindow.of(db, source, limits), null);
        }

        /// After another window.
        Seen(RowWindow own, @Nullable RowWindow before) {
            window = own;
            window.addListener(this);
            window.take(before);
            window.open();
            sorted();
        }

        void sorted() {
            until(() -> window.count().isExact() && !(window.sorting() instanceof RowSorting.Running));
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
            return java.util.Objects.requireNonNull(window.row(ordinal));
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

    /// Wakes whoever waits for what a window tells.
    private static final class Turns implements RowWindow.Listener {
        private final Semaphore bell = new Semaphore(0);

        Turns(RowWindow window) {
            window.addListener(this);
        }

        void until(BooleanSupplier condition) {
            try {
                while (!condition.getAsBoolean()) {
                    assertThat(bell.tryAcquire(60, TimeUnit.SECONDS)).as("hang").isTrue();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void arrived() {
            bell.release();
        }

        @Override
        public void moved(long by) {
            bell.release();
        }
    }

    private TestDb filled(String schema) {
        TestDb db = TestDb.create(folder, schema);
        return db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                + " INSERT INTO t SELECT i, 'row ' || (i * 7919 % 1009), i % 100 FROM n");
    }

    private static SqlRows sorted(TestDb db) {
        return RowSource.of(db.table("t")).orderedBy(new RowOrder(1, true).with(2, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void anyRowInAnyOrderInAnyJournalMode(String mode) {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            db.db()
                    .exclusive("journal", access -> access.setPragma("journal_mode", Value.of(mode)))
                    .await();
        }
        try (TestDb db = TestDb.open(folder.resolve("test.db"))) {
            assertThat(db.db().isWal()).isEqualTo(mode.equals("wal"));
            SqlRows all = sorted(db);
            for (SqlRows source : List.of(
                    all,
                    all.where(List.of(Sql.of("b < 40"))),
                    all.orderedBy(null).where(List.of(Sql.of("b % 7 = 1"))))) {
                try (Seen seen = new Seen(db.db(), source, QUICK)) {
                    assertThat(seen.window.sortedKeys(0, 1)).isNotNull();
                    List<Value> oracle =
                            db.db().read("oracle", access -> access.query(source.all(List.of(0)))).await().stream()
                                    .map(row -> row.get(0))
                                    .toList();
                    assertThat(seen.window.count().rows()).isEqualTo(oracle.size());
                    Random random = new Random(3);
                    for (int i = 0; i < 40; i++) {
                        int ordinal = random.nextInt(oracle.size());
                        KeyedRow row = seen.row(ordinal);
                        assertThat(row.get(0)).isEqualTo(oracle.get(ordinal));
                        assertThat(seen.window.ordinalOf(row.key()).await()).isEqualTo(ordinal);
                    }
                    assertThat(seen.window.rows("some", 10, 700).await())
                            .extracting(row -> row.get(0))
                            .isEqualTo(oracle.subList(10, Math.min(710, oracle.size())));
                }
            }
        }
    }

    @Test
    void whatIsSortedQuicklyIsSortedAgainAfterAChange() {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)");
                Seen seen = new Seen(db.db(), sorted(db), QUICK)) {
            KeyedRow kept = seen.row(3000);
            db.run("INSERT INTO t VALUES(9999, 'zzz', 1)", "DELETE FROM t WHERE id = " + id(seen.row(2999)));
            seen.window.reload(new RowWindow.Keep(3000, kept));
            seen.window.want(0, 20);
            seen.until(() -> seen.window.row(0) != null && id(seen.row(0)) == 9999);
            seen.sorted();
            assertThat(seen.window.sorting()).isInstanceOf(RowSorting.None.class);
            assertThat(seen.row(3000)).isEqualTo(kept);
        }
    }

    @Test
    void whatIsDearIsKeptAndSortedAgainOnDemand() {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)");
                Seen seen = new Seen(db.db(), sorted(db), DEAR)) {
            KeyedRow first = seen.row(0);
            KeyedRow second = seen.row(1);
            KeyedRow third = seen.row(2);
            db.run(
                    "INSERT INTO t VALUES(9999, 'zzz', 1)",
                    "DELETE FROM t WHERE id = " + id(first),
                    "UPDATE t SET b = 'new' WHERE id = " + id(second));
            int readings = seen.window.readings();
            seen.window.reload(new RowWindow.Keep(2, third));
            seen.until(() -> seen.window.readings() == readings + 1);
            assertThat(seen.window.sorting()).isInstanceOf(RowSorting.Kept.class);
            assertThat(seen.window.row(0)).as("a row that is gone is blank").isNull();
            assertThat(seen.row(1).get(2)).as("true values").isEqualTo(Value.of("new"));
            assertThat(seen.row(2)).isEqualTo(third);
            seen.window.sortAgain();
            seen.until(() -> seen.window.readings() == readings + 2);
            assertThat(seen.window.sorting()).isInstanceOf(RowSorting.None.class);
            assertThat(seen.row(0).get(0)).isEqualTo(Value.of(9999));
        }
    }

    @Test
    void theOtherWayRoundNothingIsSortedAgain() {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)");
                Seen seen = new Seen(db.db(), sorted(db), QUICK)) {
            SqlRows turned = RowSource.of(db.table("t")).orderedBy(new RowOrder(1, false).with(2, true));
            KeyedRow first = seen.row(0);
            KeyedRow later = seen.row(4000);
            try (Seen other = new Seen(RowWindow.of(db.db(), turned, QUICK), seen.window)) {
                assertThat(scratch(other)).isSameAs(scratch(seen));
                seen.close();
                assertThat(other.row(4999)).isEqualTo(first);
                assertThat(other.row(999)).isEqualTo(later);
                assertThat(other.window.ordinalOf(later.key()).await()).isEqualTo(999);
                assertThat(other.window.rows("some", 998, 3).await().get(1)).isEqualTo(later);
                List<Row> streamed = new CopyOnWriteArrayList<>();
                other.window.stream("some", 999, 2, List.of(0), streamed::add).await();
                assertThat(streamed.getFirst().get(0)).isEqualTo(later.get(0));

                db.run("INSERT INTO t VALUES(9999, '', 1)");
                other.window.reload(null);
                other.until(() -> other.window.count().rows() == 5001);
                // Sorted again after a change; until then the rows of before are shown.
                other.until(() -> id(other.row(0)) == 9999);
                assertThat(scratch(other).isClosed()).isFalse();
            }
        }
    }

    @Test
    void aSortThatGaveWayIsBegunAnew() {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            SqlRows endless = sorted(db)
                    .where(List.of(Sql.of("b = (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                            + " SELECT count(*) FROM n)")));
            try (RowWindow window = RowWindow.of(db.db(), endless, QUICK)) {
                Semaphore planned = new Semaphore(0);
                window.open();
                while (!(window.sorting() instanceof RowSorting.Running)) {
                    db.db().read("turn", _ -> true).whenDone(_ -> planned.release(), _ -> planned.release());
                    planned.acquireUninterruptibly();
                }
                assertThat(db.db().exclusive("alone", _ -> true).await()).isTrue();
                assertThat(window.sorting()).isInstanceOf(RowSorting.Running.class);
                window.stopSorting();
                db.db().sort("behind it", _ -> true).await();
                assertThat(window.sorting()).isInstanceOf(RowSorting.Stopped.class);
            }
        }
    }

    @Test
    void aSortThatWasStoppedStaysSoOverChangesUntilItIsAskedFor() {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            SqlRows endless = RowSource.of(db.table("t"))
                    .where(List.of(Sql.of("(id < 2000 OR b = (WITH RECURSIVE n(i) AS"
                            + " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n))")));
            try (RowWindow window = RowWindow.of(db.db(), endless, QUICK)) {
                Turns turns = new Turns(window);
                window.open();
                turns.until(() -> window.row(0) != null && window.sorting() instanceof RowSorting.Running);
                window.stopSorting();
                turns.until(() -> window.sorting() instanceof RowSorting.Stopped);
                db.run("UPDATE t SET a = 'new' WHERE id = 1");
                int readings = window.readings();
                window.reload(null);
                turns.until(() -> window.readings() > readings);
                assertThat(window.sorting()).isInstanceOf(RowSorting.Stopped.class);
                assertThat(java.util.Objects.requireNonNull(window.row(0)).get(1))
                        .isEqualTo(Value.of("new"));
                window.sortAgain();
                turns.until(() -> window.sorting() instanceof RowSorting.Running);
            }
        }
    }

    @Test
    void keysOfAFileThatHasChangedAreTakenForWhatTheyAre() {
        try (TestDb db = filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)");
                Seen seen = new Seen(db.db(), sorted(db), DEAR)) {
            db.run("INSERT INTO t VALUES(9999, 'zzz', 1)");
            int readings = seen.window.readings();
            seen.window.reload(null);
            seen.until(() -> seen.window.readings() == readings + 1);
            SqlRows turned = RowSource.of(db.table("t")).orderedBy(new RowOrder(1, false).with(2, true));
            try (Seen other = new Seen(RowWindow.of(db.db(), turned, DEAR), seen.window)) {
                assertThat(other.window.sorting()).isInstanceOf(RowSorting.Kept.class);
                assertThat(other.window.count().rows()).isEqualTo(5000);
            }
            SqlRows fewer = sorted(db).where(List.of(Sql.of("b = 1")));
            try (Seen other = new Seen(RowWindow.of(db.db(), fewer, DEAR), seen.window)) {
                assertThat(other.window.sorting()).isInstanceOf(RowSorting.None.class);
                assertThat(other.window.count().rows()).isEqualTo(51);
            }
        }
    }

    private static Scratch scratch(Seen seen) {
        return java.util.Objects.requireNonNull(seen.window.sortedKeys(0, 1)).scratch();
    }

    @Test
    void theFilesOfKeysGoWithTheDatabase() throws Exception {
        Path scratch = folder.resolve("scratch");
        Path orphan = Files.createDirectories(scratch.resolve("spill-" + Integer.MAX_VALUE + "-x"));
        Files.writeString(orphan.resolve("keys-1.db"), "left by a program that is no more");
        filled("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)").close();
        Db.Options options = new Db.Options(
                false, scratch, () -> false, Db.Options.defaults().busyWait());
        try (TestDb db = TestDb.open(folder.resolve("test.db"), options)) {
            try (Seen seen = new Seen(db.db(), sorted(db), QUICK)) {
                assertThat(seen.row(4999)).isNotNull();
                assertThat(orphan).doesNotExist();
                assertThat(inside(scratch)).hasSize(1);
            }
        }
        assertThat(inside(scratch)).isEmpty();
    }

    private static List<Path> inside(Path scratch) throws Exception {
        try (Stream<Path> paths = Files.list(scratch)) {
            return paths.toList();
        }
    }

    private static long id(KeyedRow row) {
        return row.get(0).asLong();
    }
}
