package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class NeedleTest {
    @TempDir
    Path folder;

    private static final List<Needle> NEEDLES = List.of(
            new Needle("ab", false, false),
            new Needle("AB", true, false),
            new Needle("50%", false, false),
            new Needle("a_b", false, false),
            new Needle("a\\b", false, false),
            new Needle("é", false, false),
            new Needle("É", false, false),
            new Needle("7.5", false, false),
            new Needle("-12", true, false),
            new Needle("AB", false, true),
            new Needle("'", false, false),
            new Needle("behind", false, false),
            new Needle("Behind", true, false));

    @Test
    void whatIsMarkedInSightIsWhatSqliteFinds() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE \"t\"\"x\" (\"c d\")",
                "INSERT INTO \"t\"\"x\" VALUES ('xABy'), ('xaby'), ('150%'), ('1500'), ('a_b'), ('axb'), ('a\\b'), ('é'), ('É'),"
                        + " (17.5), (175), (-123), (NULL), (x'004142'), (x'4162'), (''), ('it''s'), ('aB'),"
                        + " (char(0) || 'Behind'), ('x' || char(0) || 'Behind aB'), ('50%' || char(0)), (char(0))")) {
            for (Needle needle : NEEDLES) {
                for (boolean guarded : new boolean[] {false, true}) {
                    Sql sql = Sql.builder()
                            .add("SELECT \"c d\", coalesce(")
                            .add(needle.in("t\"x", List.of("c d"), guarded))
                            .add(", 0) FROM \"t\"\"x\"")
                            .build();
                    List<Row> rows =
                            db.db().read("find", access -> access.query(sql)).await();
                    assertThat(rows).hasSize(22);
                    for (Row row : rows) {
                        assertThat(needle.isIn(row.get(0)))
                                .as("%s in %s", needle, row.get(0))
                                .isEqualTo(row.asLong(1) == 1);
                    }
                    assertThat(rows).as("%s", needle).anyMatch(row -> row.asLong(1) == 1);
                }
            }
        }
    }

    @Test
    void whereNoTextHoldsANulCharacterTheQuickSearchSeesAll() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t (a, b)",
                "INSERT INTO t VALUES ('behind', 1), ('x' || char(0) || 'behind', NULL), (x'00', 'behind' || char(0)),"
                        + " (x'626568696e64', 0), (NULL, char(0))")) {
            List<String> both = List.of("a", "b");
            Needle needle = new Needle("BEHIND", false, false);
            for (boolean guarded : new boolean[] {false, true}) {
                assertThat(rowids(db, needle.in("t", both, guarded))).containsExactly(1L, 2L, 3L);
                assertThat(rowids(db, needle.upToNul("t", both, guarded))).containsExactly(1L, 3L);
                assertThat(rowids(db, Needle.holdsNul("t", both, guarded))).containsExactly(2L, 3L, 5L);
            }
            assertThat(needle.endsAtNul()).isTrue();
            Needle exact = new Needle("behind", true, false);
            assertThat(exact.endsAtNul()).isFalse();
            assertThat(rowids(db, exact.upToNul("t", both, true))).containsExactly(1L, 2L, 3L);
        }
    }

    private static List<Long> rowids(TestDb db, Sql condition) {
        Sql sql = Sql.builder()
                .add("SELECT rowid FROM t WHERE ")
                .add(condition)
                .add(" ORDER BY rowid")
                .build();
        return db.db().read("find", access -> access.query(sql)).await().stream()
                .map(row -> row.asLong(0))
                .toList();
    }

    @Test
    void manyColumnsAreNoDeeperThanSqliteAllows() {
        StringBuilder columns = new StringBuilder("c0");
        List<String> names = new java.util.ArrayList<>(List.of("c0"));
        for (int i = 1; i < 1999; i++) {
            columns.append(", c").append(i);
            names.add("c" + i);
        }
        try (TestDb db =
                TestDb.create(folder, "CREATE TABLE t (" + columns + ")", "INSERT INTO t (c1998) VALUES ('here')")) {
            Sql sql = Sql.builder()
                    .add("SELECT count(*) FROM t WHERE ")
                    .add(new Needle("ER", false, true).in("t", names, true))
                    .build();
            assertThat(db.db().read("find", access -> access.scalar(sql)).await())
                    .isEqualTo(Value.of(1));
        }
    }
}
