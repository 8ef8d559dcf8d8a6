package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.Access;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Every walk over keys against the order that SQLite itself gives.
class KeyedRowsTest {
    @TempDir
    Path folder;

    private static final String[] TABLES = {
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL)",
        "CREATE TABLE t(id INTEGER PRIMARY KEY DESC, a, b TEXT, c)",
        "CREATE TABLE t(rowid TEXT, a, b, c)",
        "CREATE TABLE t(a, b, c, PRIMARY KEY(b, a)) WITHOUT ROWID",
        "CREATE TABLE t(a INTEGER, b TEXT COLLATE NOCASE, c, PRIMARY KEY(b DESC, a)) WITHOUT ROWID",
        "CREATE TABLE t(a, b, c, PRIMARY KEY(b COLLATE NOCASE, c DESC, a COLLATE RTRIM DESC)) WITHOUT ROWID",
        "CREATE TABLE \"t\"(a, b, c, rowid, _rowid_, oid INTEGER PRIMARY KEY)"
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void walksAsSqliteOrders(int kind) {
        Random random = new Random(kind);
        try (TestDb db = TestDb.create(folder, TABLES[kind])) {
            fill(db, random, kind);
            if (kind % 2 == 0) {
                db.run("CREATE INDEX t_a ON t(a)", "CREATE INDEX t_c ON t(c DESC)");
            }
            KeyedRows table = (KeyedRows) RowSource.of(db.table("t"));
            List<Sql> filter = List.of(Sql.of("a IS NULL OR a < ? -- comment", Value.of(6)));
            for (int column = -1; column < table.columns().size(); column++) {
                for (boolean descending : new boolean[] {false, true}) {
                    RowOrder order = column < 0 ? null : new RowOrder(column, descending);
                    check(db, table.orderedBy(order), random);
                    check(db, table.where(filter).orderedBy(order), random);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void walksAsSqliteOrdersBySeveralColumns(int kind) {
        Random random = new Random(100 + kind);
        try (TestDb db = TestDb.create(folder, TABLES[kind])) {
            fill(db, random, kind);
            if (kind % 2 == 0) {
                db.run("CREATE INDEX t_ab ON t(a, b DESC)", "CREATE INDEX t_ca ON t(c, a)");
            }
            KeyedRows table = (KeyedRows) RowSource.of(db.table("t"));
            for (int i = 0; i < 12; i++) {
                check(db, table.orderedBy(order(random, table.columns().size())), random);
            }
        }
    }

    @Test
    void anOrderWhoseFirstColumnsAloneAreIndexedHasToBeSorted() {
        try (TestDb db = TestDb.create(folder, TABLES[0], "CREATE INDEX t_abc ON t(a, b, c)")) {
            KeyedRows table = (KeyedRows) RowSource.of(db.table("t"));
            RowOrder first = new RowOrder(1, false);
            RowOrder all = first.with(2, false).with(3, false);
            RowOrder some = first.with(2, false).with(3, true);
            List<Boolean> sorted = db.db()
                    .read(
                            "plans",
                            access -> List.of(
                                    table.orderedBy(all).needsSorting(access),
                                    table.orderedBy(first).needsSorting(access),
                                    table.orderedBy(some).needsSorting(access)))
                    .await();
            assertThat(sorted).containsExactly(false, true, true);
        }
    }

    private static RowOrder order(Random random, int columns) {
        RowOrder order = new RowOrder(random.nextInt(columns), random.nextBoolean());
        for (int i = 0; i <= random.nextInt(3); i++) {
            order = order.with(random.nextInt(columns), random.nextBoolean());
        }
        return order;
    }

    private static void fill(TestDb db, Random random, int kind) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String a = value(random, kind);
            String b = value(random, kind);
            String c = value(random, kind);
            statements.add("INSERT OR IGNORE INTO t(a, b, c) VALUES(" + a + "," + b + "," + c + ")");
        }
        statements.add("DELETE FROM t WHERE abs(random()) % 5 = 0");
        db.run(statements.toArray(String[]::new));
    }

    private static String value(Random random, int kind) {
        String[] some = {
            "NULL",
            "1",
            "2",
            "3",
            "5.5",
            "7",
            "-1",
            "1e300",
            "'a'",
            "'A'",
            "'b'",
            "'b  '",
            "'Ab'",
            "'5'",
            "''",
            "x''",
            "x'00ff'",
            "CAST(x'41C328' AS TEXT)",
            "9223372036854775807",
            "printf('%.70000c', 'z')",
            "printf('%.300c', 'q')"
        };
        String value = some[random.nextInt(some.length)];
        return kind >= 3 && kind <= 5 && value.equals("NULL") ? "0" : value;
    }

    private void check(TestDb db, KeyedRows source, Random random) {
        db.db()
                .read("check", access -> {
                    check(access, source, random);
                    return true;
                })
                .await();
    }

    private void check(Access access, KeyedRows source, Random random) {
        List<KeyedRow> all = source.page(access, null, true, 0, 1000);
        List<Value> oracle =
                access.query(source.all(List.of(1))).stream().map(r -> r.get(0)).toList();
        assertThat(all).hasSameSizeAs(oracle);
        for (int i = 0; i < all.size(); i++) {
            Value cell = all.get(i).get(1);
            assertThat(cell instanceof Value.Large large ? large.length() : cell)
                    .isEqualTo(cell instanceof Value.Large ? 70_000L : oracle.get(i));
        }
        int size = all.size();
        assertThat(access.scalar(source.countAll()).asLong()).isEqualTo(size);
        assertThat(access.scalar(source.countUpTo(7)).asLong()).isEqualTo(Math.min(7, size));
        assertThat(source.page(access, null, false, 0, 1000).reversed()).isEqualTo(all);
        List<Place> places = new ArrayList<>();
        source.walk(access, null, null, places::add);
        assertThat(places).hasSize(size);
        for (int i = 0; i < size; i++) {
            KeyedRow row = all.get(i);
            assertThat(places.get(i).key()).isEqualTo(row.key());
            Place place = random.nextBoolean() ? source.placeOf(row) : places.get(i);
            int skip = random.nextInt(6);
            int n = 1 + random.nextInt(9);
            assertThat(source.page(access, place, true, skip, n)).isEqualTo(cut(all, i + 1 + skip, i + 1 + skip + n));
            assertThat(source.page(access, place, false, skip, n).reversed())
                    .isEqualTo(cut(all, i - skip - n, i - skip));
            assertThat(key(source.hop(access, place, true, n)))
                    .isEqualTo(i + n < size ? all.get(i + n).key() : null);
            assertThat(source.countBehind(access, place, true)).isEqualTo(size - 1 - i);
            assertThat(source.countBehind(access, place, false)).isEqualTo(i);
            assertThat(key(source.find(access, row.key()))).isEqualTo(row.key());
            assertThat(access.query(source.cell(row.key(), 0))).hasSize(1);
            List<Value> streamed = new ArrayList<>();
            source.stream(access, new Anchor(i, place), i + skip, n, List.of(1), false, r -> streamed.add(r.get(0)));
            assertThat(streamed).isEqualTo(cut(oracle, i + skip, i + skip + n));
        }
    }

    private static <T> List<T> cut(List<T> all, int from, int to) {
        return all.subList(Math.clamp(from, 0, all.size()), Math.clamp(to, 0, all.size()));
    }

    private static @Nullable RowKey key(@Nullable Place place) {
        return place == null ? null : place.key();
    }
}
