package studio.rowan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.Sql;

final class CountsTest {
    private static final String ROWS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO t SELECT i FROM n";

    @TempDir
    private Path folder;

    private static List<Counts.Count> counts(TestDb db, Counts counts, String table, int answers) throws Exception {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        counts.count(db.object(table), told::add, told::add);
        List<Counts.Count> list = new ArrayList<>();
        while (list.size() < answers) {
            Object next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(Counts.Count.class);
            list.add((Counts.Count) next);
        }
        return list;
    }

    @Test
    void smallTablesAreCountedAtOnce() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", ROWS.formatted(10_000));
                Clock clock = Clock.system()) {
            assertThat(counts(db, new Counts(db.workspace(), clock), "t", 1))
                    .containsExactly(new Counts.Count(10_000, true));
        }
    }

    @Test
    void largeTablesAreBoundedFirstThenExact() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", ROWS.formatted(50_001));
                Clock clock = Clock.system()) {
            Counts counts = new Counts(db.workspace(), clock);
            assertThat(counts(db, counts, "t", 2))
                    .containsExactly(new Counts.Count(10_000, false), new Counts.Count(50_001, true));
            assertThat(counts(db, counts, "t", 1)).as("known").containsExactly(new Counts.Count(50_001, true));
        }
    }

    /// Negative rowids, gaps, and a column that takes the name of the rowid.
    @Test
    void withoutAWalTheCountIsCutIntoSlicesAndStillExact() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(rowid)", ROWS.formatted(120_003));
                Clock clock = Clock.system()) {
            db.run("UPDATE t SET _rowid_ = -oid WHERE oid % 2 = 0", "DELETE FROM t WHERE oid % 1000 = 7");
            db.db()
                    .exclusive("journal", a -> a.setPragma("journal_mode", studio.rowan.db.Value.of("delete")))
                    .await();
            long rows = db.db()
                    .read(
                            "count",
                            a -> a.scalar(Sql.of("SELECT count(*) FROM t")).asLong())
                    .await();
            Path file = db.file();
            db.close();
            try (TestDb again = TestDb.open(file)) {
                assertThat(again.db().isWal()).isFalse();
                assertThat(counts(again, new Counts(again.workspace(), clock), "t", 2))
                        .containsExactly(new Counts.Count(10_000, false), new Counts.Count(rows, true));
            }
        }
    }

    @Test
    void aViewIsOnlyCountedAsFarAsTheBound() throws Exception {
        try (TestDb db = TestDb.create(
                        folder, "CREATE TABLE t(a)", ROWS.formatted(20_000), "CREATE VIEW v AS SELECT * FROM t");
                Clock clock = Clock.system()) {
            assertThat(counts(db, new Counts(db.workspace(), clock), "v", 1))
                    .containsExactly(new Counts.Count(10_000, false));
        }
    }

    @Test
    void afterAChangeItIsCountedAgain() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)");
                Clock clock = Clock.system()) {
            Counts counts = new Counts(db.workspace(), clock);
            assertThat(counts(db, counts, "t", 1)).containsExactly(new Counts.Count(1, true));
            BlockingQueue<Boolean> changed = new LinkedBlockingQueue<>();
            db.workspace().addListener((_, _) -> changed.add(true));
            db.run("INSERT INTO t VALUES (2)");
            assertThat(changed.poll(20, TimeUnit.SECONDS)).isTrue();
            assertThat(counts(db, counts, "t", 1)).containsExactly(new Counts.Count(2, true));
        }
    }
}
