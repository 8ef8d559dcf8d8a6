package studio.rowan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Value;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConsoleTest {
    static final String BOMB =
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c;";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestDb db;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder, "CREATE TABLE t(n INTEGER PRIMARY KEY, s TEXT)", "INSERT INTO t VALUES(1,'a'),(2,'b')");
        console = new Console(db.db(), "SQL 1");
    }

    @AfterEach
    void close() {
        console.close();
        db.close();
    }

    @Test
    void aSelectAnswersRowsAndColumns() {
        Outcome.Rows rows = rows(run("SELECT n, s AS \"the text\", x'00' FROM t ORDER BY n"));
        assertThat(rows.columns()).extracting(c -> c.name()).containsExactly("n", "the text", "x'00'");
        assertThat(rows.rows())
                .containsExactly(
                        row(Value.of(1), Value.of("a"), Value.of(new byte[1])),
                        row(Value.of(2), Value.of("b"), Value.of(new byte[1])));
        assertThat(rows.cut()).isFalse();
        assertThat(rows.changed()).isEqualTo(-1);
    }

    @Test
    void memoryIsBounded() {
        Outcome.Rows few = rows(run("SELECT value FROM json_each('[1,2,3,4]')", new Console.Limits(3, 1 << 20)));
        assertThat(few.rows()).hasSize(3);
        assertThat(few.cut()).isTrue();
        Outcome.Rows light = rows(run(
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT zeroblob(1000) FROM c",
                new Console.Limits(1_000_000, 1 << 20)));
        assertThat(light.rows()).hasSizeBetween(900, 1_100);
        assertThat(light.cut()).isTrue();
        assertThat(rows(run("SELECT 1", new Console.Limits(1, 1 << 20))).cut()).isFalse();
    }

    @Test
    void writesTellWhatTheyChanged() {
        db.run("CREATE TABLE log(x)", "CREATE TRIGGER g AFTER UPDATE ON t BEGIN INSERT INTO log VALUES(1),(2); END");
        assertThat(run("UPDATE t SET s = 'c'")).isEqualTo(new Outcome.Done(2));
        Outcome.Rows returned = rows(run("DELETE FROM t WHERE n > 0 RETURNING n", new Console.Limits(1, 1 << 20)));
        assertThat(returned.rows()).containsExactly(row(Value.of(1)));
        assertThat(returned.changed()).isEqualTo(2);
        assertThat(count("t")).isZero();
        assertThat(run("CREATE TABLE u(x)")).isEqualTo(new Outcome.Done(-1));
    }

    @Test
    void aWriteBehindWithIsAWrite() {
        assertThat(run("WITH a AS (SELECT 1) INSERT INTO t SELECT 9, 'z'")).isEqualTo(new Outcome.Done(1));
        assertThat(count("t")).isEqualTo(3);
    }

    @Test
    void aTransactionIsHeldUntilTheUserEndsIt() {
        run("BEGIN");
        assertThat(console.holdsTransaction()).isTrue();
        run("INSERT INTO t VALUES(3, 'c')");
        assertThat(rows(run("SELECT count(*) FROM t")).rows()).containsExactly(row(Value.of(3)));
        assertThat(count("t")).isEqualTo(2);
        Job<Boolean> other = db.db().write("other", a -> {
            a.execute(Sql.of("INSERT INTO t VALUES(4, 'd')"));
            return true;
        });
        assertThat(other.isDone()).isFalse();
        console.commit().await();
        assertThat(console.holdsTransaction()).isFalse();
        assertThat(other.await()).isTrue();
        assertThat(count("t")).isEqualTo(4);
    }

    @Test
    void closingRollsBack() {
        run("BEGIN; DELETE FROM t WHERE 1");
        console.close();
        assertThat(db.db()
                        .write("next", a -> a.scalar(Sql.of("SELECT count(*) FROM t")))
                        .await())
                .isEqualTo(Value.of(2));
    }

    @Test
    void anErrorStopsTheScriptAndTellsItsPlace() {
        List<Outcome> outcomes = runAll("INSERT INTO t VALUES(7,'g'); SELECT nme FROM t; INSERT INTO t VALUES(8,'h')");
        assertThat(outcomes).hasSize(2);
        Outcome.Failed failed = (Outcome.Failed) outcomes.getLast().result();
        assertThat(failed.error()).isInstanceOfSatisfying(DbError.Syntax.class, e -> {
            assertThat(e.words()).contains("no such column: nme");
            assertThat(e.offset()).isEqualTo(7);
        });
        assertThat(count("t")).isEqualTo(3);
    }

    @Test
    void aQueryBombIsCancelledAndTheConsoleGoesOn() {
        Job<List<Outcome>> job = console.run(requests(BOMB), Console.Limits.DEFAULT);
        job.cancel();
        assertThat(cancelled(job)).isTrue();
        run("BEGIN");
        Job<List<Outcome>> inSession = console.run(requests(BOMB), Console.Limits.DEFAULT);
        inSession.cancel();
        assertThat(cancelled(inSession)).isTrue();
        assertThat(rows(run("SELECT 1")).rows()).hasSize(1);
    }

    /// F18: outside WAL mode a reader's lock keeps every writer from committing.
    @Test
    void aLongReadOfAFileWithoutWalIsAgreedFirst() {
        run("PRAGMA journal_mode = DELETE");
        try (TestDb locking = TestDb.open(db.file());
                Console asking = new Console(locking.db(), "SQL 2")) {
            assertThat(locking.db().isWal()).isFalse();
            List<Console.Request> bomb = requests("SELECT count(*) FROM t, (" + BOMB.replace(";", "") + ")");
            assertThat(asking.run(bomb, Console.Limits.DEFAULT)
                            .await()
                            .getFirst()
                            .result())
                    .isInstanceOf(Outcome.Lengthy.class);
            assertThat(asking.run(requests("SELECT 1"), Console.Limits.DEFAULT)
                            .await()
                            .getFirst()
                            .isSuccess())
                    .isTrue();
            run("INSERT INTO t VALUES(3, 'written meanwhile')");
            asking.lockForLong();
            Job<List<Outcome>> agreed = asking.run(bomb, Console.Limits.DEFAULT);
            Job<List<Outcome>> behind = asking.run(requests("SELECT 1"), Console.Limits.DEFAULT);
            assertThat(agreed.isDone()).isFalse();
            agreed.cancel();
            assertThat(cancelled(agreed)).isTrue();
            assertThat(behind.await().getFirst().isSuccess()).isTrue();
        }
    }

    @Test
    void aRunningBombDelaysNoPage() {
        Job<List<Outcome>> job = console.run(requests(BOMB), Console.Limits.DEFAULT);
        assertThat(count("t")).isEqualTo(2);
        assertThat(job.isDone()).isFalse();
        job.cancel();
        assertThat(cancelled(job)).isTrue();
    }

    @Test
    void whatSpeaksOfTheOwnConnectionIsAskedThere() {
        run("INSERT INTO t VALUES(41, 'x')");
        assertThat(rows(run("SELECT last_insert_rowid(), changes()")).rows())
                .containsExactly(row(Value.of(41), Value.of(1)));
        run("CREATE TEMP TABLE mine(x); INSERT INTO mine VALUES(5)");
        assertThat(rows(run("SELECT x FROM mine")).rows()).containsExactly(row(Value.of(5)));
        run("PRAGMA foreign_keys = OFF");
        assertThat(rows(run("PRAGMA foreign_keys")).rows()).containsExactly(row(Value.of(0)));
        assertThat(db.db().write("keys", a -> a.pragma("foreign_keys")).await()).isEqualTo(Value.of(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH 'other.db' AS o",
                "DETACH o",
                "PRAGMA mmap_size = 1000000",
                "PRAGMA main.mmap_size(5)",
                "/* */ PRAGMA \"busy_timeout\" = 1",
                "PRAGMA locking_mode = EXCLUSIVE",
                "PRAGMA hard_heap_limit = 1",
                "SELECT 1 \0 FROM t"
            })
    void whatReachesBeyondTheConsoleIsRefused(String sql) {
        Outcome.Refused refused = (Outcome.Refused) run(sql);
        assertThat(refused.sentence()).isNotBlank();
        assertThat(refused.nextStep()).isNotBlank();
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    @Test
    void theJournalModeIsChangedWhenTheUserAsks() {
        run("SELECT 1");
        run("INSERT INTO t VALUES(5, 'e')");
        assertThat(rows(run("PRAGMA journal_mode = DELETE")).rows()).containsExactly(row(Value.of("delete")));
        assertThat(rows(run("PRAGMA journal_mode")).rows()).containsExactly(row(Value.of("delete")));
        run("INSERT INTO t VALUES(6, 'f')");
        assertThat(run("VACUUM")).isEqualTo(new Outcome.Done(-1));
        assertThat(count("t")).isEqualTo(4);
    }

    @Test
    void readingAndMistakesOpenNoWriter() {
        TestDb readOnly = TestDb.openReadOnly(db.file());
        try (Console looks = new Console(readOnly.db(), "SQL 2")) {
            List<Outcome> outcomes = new ArrayList<>();
            for (String sql : List.of("SELECT 1", "PRAGMA user_version", "PRAGMA table_info(t)", "EXPLAIN SELECT 1")) {
                outcomes.addAll(looks.run(requests(sql), Console.Limits.DEFAULT).await());
            }
            assertThat(outcomes).allMatch(Outcome::isSuccess);
            Outcome typo = looks.run(requests("SELEC 1"), Console.Limits.DEFAULT)
                    .await()
                    .getFirst();
            assertThat(typo.result()).isInstanceOf(Outcome.Failed.class);
            Job<List<Outcome>> write = looks.run(requests("DELETE FROM t WHERE 1"), Console.Limits.DEFAULT);
            Assertions.assertThatThrownBy(write::await).isInstanceOf(DbError.ReadOnly.class);
        }
        readOnly.close();
    }

    @Test
    void countsWhatAStatementWithoutWhereWouldTouch() {
        Statements.Target target = Objects.requireNonNull(Statements.withoutWhere("DELETE FROM t"));
        assertThat(console.touched(target).await()).isEqualTo(2);
    }

    @Test
    void parametersAreBound() {
        SqlStatement statement = Statements.of("SELECT :a, ?5, :a, ?").getFirst();
        List<String> names = Parameters.of("SELECT :a, ?5, :a, ?");
        assertThat(names).containsExactly(":a", "", "", "", "?5", "?6");
        List<Value> args = names.stream().map(Value::of).toList();
        Outcome outcome = console.run(
                        List.of(new Console.Request(statement, "SELECT :a, ?5, :a, ?", args)), Console.Limits.DEFAULT)
                .await()
                .getFirst();
        assertThat(rows(outcome.result()).rows())
                .containsExactly(row(Value.of(":a"), Value.of("?5"), Value.of(":a"), Value.of("?6")));
    }

    @Test
    void explainsWithoutRunning() {
        Plan plan = console.plan("DELETE FROM t WHERE s = 'a'").await();
        assertThat(plan.raw()).isEqualTo("SCAN t\n");
        assertThat(console.plan("explain query plan select * from t where n = 1")
                        .await()
                        .raw())
                .startsWith("SEARCH t USING INTEGER PRIMARY KEY");
        assertThat(count("t")).isEqualTo(2);
    }

    private static boolean cancelled(Job<List<Outcome>> job) {
        try {
            return job.await().getLast().result() instanceof Outcome.Failed failed
                    && failed.error() instanceof DbError.Cancelled;
        } catch (DbError.Cancelled e) {
            return true;
        }
    }

    private long count(String table) {
        return db.db()
                .read(
                        "count",
                        a -> a.scalar(Sql.of("SELECT count(*) FROM " + table)).asLong())
                .await();
    }

    private Outcome.Result run(String script) {
        return runAll(script).getLast().result();
    }

    private Outcome.Result run(String sql, Console.Limits limits) {
        return console.run(requests(sql), limits).await().getLast().result();
    }

    private List<Outcome> runAll(String script) {
        List<Console.Request> requests = requests(script);
        List<Outcome> outcomes = new ArrayList<>();
        while (outcomes.size() < requests.size()) {
            outcomes.addAll(console.run(requests.subList(outcomes.size(), requests.size()), Console.Limits.DEFAULT)
                    .await());
            if (!outcomes.getLast().isSuccess()) {
                break;
            }
        }
        return outcomes;
    }

    private static List<Console.Request> requests(String script) {
        return Statements.of(script).stream()
                .map(s -> new Console.Request(s, s.text(script), List.of()))
                .toList();
    }

    private static Outcome.Rows rows(Outcome.Result result) {
        assertThat(result).isInstanceOf(Outcome.Rows.class);
        return (Outcome.Rows) result;
    }

    private static Row row(Value... cells) {
        return new Row(cells);
    }
}
