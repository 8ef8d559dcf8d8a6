package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Keys sorted into their file, in one statement and in strides, against SQLite's own `row_number()`.
class SortedKeysTest {
    private static final String[] VALUES = {
        "NULL",
        "1",
        "2",
        "2.0",
        "-7",
        "9223372036854775807",
        "1e300",
        "'a'",
        "'A'",
        "'a '",
        "'Zebra'",
        "'zebra'",
        "'10'",
        "''",
        "x''",
        "x'00ff'",
        "CAST(x'41C328' AS TEXT)",
        "printf('%.300c', 'q')",
        "printf('%.70000c', 'z')"
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void anyPageIsWhatRowNumberSays(int seed) {
        Random random = new Random(seed);
        try (TestDb db = TestDb.create(folder, schema(random))) {
            for (int i = 0; i < 250; i++) {
                db.run("INSERT OR IGNORE INTO t(\"a b\", b, c) VALUES(" + value(random) + ", " + value(random) + ", "
                        + value(random) + ")");
            }
            KeyedRows table = (KeyedRows) RowSource.of(db.table("t"));
            for (int i = 0; i < 8; i++) {
                KeyedRows source = table.orderedBy(order(random, table.columns().size()));
                check(db, random.nextBoolean() ? source : source.where(filter(random)), random);
            }
            check(db, table.where(filter(random)), random);
        }
    }

    private static String schema(Random random) {
        String a = "\"a b\" " + pick(random, "TEXT", "INTEGER", "", "NUMERIC") + " NOT NULL ON CONFLICT IGNORE "
                + collate(random);
        String b = ", b " + pick(random, "TEXT", "REAL", "BLOB", "") + collate(random);
        String c = ", c " + pick(random, "TEXT", "INTEGER", "");
        return switch (random.nextInt(4)) {
            case 0 -> "CREATE TABLE t(id INTEGER PRIMARY KEY, " + a + b + c + ")";
            case 1 -> "CREATE TABLE t(rowid TEXT, " + a + b + c + ")";
            case 2 ->
                "CREATE TABLE t(" + a + b + c + ", PRIMARY KEY(\"a b\"" + collate(random) + ", b" + collate(random)
                        + pick(random, "", " DESC") + ")) WITHOUT ROWID";
            default ->
                "CREATE TABLE t(" + a + b + c + ", PRIMARY KEY(c" + pick(random, "", " DESC")
                        + ", \"a b\", b)) WITHOUT ROWID";
        };
    }

    private static String pick(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    private static String collate(Random random) {
        return pick(random, "", " COLLATE NOCASE", " COLLATE RTRIM");
    }

    private static String value(Random random) {
        return pick(random, VALUES);
    }

    private static List<Sql> filter(Random random) {
        return List.of(
                random.nextBoolean()
                        ? Sql.of("b > ? -- comment", Value.of("a"))
                        : Sql.of("c IS NOT NULL OR \"a b\" < ?", Value.of(5)));
    }

    private static RowOrder order(Random random, int columns) {
        RowOrder order = new RowOrder(random.nextInt(columns), random.nextBoolean());
        for (int i = random.nextInt(3); i > 0; i--) {
            order = order.with(random.nextInt(columns), random.nextBoolean());
        }
        return order;
    }

    private void check(TestDb db, KeyedRows source, Random random) {
        List<RowKey> whole = sorted(db, source, true);
        assertThat(whole).as("%s", source.order()).isEqualTo(oracle(db, source));
        assertThat(sorted(db, source, false))
                .as("in strides, %s", source.order())
                .isEqualTo(whole);
        inTheOrderOfItsColumns(db, source, whole);
        goneRowsLeaveAGap(db, source, whole, random);
    }

    private static List<RowKey> sorted(TestDb db, KeyedRows source, boolean mayHold) {
        try (SortedKeys keys = new SortedKeys(source, db.db().scratch(), Instant.EPOCH)) {
            SortRun run = new SortRun(source, keys, mayHold, -1, 1);
            SortRun.Step step = new SortRun.Step(0, false);
            while (!step.isEnd()) {
                step = db.db().sort("sort", run::step).await();
            }
            keys.grown(step.covered());
            List<RowKey> all = keys.keys(0, 1000);
            assertThat(step.covered()).isEqualTo(all.size());
            for (int i = 0; i < all.size(); i += 17) {
                assertThat(keys.ordinal(all.get(i))).isEqualTo(i);
                assertThat(keys.keys(i, 9)).isEqualTo(all.subList(i, Math.min(i + 9, all.size())));
            }
            return all;
        }
    }

    private static List<RowKey> oracle(TestDb db, KeyedRows source) {
        Sql sql = Sql.builder()
                .add("SELECT " + String.join(", ", source.keyColumns()) + ", row_number() OVER (ORDER BY "
                        + source.keyOrder().orderBy(true) + ") AS place")
                .add(source.from())
                .add(Where.of(source.where()))
                .add(" ORDER BY place")
                .build();
        return rows(db, sql).stream().map(row -> key(source, row)).toList();
    }

    private static RowKey key(KeyedRows source, Row row) {
        int parts = source.keyColumns().size();
        return source.hasRowids()
                ? new RowKey.Rowid(row.asLong(0))
                : new RowKey.Primary(row.toList().subList(0, parts));
    }

    private static List<Row> rows(TestDb db, Sql sql) {
        return db.db().read("oracle", access -> access.query(sql)).await();
    }

    /// What the user asked for, said without the key and without a word of ours.
    private static void inTheOrderOfItsColumns(TestDb db, KeyedRows source, List<RowKey> keys) {
        RowOrder order = source.order();
        if (order == null) {
            return;
        }
        List<String> terms = new ArrayList<>();
        for (RowOrder.Part part : order.parts()) {
            terms.add(Ident.quote(source.columns().get(part.column())) + (part.descending() ? " DESC" : ""));
        }
        Sql sql = Sql.of("SELECT " + String.join(", ", source.keyColumns()) + ", rank() OVER (ORDER BY "
                + String.join(", ", terms) + ")" + source.from());
        Map<RowKey, Long> ranks = new HashMap<>();
        rows(db, sql).forEach(row -> ranks.put(key(source, row), row.asLong(row.size() - 1)));
        assertThat(keys.stream().map(ranks::get)).as("%s", order).isSorted();
    }

    private static void goneRowsLeaveAGap(TestDb db, KeyedRows source, List<RowKey> keys, Random random) {
        TreeSet<Integer> gone = new TreeSet<>();
        for (int i = 0; i < 3 && !keys.isEmpty(); i++) {
            gone.add(random.nextInt(keys.size()));
        }
        db.db()
                .write("delete", access -> {
                    List<KeyedRow> before = page(access, source, keys).stream()
                            .map(row -> java.util.Objects.requireNonNull(row))
                            .toList();
                    assertThat(before).extracting(KeyedRow::key).isEqualTo(keys);
                    gone.forEach(i -> access.execute(Sql.builder()
                            .add("DELETE FROM t WHERE ")
                            .add(source.only(keys.get(i)))
                            .build()));
                    List<@Nullable KeyedRow> after = page(access, source, keys);
                    for (int i = 0; i < keys.size(); i++) {
                        assertThat(after.get(i)).isEqualTo(gone.contains(i) ? null : before.get(i));
                    }
                    return true;
                })
                .await();
    }

    private static List<@Nullable KeyedRow> page(Access access, KeyedRows source, List<RowKey> keys) {
        return source.byKeys().page(access, keys);
    }
}
