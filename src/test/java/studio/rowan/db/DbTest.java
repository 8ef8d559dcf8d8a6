package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbTest {
    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();
    private Path file;

    @BeforeEach
    void create() {
        file = folder.resolve("name#with?uri%20chars&mode=memory é.db");
        Db.create(file, files);
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    private Db open() {
        return Db.open(file, Db.Options.defaults(), files, clock);
    }

    private void make(Db db, String... statements) {
        db.write("make", access -> {
                    for (String sql : statements) {
                        access.execute(Sql.of(sql));
                    }
                    return true;
                })
                .await();
    }

    @Test
    void readsEachStorageClassExactly() {
        try (Db db = open()) {
            make(
                    db,
                    "CREATE TABLE t(a INTEGER, b)",
                    "INSERT INTO t VALUES(5000000000, 'x'), ('text', x'C328'), (NULL, NULL)");
            make(db, "INSERT INTO t VALUES(9223372036854775807, 0.1), (1, CAST(x'C328' AS TEXT))");
            List<Row> rows = db.read("read", access -> access.query(Sql.of("SELECT a, b FROM t ORDER BY rowid")))
                    .await();
            assertThat(rows.get(0)).isEqualTo(row(Value.of(5000000000L), Value.of("x")));
            assertThat(rows.get(1)).isEqualTo(row(Value.of("text"), Value.of(new byte[] {(byte) 0xC3, 0x28})));
            assertThat(rows.get(2)).isEqualTo(row(Value.NULL, Value.NULL));
            assertThat(rows.get(3)).isEqualTo(row(Value.of(Long.MAX_VALUE), Value.of(0.1)));
            assertThat(((Value.Text) rows.get(4).get(1)).bytes()).containsExactly(0xC3, 0x28);
        }
    }

    private static Row row(Value... cells) {
        return new Row(cells);
    }

    /// F1: MyBatis' own drivers would run the name as code.
    @Test
    void namesAreNeverCode() {
        String name = "${@java.lang.System@setProperty('pwned','yes')}#{x}";
        try (Db db = open()) {
            make(db, "CREATE TABLE " + Ident.quote(name) + "(a)", "INSERT INTO " + Ident.quote(name) + " VALUES(1)");
            Value count = db.read(
                            "count",
                            a -> a.scalar(
                                    Sql.of("SELECT count(*) FROM " + Ident.quote(name) + " WHERE a = ?", Value.of(1))))
                    .await();
            assertThat(count).isEqualTo(Value.of(1));
        }
        assertThat(System.getProperty("pwned")).isNull();
    }

    /// F10: an equal RETURNING statement in one session is executed each time.
    @Test
    void nothingIsAnsweredFromACache() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n)", "INSERT INTO t VALUES(0)");
            Sql next = Sql.of("UPDATE t SET n = n + 1 RETURNING n");
            List<Long> seen = db.write(
                            "twice",
                            a -> List.of(
                                    a.returning(next).getFirst().asLong(0),
                                    a.returning(next).getFirst().asLong(0)))
                    .await();
            assertThat(seen).containsExactly(1L, 2L);
            Sql select = Sql.of("SELECT n FROM t");
            List<Long> reads = db.write("read, write, read", a -> {
                        long before = a.scalar(select).asLong();
                        a.update(Sql.of("UPDATE t SET n = 7"));
                        return List.of(before, a.scalar(select).asLong());
                    })
                    .await();
            assertThat(reads).containsExactly(2L, 7L);
        }
    }

    /// F12: a query bomb ends by the flag.
    @Test
    void cancelEndsARunningQuery() {
        try (Db db = open()) {
            Job<Value> bomb = db.read("bomb", a -> {
                a.job().report(1, 2, "started");
                return a.scalar(Sql.of(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"));
            });
            while (bomb.progress().done() == 0) {
                Thread.onSpinWait();
            }
            bomb.cancel();
            assertThatThrownBy(bomb::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(db.read("after", a -> a.scalar(Sql.of("SELECT 1"))).await())
                    .isEqualTo(Value.of(1));
        }
    }

    /// F13: what follows an error would commit by itself, so it does not run.
    @Test
    void nothingRunsAfterTheFirstErrorOfAWrite() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n PRIMARY KEY)");
            Job<Boolean> write = db.write("dies", a -> {
                a.execute(Sql.of("INSERT INTO t VALUES('first')"));
                assertThatThrownBy(() -> a.execute(Sql.of("INSERT INTO t VALUES('first')")))
                        .isInstanceOf(DbError.Constraint.class);
                a.execute(Sql.of("INSERT INTO t VALUES('after')"));
                return true;
            });
            assertThatThrownBy(write::await).isInstanceOf(IllegalStateException.class);
            assertThat(count(db)).isZero();
        }
    }

    @Test
    void anErrorInsideASavepointIsSurvived() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n PRIMARY KEY)");
            db.write("survives", a -> {
                        a.execute(Sql.of("INSERT INTO t VALUES('first')"));
                        assertThatThrownBy(() -> a.savepoint(() -> {
                                    a.execute(Sql.of("INSERT INTO t VALUES('lost')"));
                                    a.execute(Sql.of("INSERT INTO t VALUES('first')"));
                                    return true;
                                }))
                                .isInstanceOf(DbError.Constraint.class);
                        a.execute(Sql.of("INSERT INTO t VALUES('after')"));
                        return true;
                    })
                    .await();
            assertThat(count(db)).isEqualTo(2);
        }
    }

    private static long count(Db db) {
        return db.read("count", a -> a.scalar(Sql.of("SELECT count(*) FROM t")))
                .await()
                .asLong();
    }

    @Test
    void countsOnlyTheRowsThatAStatementItselfChanged() {
        try (Db db = open()) {
            make(
                    db,
                    "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                    "CREATE TABLE c(p REFERENCES p ON DELETE CASCADE)",
                    "INSERT INTO p VALUES(1)",
                    "INSERT INTO c VALUES(1), (1), (1)");
            long changed =
                    db.write("delete", a -> a.update(Sql.of("DELETE FROM p"))).await();
            assertThat(changed).isEqualTo(1);
            assertThat(db.read("left", a -> a.scalar(Sql.of("SELECT count(*) FROM c")))
                            .await())
                    .isEqualTo(Value.of(0));
        }
    }

    @Test
    void aSessionHoldsTheWriterWhileItsTransactionIsOpen() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n)");
            try (Session console = db.session("SQL 1")) {
                console.run("begin", a -> {
                            a.execute(Sql.of("BEGIN"));
                            a.execute(Sql.of("INSERT INTO t VALUES(1)"));
                            return true;
                        })
                        .await();
                Job<Long> other = db.write("other", a -> a.update(Sql.of("INSERT INTO t VALUES(2)")));
                assertThat(db.holder()).isEqualTo("SQL 1");
                assertThat(count(db)).isZero();
                assertThat(other.isDone()).isFalse();
                console.run("commit", a -> {
                            a.execute(Sql.of("COMMIT"));
                            return true;
                        })
                        .await();
                assertThat(other.await()).isEqualTo(1);
                assertThat(count(db)).isEqualTo(2);
            }
        }
    }

    /// Without a write-ahead log that shuts out the studio's own connections too.
    @Test
    void aSessionMayLockTheFileForItself() {
        try (Db db = open()) {
            db.exclusive("mode", a -> a.scalar(Sql.of("PRAGMA journal_mode = DELETE")))
                    .await();
            make(db, "CREATE TABLE t(n)");
            try (Session console = db.session("SQL 1")) {
                for (String sql : new String[] {"BEGIN EXCLUSIVE", "INSERT INTO t VALUES(1)", "COMMIT"}) {
                    console.run(sql, a -> {
                                a.execute(Sql.of(sql));
                                return true;
                            })
                            .await();
                }
            }
            assertThat(count(db)).isEqualTo(1);
        }
    }

    /// Pragmas and temporary tables of a console are its own, and its commits are not another program's.
    @Test
    void aSessionTouchesNothingOfTheStudio() throws Exception {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n)");
            LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
            try (Session console = db.session("SQL 1")) {
                db.addChangeListener(told::add);
                console.run("set up", a -> {
                            a.execute(Sql.of("PRAGMA foreign_keys = OFF"));
                            a.execute(Sql.of("CREATE TEMP TABLE t(n)"));
                            a.execute(Sql.of("INSERT INTO main.t VALUES(1)"));
                            return true;
                        })
                        .await();
                assertThat(told.poll(20, TimeUnit.SECONDS)).isFalse();
                // Longer than the watch's period: it must not take the session's commit for another program's.
                assertThat(told.poll(1500, TimeUnit.MILLISECONDS)).isNull();
                make(db, "INSERT INTO t VALUES(2)");
                assertThat(count(db)).isEqualTo(2);
                assertThat(db.write("keys", a -> a.pragma("foreign_keys")).await())
                        .isEqualTo(Value.of(1));
                assertThat(console.run("keys", a -> a.pragma("foreign_keys")).await())
                        .isEqualTo(Value.of(0));
            }
        }
    }

    /// F17: foreign commits are told as such, own ones as own, before and after the writer is open.
    @Test
    void tellsChangesOfOthersFromOwn() throws Exception {
        try (Db db = open()) {
            LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
            db.addChangeListener(told::add);
            foreign("CREATE TABLE t(n)");
            assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
            make(db, "INSERT INTO t VALUES(1)");
            assertThat(told.poll(20, TimeUnit.SECONDS)).isFalse();
            foreign("INSERT INTO t VALUES(2)");
            assertThat(told.poll(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told).isEmpty();
        }
    }

    private void foreign(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The driver tries out after a COMMIT whether a transaction is open, and each try counts as steps of SQLite's.
    @Test
    void aJobThatIsCancelledAtItsVeryEndLeavesNoTransactionBehind() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n)");
            int written = 0;
            for (int i = 0; i < 1500; i++) {
                Work<Value> last = access -> {
                    access.job().cancel();
                    return Value.of(1);
                };
                try {
                    db.read("read", last).await();
                } catch (DbError.Cancelled e) {
                    // One of both is told.
                }
                try {
                    db.write("write", access -> {
                                access.execute(Sql.of("INSERT INTO t VALUES(1)"));
                                return last.apply(access);
                            })
                            .await();
                    written++;
                } catch (DbError.Cancelled e) {
                    // Then nothing is written.
                }
            }
            assertThat(count(db)).isEqualTo(written);
        }
    }

    @Test
    void exclusiveWorkHasTheFileForItself() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n)");
            count(db);
            Value mode = db.exclusive("mode", a -> a.setPragma("journal_mode", Value.of("delete")))
                    .await();
            assertThat(mode).isEqualTo(Value.of("delete"));
            assertThat(count(db)).isZero();
        }
    }

    private static boolean isWaitingAtTheGate() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(java.util.Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(Gate.class.getName())
                        && frame.getMethodName().equals("shut"));
    }

    /// Nobody waits for a read that takes for ever, and reads go on after somebody gave up waiting.
    @Test
    void aSortGivesWayToExclusiveWork() throws Exception {
        try (Db db = open()) {
            CountDownLatch running = new CountDownLatch(1);
            Job<Value> sort = db.sort("sort", access -> {
                running.countDown();
                return access.scalar(Sql.of(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)" + " SELECT count(*) FROM n"));
            });
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(db.exclusive("alone", access -> true).await()).isTrue();
            assertThatThrownBy(sort::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(sort.gaveWay()).isTrue();
        }
    }

    @Test
    void exclusiveWorkThatWaitsForAReadCanBeCancelled() throws Exception {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n)");
            CountDownLatch reading = new CountDownLatch(1);
            Job<Long> read = db.background("endless", a -> {
                reading.countDown();
                return a.scalar(Sql.of("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c)"
                                + " SELECT count(*) FROM c"))
                        .asLong();
            });
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            Job<Boolean> alone = db.exclusive("alone", a -> true);
            while (!isWaitingAtTheGate()) {
                Thread.onSpinWait();
            }
            alone.cancel();
            assertThatThrownBy(alone::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(read.isDone()).isFalse();
            assertThat(count(db)).isZero();
            Job<Boolean> again = db.exclusive("again", a -> true);
            read.cancel();
            assertThatThrownBy(read::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(again.await()).isTrue();
            assertThat(count(db)).isZero();
        }
    }

    /// F9: the bytes of a file are not read while a connection of this process is open on it.
    @Test
    void bytesOfAnOpenFileAreNotRead() throws Exception {
        assertThat(files.sniff(file)).isNotNull();
        Path link = Files.createLink(folder.resolve("another name.db"), file);
        try (Db db = open()) {
            assertThat(db.isWal()).isTrue();
            assertThat(files.sniff(link)).isNull();
            assertThat(files.isOpen(link)).isTrue();
        }
        assertThat(files.isOpen(file)).isFalse();
    }

    @Test
    void aReadOnlyOpenRefusesWrites() {
        try (Db db = Db.open(file, Db.Options.defaults().withReadOnly(true), files, clock)) {
            assertThatThrownBy(() -> make(db, "CREATE TABLE t(n)")).isInstanceOf(DbError.ReadOnly.class);
        }
    }

    @Test
    void closingEndsWhatRuns() {
        Job<Value> bomb;
        try (Db db = open()) {
            bomb = db.background("bomb", a -> {
                a.job().report(1, 2, "started");
                return a.scalar(Sql.of(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"));
            });
            while (bomb.progress().done() == 0) {
                Thread.onSpinWait();
            }
        }
        assertThatThrownBy(bomb::await).isInstanceOf(DbError.Cancelled.class);
    }

    @Test
    void describesStatementsWithoutRunningThem() {
        try (Db db = open()) {
            make(db, "CREATE TABLE t(n INTEGER, \"x y\")");
            List<Access.Shape> shape = db.read(
                            "describe", a -> a.describe(Sql.of("SELECT n, \"x y\" AS z, 1 + 1 FROM t WHERE n = ?")))
                    .await();
            assertThat(shape)
                    .containsExactly(
                            new Access.Shape("n", "INTEGER", "t"),
                            new Access.Shape("z", null, "t"),
                            new Access.Shape("1 + 1", null, null));
            assertThat(db.read("write", a -> a.describe(Sql.of("INSERT INTO t VALUES(1, 2)")))
                            .await())
                    .isEmpty();
            assertThatThrownBy(() -> db.read("wrong", a -> a.describe(Sql.of("SELECT m FROM t")))
                            .await())
                    .isInstanceOfSatisfying(DbError.Syntax.class, e -> {
                        assertThat(e.words()).isEqualTo("no such column: m");
                        assertThat(e.offset()).isEqualTo(7);
                    });
            assertThat(count(db)).isZero();
        }
    }

    /// F10: whatever its scope is said to be, the local cache of MyBatis lives as long as a statement is streamed.
    @Test
    void whatIsAskedWhileRowsAreStreamedIsAskedEachTime() {
        try (Db db = open()) {
            Set<Value> answers = new HashSet<>();
            db.read("stream", access -> {
                        access.query(Sql.of("SELECT value FROM json_each('[1, 2, 3]')"), _ -> {
                            answers.add(access.scalar(Sql.of("SELECT random()")));
                            answers.add(access.scalar(Sql.of("SELECT random()")));
                        });
                        return true;
                    })
                    .await();
            assertThat(answers).hasSize(6);
        }
    }

    @Test
    void aStatementThatBeginsWithWithIsNotLookedThroughByTheDriver() throws Exception {
        try (Db db = open()) {
            String sql = "\n with t(c) AS (SELECT 1) SELECT ";
            assertThat(stepsOfTheDriver(Records.Text.select(Sql.of(sql + "abs(c)+".repeat(1000) + "c FROM t"))))
                    .isLessThan(100);
            assertThat(db.read("with", a -> a.scalar(Sql.of(sql + "c + 1 FROM t")))
                            .await())
                    .isEqualTo(Value.of(2));
            assertThatThrownBy(() -> db.read("wrong", a -> a.query(Sql.of(sql + "m FROM t")))
                            .await())
                    .isInstanceOfSatisfying(
                            DbError.Syntax.class, e -> assertThat(e.offset()).isEqualTo(sql.length()));
        }
    }

    /// How many characters the driver looks at to tell whether a statement is an INSERT.
    private static int stepsOfTheDriver(String sql) throws ReflectiveOperationException {
        java.lang.reflect.Field field = org.sqlite.core.CoreStatement.class.getDeclaredField("INSERT_PATTERN");
        field.setAccessible(true);
        int[] steps = {0};
        boolean unused = ((java.util.regex.Pattern) field.get(null))
                .matcher(new CharSequence() {
                    @Override
                    public int length() {
                        return sql.length();
                    }

                    @Override
                    public char charAt(int at) {
                        steps[0]++;
                        return sql.charAt(at);
                    }

                    @Override
                    public CharSequence subSequence(int from, int to) {
                        return sql.subSequence(from, to);
                    }
                })
                .find();
        return steps[0];
    }

    @Test
    void anErrorCanBeAResultOnceAllIsRolledBack() {
        try (Db db = open()) {
            make(
                    db,
                    "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                    "CREATE TABLE c(p REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
            // Refused by the COMMIT itself.
            String words = db.write(
                            "late",
                            access -> {
                                access.execute(Sql.of("INSERT INTO p VALUES(1)"));
                                access.execute(Sql.of("INSERT INTO c VALUES(2)"));
                                return "done";
                            },
                            e -> e.getClass().getSimpleName())
                    .await();
            assertThat(words).isEqualTo("Constraint");
            Value left = db.read("left", access -> access.scalar(Sql.of("SELECT count(*) FROM p")))
                    .await();
            assertThat(left).isEqualTo(Value.of(0));
        }
    }
}
