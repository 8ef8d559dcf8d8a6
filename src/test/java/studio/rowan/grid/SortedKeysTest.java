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
        List<RowKey> oracle = oracle(db, source);
        try (SortedKeys inStrides = sorted(db, source, false)) {
            assertThat(keys(db, inStrides, 0, 1000))
                    .as("in strides, %s", source.order())
                    .isEqualTo(oracle);
        }
        try (SortedKeys keys = sorted(db, source, true)) {
            look(db, keys, oracle);
            turned(db, source, keys);
            inTheOrderOfItsColumns(db, source, oracle);
            goneRowsLeaveAGap(db, source, keys, oracle, random);
        }
    }

    private static SortedKeys sorted(TestDb db, KeyedRows source, boolean mayHold) {
        SortedKeys keys = new SortedKeys(source, db.db().scratch(), Instant.EPOCH);
        SortRun run = new SortRun(source, keys, mayHold, -1, 1);
        SortRun.Step step = new SortRun.Step(0, false);
        while (!step.isEnd()) {
            step = db.db().sort("sort", run::step).await();
        }
        keys.grown(step.covered());
        return keys;
    }

    private static List<RowKey> keys(TestDb db, SortedKeys keys, int first, int count) {
        return db.db().read("keys", access -> keys.keys(access, first, count)).await();
    }

    private static void look(TestDb db, SortedKeys keys, List<RowKey> oracle) {
        assertThat(keys.size()).isEqualTo(oracle.size());
        assertThat(keys(db, keys, 0, 1000)).isEqualTo(oracle);
        for (int i = 0; i < oracle.size(); i += 17) {
            RowKey key = oracle.get(i);
            int at = i;
            assertThat(db.db()
                            .read("place", access -> keys.ordinal(access, key))
                            .await())
                    .isEqualTo(i);
            assertThat(keys(db, keys, i, 9)).isEqualTo(oracle.subList(i, Math.min(i + 9, oracle.size())));
            List<@Nullable KeyedRow> page =
                    db.db().read("page", access -> keys.page(access, at, 9)).await();
            assertThat(page)
                    .extracting(row -> row == null ? null : row.key())
                    .isEqualTo(oracle.subList(i, Math.min(i + 9, oracle.size())));
        }
    }

    /// The other way round, from the same file, and back again.
    private static void turned(TestDb db, KeyedRows source, SortedKeys keys) {
        RowOrder order = source.order();
        if (order == null) {
            return;
        }
        RowOrder other = new RowOrder(order.parts().stream()
                .map(part -> new RowOrder.Part(part.column(), !part.descending()))
                .toList());
        KeyedRows reversed = source.orderedBy(other);
        try (SortedKeys turned = java.util.Objects.requireNonNull(keys.serving(reversed));
                SortedKeys back = java.util.Objects.requireNonNull(turned.serving(source))) {
            look(db, turned, oracle(db, reversed));
            look(db, back, oracle(db, source));
            assertThat(turned.serving(source.where(List.of(Sql.of("c = 'not asked'")))))
                    .as("other rows")
                    .isNull();
        }
        assertThat(keys.scratch().isClosed()).as("shared").isFalse();
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

    private static void goneRowsLeaveAGap(
            TestDb db, KeyedRows source, SortedKeys keys, List<RowKey> oracle, Random random) {
        TreeSet<Integer> gone = new TreeSet<>();
        for (int i = 0; i < 3 && !oracle.isEmpty(); i++) {
            gone.add(random.nextInt(oracle.size()));
        }
        List<KeyedRow> before = page(db, keys).stream()
                .map(row -> java.util.Objects.requireNonNull(row))
                .toList();
        assertThat(before).extracting(KeyedRow::key).isEqualTo(oracle);
        db.db()
                .write("delete", access -> {
                    gone.forEach(i -> access.execute(Sql.builder()
                            .add("DELETE FROM t WHERE ")
                            .add(source.only(oracle.get(i)))
                            .build()));
                    return true;
                })
                .await();
        List<@Nullable KeyedRow> after = page(db, keys);
        for (int i = 0; i < oracle.size(); i++) {
            assertThat(after.get(i)).isEqualTo(gone.contains(i) ? null : before.get(i));
            RowKey key = oracle.get(i);
            if (gone.contains(i)) {
                assertThat(db.db()
                                .read("place", access -> keys.ordinal(access, key))
                                .await())
                        .as("where it was sorted to")
                        .isEqualTo(i);
            }
        }
    }

    private static List<@Nullable KeyedRow> page(TestDb db, SortedKeys keys) {
        return db.db().read("page", access -> keys.page(access, 0, 1000)).await();
    }
}
