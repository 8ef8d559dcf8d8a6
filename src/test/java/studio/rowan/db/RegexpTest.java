package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.kit.Text;

class RegexpTest {
    /// Backtracks for longer than anybody lives.
    private static final String RUNAWAY = "(.*a){12}x";

    @TempDir
    Path folder;

    private TestDb db;

    @BeforeEach
    void open() {
        db = TestDb.create(folder, "CREATE TABLE t (id INTEGER PRIMARY KEY, s)");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void insert(Value value) {
        db.db()
                .write("row", access -> access.update(Sql.of("INSERT INTO t (s) VALUES (?)", value)))
                .await();
    }

    private List<Long> matching(String pattern) {
        Sql sql = Sql.of("SELECT id FROM t WHERE s REGEXP ? ORDER BY id", Value.of(pattern));
        return db.db()
                .read(
                        "match",
                        access -> access.query(sql).stream()
                                .map(row -> row.asLong(0))
                                .toList())
                .await();
    }

    @Test
    void findsAPartOfTextsNumbersAndBytes() {
        insert(Value.of("Rowan tree"));
        insert(Value.of("rowan"));
        insert(Value.of(2024));
        insert(Value.of(1.5));
        insert(Value.NULL);
        insert(Value.of("a\nrow".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(matching("row")).containsExactly(2L, 6L);
        assertThat(matching("(?i)row")).containsExactly(1L, 2L, 6L);
        assertThat(matching("^\\d+$")).containsExactly(3L);
        assertThat(matching("\\.")).containsExactly(4L);
        assertThat(matching("")).containsExactly(1L, 2L, 3L, 4L, 6L);
    }

    @Test
    void aWriterKnowsItToo() {
        insert(Value.of("x1"));
        insert(Value.of("y1"));
        long changed = db.db()
                .write("w", access -> access.update(Sql.of("UPDATE t SET s = 'z' WHERE s REGEXP '^x'")))
                .await();
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void anInvalidPatternIsSaidAndPlaced() {
        insert(Value.of("x"));
        assertThatThrownBy(() -> matching("a(b"))
                .isInstanceOf(DbError.Syntax.class)
                .hasMessage("REGEXP: the pattern is not valid: Unclosed group at character 4");
        assertThat(Regexp.check("a(b")).isEqualTo(new Regexp.Fault("Unclosed group", 3));
        assertThat(Regexp.check("a(b)")).isNull();
        assertThat(Regexp.check("(".repeat(100_000))).isNotNull();
    }

    @Test
    void aRunawayPatternEndsWithASentence() {
        insert(Value.of("a".repeat(50_000) + "!"));
        for (String pattern : List.of("(a+)+$", "(a|a)*b", RUNAWAY)) {
            assertThatThrownBy(() -> matching(pattern))
                    .as(pattern)
                    .isInstanceOfSatisfying(DbError.Syntax.class, error -> {
                        assertThat(error.words())
                                .startsWith("REGEXP: the pattern ")
                                .contains(" on the text that begins with “aaaa");
                        assertThat(Text.error(error).sentence()).contains("on the text that begins with “aaaa");
                        assertThat(Text.error(error).nextStep()).contains("simpler");
                    });
        }
        assertThat(matching("!$")).as("the lane goes on").containsExactly(1L);
    }

    @Test
    void cancelEndsARunawayPattern() throws Exception {
        Path file = folder.resolve("own.db");
        Db.create(file, new DbFiles());
        AtomicBoolean asked = new AtomicBoolean();
        // Without a limit of time, only the flag can end it.
        try (Conn conn = new Connections(file, new DbFiles(), Connections.Way.READ_ONLY, 1000).writer()) {
            Job<Boolean> job = new Job<>("match", () -> false);
            Regexp.install(conn.jdbc(), Duration.ofDays(1), () -> {
                asked.set(true);
                job.cancel();
                return job.isCancelled();
            });
            conn.running(job);
            assertThatThrownBy(() -> conn.scalar("SELECT '" + "a".repeat(50_000) + "' REGEXP '" + RUNAWAY + "'"))
                    .isInstanceOf(DbError.Cancelled.class);
            assertThat(asked).isTrue();
        }
    }

    @Test
    void aBoundOfTimeEndsItAsAnyOtherRead() {
        insert(Value.of("a".repeat(50_000)));
        Sql sql = Sql.of("SELECT count(*) FROM t WHERE s REGEXP ?", Value.of(RUNAWAY));
        assertThat(db.db()
                        .read("match", access -> access.within(Duration.ofMillis(50), () -> access.scalar(sql)))
                        .await())
                .isEmpty();
    }
}
