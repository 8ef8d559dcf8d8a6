package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

class RowSlicesTest {
    @TempDir
    Path folder;

    @Test
    void slicesGiveWhatOneReadGives() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t (a INTEGER, b TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                        + " INSERT INTO t(rowid, a, b) SELECT i * 7, i % 10, CASE WHEN i % 3 THEN 'x' || i END FROM n",
                "CREATE INDEX t_b ON t(b)",
                "CREATE TABLE w (a, b, PRIMARY KEY (b DESC, a)) WITHOUT ROWID",
                "INSERT INTO w SELECT a, rowid FROM t",
                "CREATE VIEW v AS SELECT * FROM t")) {
            SqlRows t = RowSource.of(db.table("t"));
            same(db, t);
            same(db, t.orderedBy(new RowOrder(1, true)));
            same(db, t.where(List.of(Sql.of("a = 3"))));
            same(db, t.where(List.of(Sql.of("a = 77"))));
            same(db, RowSource.of(db.table("w")));
            assertThat(can(db, t.orderedBy(new RowOrder(0, false)))).isFalse();
            assertThat(can(db, RowSource.of(db.table("v")))).isFalse();
        }
    }

    private static boolean can(TestDb db, SqlRows source) {
        return db.db()
                .read("can", access -> RowSlices.canSlice(access, source, List.of(0, 1)))
                .await();
    }

    private static void same(TestDb db, SqlRows source) {
        assertThat(can(db, source)).isTrue();
        List<Integer> columns = List.of(1, 0);
        List<Row> whole =
                db.db().read("all", access -> access.query(source.all(columns))).await();
        List<Row> sliced = new ArrayList<>();
        RowSlices slices = new RowSlices((KeyedRows) source, columns, 1);
        int reads = 0;
        while (!db.db()
                .read("slice", access -> slices.next(access, sliced::add))
                .await()) {
            reads++;
        }
        assertThat(sliced).isEqualTo(whole);
        if (whole.size() > 100) {
            assertThat(reads).isGreaterThan(1);
        }
    }
}
