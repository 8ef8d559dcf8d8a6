package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

@SuppressWarnings("NullAway.Init")
class RowFindTest {
    private static final Sql HELD = Sql.of("name LIKE ? OR note LIKE ?", Value.of("%7%"), Value.of("%7%"));
    private static final List<Sql> NUMBER = List.of(Sql.of("i"));

    @TempDir
    Path folder;

    private TestDb db;

    @AfterEach
    void close() {
        db.close();
    }

    private void rows(String options) {
        db = TestDb.create(
                folder,
                "CREATE TABLE t (i INTEGER UNIQUE, a INTEGER, b TEXT, name TEXT, note TEXT, PRIMARY KEY (b, a))"
                        + options,
                "CREATE INDEX t_note ON t (note)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                        + " INSERT INTO t SELECT i, i % 900, 'k' || (i % 77), 'name ' || i,"
                        + " CASE i % 5 WHEN 0 THEN NULL ELSE i % 40 END FROM n",
                "CREATE VIEW v AS SELECT * FROM t WHERE a > 10");
    }

    private List<Long> found(SqlRows source, boolean locks) {
        return found(source, new RowFind(source, null, _ -> HELD, locks, 1));
    }

    private List<Long> found(SqlRows source, RowFind find) {
        List<Long> numbers = new ArrayList<>();
        for (boolean end = false; !end; ) {
            RowFind.Found next =
                    db.db().search("find", access -> find.next(access, true)).await();
            end = next.isEnd();
            numbers.addAll(db.db()
                    .read(
                            "numbers",
                            access -> next.keys().stream()
                                    .map(key -> access.scalar(source.of(key, NUMBER))
                                            .asLong())
                                    .toList())
                    .await());
        }
        return numbers;
    }

    private long counted(RowFind find) {
        long rows = 0;
        for (boolean end = false; !end; ) {
            RowFind.Found next =
                    db.db().search("find", access -> find.next(access, false)).await();
            rows += next.rows();
            end = next.isEnd();
        }
        return rows;
    }

    private List<Long> oracle(String from, String where, String order) {
        Sql sql = Sql.of("SELECT i FROM " + from + " WHERE (name LIKE '%7%' OR note LIKE '%7%') AND " + where
                + " ORDER BY " + order);
        return db.db().read("oracle", access -> access.query(sql)).await().stream()
                .map(row -> row.asLong(0))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"'',false", "'',true", "' WITHOUT ROWID',false", "' WITHOUT ROWID',true"})
    void findsWhatSqliteFindsInTheOrderOfTheRows(String options, boolean locks) {
        rows(options);
        SqlRows all = RowSource.of(db.table("t"));
        String natural = options.isEmpty() ? "rowid" : "b, a";
        String tie = options.isEmpty() ? "rowid" : "b, a";
        String tieDown = options.isEmpty() ? "rowid DESC" : "b DESC, a DESC";
        assertThat(found(all, locks)).isEqualTo(oracle("t", "1", natural)).isNotEmpty();
        assertThat(counted(new RowFind(all, null, _ -> HELD, locks, 1)))
                .isEqualTo(oracle("t", "1", natural).size());
        RowOrder backwards = new RowOrder(2, true).with(1, true);
        if (!options.isEmpty()) {
            assertThat(found(all.orderedBy(backwards), locks)).isEqualTo(oracle("t", "1", "b DESC, a DESC"));
        }
        assertThat(found(all.where(List.of(Sql.of("a > ?", Value.of(300)))), locks))
                .isEqualTo(oracle("t", "a > 300", natural))
                .isNotEmpty();
        assertThat(found(all.orderedBy(new RowOrder(4, false)), locks)).isEqualTo(oracle("t", "1", "note, " + tie));
        assertThat(found(all.where(List.of(Sql.of("a < 300"))).orderedBy(new RowOrder(4, true)), locks))
                .isEqualTo(oracle("t", "a < 300", "note DESC, " + tieDown));
    }

    @Test
    void aViewIsReadInOneGo() {
        rows("");
        SqlRows view = RowSource.of(db.table("v"));
        assertThat(RowFind.canPause(view)).isFalse();
        assertThat(found(view, false)).isEqualTo(oracle("v", "1", "i")).isNotEmpty();
    }

    @Test
    void anOrderThatWouldHaveToBeSortedIsNotKept() {
        rows("");
        RowFind find = new RowFind(RowSource.of(db.table("t")).orderedBy(new RowOrder(3, false)), _ -> HELD, false);
        RowFind.Found first =
                db.db().search("find", access -> find.next(access, true)).await();
        assertThat(find.isOrdered()).isFalse();
        assertThat(first.keys().getFirst()).isEqualTo(new RowKey.Rowid(7));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereAWindowHasSortedTheKeysRowsComeAsItShowsThem(boolean locks) throws Exception {
        rows("");
        for (SqlRows source : List.of(
                RowSource.of(db.table("t")).orderedBy(new RowOrder(3, true)),
                RowSource.of(db.table("t")).orderedBy(new RowOrder(1, false).with(3, true)),
                RowSource.of(db.table("t")).where(List.of(Sql.of("a > 300"))).orderedBy(new RowOrder(3, false)))) {
            try (RowWindow window = sorted(source);
                    RowFind find = find(window, source, locks);
                    RowFind count = find(window, source, locks)) {
                List<RowKey> shown = window.rows("all", 0, 3000).await().stream()
                        .map(KeyedRow::key)
                        .toList();
                List<Long> numbers = found(source, find);
                String where = source.where().isEmpty() ? "1" : "a > 300";
                assertThat(find.isOrdered()).isTrue();
                assertThat(find.looked(3000)).isEqualTo(shown.size());
                assertThat(numbers).containsExactlyInAnyOrderElementsOf(oracle("t", where, "i"));
                assertThat(numbers).containsExactlyElementsOf(shownNumbers(source, shown, numbers));
                assertThat(counted(count)).isEqualTo(numbers.size());
            }
        }
    }

    private RowFind find(RowWindow window, SqlRows source, boolean locks) {
        return new RowFind(source, window.lentKeys(3000), _ -> HELD, locks, 1);
    }

    private RowWindow sorted(SqlRows source) throws InterruptedException {
        RowWindow window = RowWindow.of(db.db(), source, new WindowSort.Limits(10, Duration.ofMinutes(10)));
        Semaphore bell = new Semaphore(0);
        window.addListener(new RowWindow.Listener() {
            @Override
            public void arrived() {
                bell.release();
            }

            @Override
            public void moved(long by) {
                bell.release();
            }
        });
        window.open();
        while (window.sortedKeys(0, Long.MAX_VALUE / 2) == null) {
            assertThat(bell.tryAcquire(60, TimeUnit.SECONDS)).as("hang").isTrue();
        }
        return window;
    }

    private List<Long> shownNumbers(SqlRows source, List<RowKey> shown, List<Long> numbers) {
        return db.db()
                .read(
                        "numbers",
                        access -> shown.stream()
                                .map(key ->
                                        access.scalar(source.of(key, NUMBER)).asLong())
                                .filter(numbers::contains)
                                .toList())
                .await();
    }

    @Test
    void theFirstHitIsToldBeforeAllRowsWereLookedAt() {
        rows("");
        RowFind find = new RowFind(RowSource.of(db.table("t")), null, _ -> HELD, true, 1);
        RowFind.Found first =
                db.db().search("find", access -> find.next(access, true)).await();
        assertThat(first.rows()).isPositive();
        assertThat(first.isEnd()).isFalse();
        assertThat(find.looked(3000)).isLessThan(3000);
    }

    @Test
    void cellsAboveTheBoundOfReadersAreLeftOutOnlyWhereThereAreSome() {
        rows("");
        RowFind find = new RowFind(
                RowSource.of(db.table("t")),
                guarded -> guarded ? HELD : Sql.of("hex(zeroblob(100000000)) = ''"),
                false);
        RowFind.Found first =
                db.db().search("find", access -> find.next(access, true)).await();
        assertThat(find.isGuarded()).isTrue();
        assertThat(first.rows()).isPositive();
    }

    @Test
    void cancelEndsIt() {
        rows("");
        RowFind find = new RowFind(RowSource.of(db.table("t")), _ -> HELD, false);
        var job = db.db().search("find", access -> {
            access.job().cancel();
            return find.next(access, true);
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(job::await)).isInstanceOf(DbError.Cancelled.class);
    }
}
