package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Session;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.SchemaObject;

/// Measured facts about SQLite, its driver and the mapper that the data path rests on, pinned one by one.
class FactsTest {
    private static final Sql ENDLESS = Sql.of("INSERT INTO t SELECT 'flood' FROM"
            + " (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c)");

    @TempDir
    Path folder;

    /// F1: names that a mapping framework would run as code are only names.
    @Test
    void namesOfAHostileFileAreNeverExecuted() {
        System.clearProperty("pwned");
        Path file = SharedData.copy(SharedData.dir().resolve("hostile/synthetic/mybatis-names.db"), folder);
        int read = 0;
        try (TestDb db = TestDb.open(file)) {
            for (SchemaObject object : db.workspace().schema().objects()) {
                if (object.kind() != SchemaObject.Kind.INDEX && object.kind() != SchemaObject.Kind.TRIGGER) {
                    db.workspace().table(object).await();
                    Sql all = Sql.of("SELECT * FROM " + Ident.quote(object.name()));
                    db.db().read("rows", a -> a.query(all)).await();
                    db.db().read("one", a -> a.describe(all)).await();
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(3);
        assertThat(System.getProperty("pwned")).isNull();
    }

    /// F1, F2: the same for values and names that are bound, written and returned.
    @Test
    void valuesThatLookLikeExpressionsStayValues() {
        String expression = "${@java.lang.System@setProperty('pwned','yes')} #{x} ${1+1}";
        System.clearProperty("pwned");
        try (TestDb db = TestDb.create(folder)) {
            db.db()
                    .write("make", a -> {
                        a.execute(Sql.of(
                                "CREATE TABLE " + Ident.quote(expression) + "(" + Ident.quote(expression) + ")"));
                        return a.returning(Sql.of(
                                "INSERT INTO " + Ident.quote(expression) + " VALUES(?) RETURNING *",
                                Value.of(expression)));
                    })
                    .await()
                    .forEach(row -> assertThat(row.get(0)).isEqualTo(Value.of(expression)));
            assertThat(db.db()
                            .read("back", a -> a.scalar(Sql.of("SELECT * FROM " + Ident.quote(expression))))
                            .await())
                    .isEqualTo(Value.of(expression));
        }
        assertThat(System.getProperty("pwned")).isNull();
    }

    /// F2: big integers, text in an INTEGER column, a row of NULLs, columns of equal name and their order.
    @Test
    void rowsAreReadAsTheyAreStored() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(z INTEGER, a INTEGER, z2 BOOLEAN, d DATETIME, r REAL)",
                "INSERT INTO t VALUES(5000000000, 'text', 'true', '2024-01-02', 9007199254740993)",
                "INSERT INTO t VALUES(NULL, NULL, NULL, NULL, NULL)",
                "INSERT INTO t VALUES(-9223372036854775808, 1.5, x'00', 1704153600, 0.1)")) {
            List<Row> rows = db.db()
                    .read("rows", a -> a.query(Sql.of("SELECT *, z AS a FROM t")))
                    .await();
            assertThat(rows.get(0).toList())
                    .containsExactly(
                            Value.of(5000000000L),
                            Value.of("text"),
                            Value.of("true"),
                            Value.of("2024-01-02"),
                            Value.of(9007199254740992.0),
                            Value.of(5000000000L));
            assertThat(rows.get(1).toList()).hasSize(6).allMatch(Value::isNull);
            assertThat(rows.get(2).toList())
                    .containsExactly(
                            Value.of(Long.MIN_VALUE),
                            Value.of(1.5),
                            Value.of(new byte[] {0}),
                            Value.of(1704153600),
                            Value.of(0.1),
                            Value.of(Long.MIN_VALUE));
        }
    }

    /// F13: SQLite may roll back by itself when a statement is interrupted; nothing after it may commit alone.
    @Test
    void aCancelledWriteLeavesNothing() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(n)")) {
            CountDownLatch flooding = new CountDownLatch(1);
            Job<Boolean> write = db.db().write("cancelled", a -> {
                a.execute(Sql.of("INSERT INTO t VALUES('first')"));
                flooding.countDown();
                try {
                    a.execute(ENDLESS);
                } catch (DbError.Cancelled e) {
                    // What a careless caller would do.
                    a.execute(Sql.of("INSERT INTO t VALUES('after cancel')"));
                }
                return true;
            });
            assertThat(flooding.await(30, TimeUnit.SECONDS)).isTrue();
            write.cancel();
            assertThatThrownBy(write::await).isInstanceOfAny(DbError.Cancelled.class, IllegalStateException.class);
            assertThat(rows(db)).isZero();
            db.run("INSERT INTO t VALUES('next')");
            assertThat(rows(db)).isEqualTo(1);
        }
    }

    /// F13 by the console's way: its transaction is gone after an error that ended it, and it says so.
    @Test
    void aSessionWhoseTransactionSqliteEndedHoldsNothing() {
        try (TestDb db = TestDb.create(
                        folder, "CREATE TABLE t(n UNIQUE ON CONFLICT ROLLBACK)", "INSERT INTO t VALUES('a')");
                Session session = db.db().session("console")) {
            session.run("begin", a -> {
                        a.execute(Sql.of("BEGIN"));
                        a.execute(Sql.of("INSERT INTO t VALUES('b')"));
                        return true;
                    })
                    .await();
            assertThat(session.holdsTransaction()).isTrue();
            Job<?> clash = session.run("clash", a -> a.update(Sql.of("INSERT INTO t VALUES('a')")));
            assertThatThrownBy(clash::await).isInstanceOf(DbError.Constraint.class);
            assertThat(session.holdsTransaction()).isFalse();
            assertThat(rows(db)).isEqualTo(1);
        }
    }

    private static long rows(TestDb db) {
        return db.db()
                .read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")))
                .await()
                .asLong();
    }

    /// F14: the size and class of a huge cell cost nothing; its content is refused, not loaded.
    @Test
    void aHugeCellIsMeasuredNotLoaded() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(n)", "INSERT INTO t VALUES(zeroblob(200000000))")) {
            Row look = db.db()
                    .read("look", a -> a.first(Sql.of("SELECT typeof(n), octet_length(n) FROM t")))
                    .await();
            assertThat(look.toList()).containsExactly(Value.of("blob"), Value.of(200000000));
            Job<?> load = db.db().read("load", a -> a.query(Sql.of("SELECT n FROM t")));
            assertThatThrownBy(load::await).isInstanceOf(DbError.TooBig.class);
            Job<?> part = db.db().read("part", a -> a.query(Sql.of("SELECT substr(n, 1, 100) FROM t")));
            assertThatThrownBy(part::await).isInstanceOf(DbError.TooBig.class);
        }
    }

    /// F14: an expression that would run ten seconds deaf to cancel fails at once.
    @Test
    void aHugeExpressionFailsAtOnce() {
        try (TestDb db = TestDb.create(folder, "CREATE VIEW bomb AS SELECT hex(zeroblob(400000000)) AS x")) {
            for (String sql : List.of("SELECT hex(zeroblob(400000000))", "SELECT length(x) FROM bomb")) {
                Job<?> read = db.db().read("hex", a -> a.query(Sql.of(sql)));
                assertThatThrownBy(read::await).isInstanceOf(DbError.TooBig.class);
                Job<?> background = db.db().background("hex", a -> a.query(Sql.of(sql)));
                assertThatThrownBy(background::await).isInstanceOf(DbError.TooBig.class);
            }
        }
    }

    /// A lane that died would leave every later job waiting for ever.
    @Test
    void lanesOutliveWhateverIsThrown() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(n)")) {
            for (int i = 0; i < 10; i++) {
                Job<?> read = db.db().read("broken", _ -> {
                    throw new StackOverflowError("of the test");
                });
                assertThatThrownBy(read::await).isInstanceOf(StackOverflowError.class);
                Job<?> write = db.db().write("broken", a -> {
                    a.execute(Sql.of("INSERT INTO t VALUES('lost')"));
                    throw new StackOverflowError("of the test");
                });
                assertThatThrownBy(write::await).isInstanceOf(StackOverflowError.class);
            }
            assertThat(rows(db)).isZero();
            db.db().addChangeListener(_ -> {
                throw new AssertionError("a listener of the test");
            });
            assertThat(db.db()
                            .write("kept", a -> a.update(Sql.of("INSERT INTO t VALUES('kept')")))
                            .await())
                    .isEqualTo(1);
            assertThat(rows(db)).isEqualTo(1);
        }
    }
}
