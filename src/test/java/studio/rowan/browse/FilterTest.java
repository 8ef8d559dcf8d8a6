package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.TestDb;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class FilterTest {
    private static final String ODD = "od\"d ] [ 'n' ${a} %";

    @TempDir
    Path folder;

    private TestDb db;

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder, "CREATE TABLE t (id INTEGER PRIMARY KEY, " + Ident.quote(ODD) + ", n INTEGER, txt TEXT)");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void insert(long id, Value value) {
        db.db()
                .write(
                        "row",
                        access -> access.update(
                                Sql.of("INSERT INTO t VALUES (?, ?, ?, ?)", Value.of(id), value, value, value)))
                .await();
    }

    private List<Long> ids(Filter filter) {
        Sql.Builder builder = Sql.builder().add("SELECT id FROM t WHERE 1");
        for (Sql condition : filter.conditions(db.table("t"))) {
            builder.add(" AND ").add(RawWhere.enclosed(condition));
        }
        Sql sql = builder.add(" ORDER BY id").build();
        return db.db()
                .read(
                        "ids",
                        access -> access.query(sql).stream()
                                .map(row -> row.asLong(0))
                                .toList())
                .await();
    }

    @Test
    void containsFindsWhatJavaFinds() {
        String letters = "aAbB%_\\'\"äÄ .1é";
        Random random = new Random(42);
        List<String> stored = new ArrayList<>();
        for (int id = 0; id < 300; id++) {
            String text = word(random, letters, random.nextInt(8));
            stored.add(text);
            insert(id, id % 5 == 0 ? Value.of(text.getBytes(StandardCharsets.UTF_8)) : Value.of(text));
        }
        for (int i = 0; i < 150; i++) {
            String sought = word(random, letters, 1 + random.nextInt(2));
            List<Long> expected = matching(stored, text -> ascii(text).contains(ascii(sought)));
            assertThat(ids(Filter.NONE.with(ODD, "\\" + sought))).as(sought).isEqualTo(expected);
            assertThat(ids(Filter.NONE.with("txt", "\\" + sought))).as(sought).isEqualTo(expected);
        }
    }

    private static List<Long> matching(List<String> stored, Predicate<String> test) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            if (test.test(stored.get(i))) {
                ids.add((long) i);
            }
        }
        return ids;
    }

    private static String word(Random random, String letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    /// Upper and lower case are the same for ASCII letters alone.
    private static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 2 3 4 5 6",
                "=5 | 2 3",
                "!=5 | 1 4 5 6 7 8",
                ">5 | 4 5 6",
                ">=5 | 2 3 4 5 6",
                "<0 | 7",
                "-3~5 | 2 3 7",
                "NULL | 1",
                "!NULL | 2 3 4 5 6 7 8",
                "null | ",
                "= 15.5 | 5",
                ">=word | 8",
            })
    void operatorsCompareNumbers(String typed, String expected) {
        Value[] values = {
            Value.NULL,
            Value.of(5),
            Value.of(5.0),
            Value.of(55),
            Value.of(15.5),
            Value.of(9_007_199_254_740_993L),
            Value.of(-2),
            Value.of("word")
        };
        for (int i = 0; i < values.length; i++) {
            insert(i + 1, values[i]);
        }
        List<Long> wanted = new ArrayList<>();
        if (expected != null) {
            for (String id : expected.split(" ")) {
                wanted.add(Long.valueOf(id));
            }
        }
        assertThat(ids(Filter.NONE.with("n", typed))).isEqualTo(wanted);
    }

    @Test
    void equalsIsExactBeyond53Bits() {
        insert(1, Value.of(9_007_199_254_740_993L));
        insert(2, Value.of(9_007_199_254_740_992L));
        assertThat(ids(Filter.NONE.with("n", "=9007199254740993"))).containsExactly(1L);
    }

    @Test
    void allConditionsHoldTogether() {
        for (long id = 1; id <= 20; id++) {
            insert(id, Value.of("row " + id));
        }
        Filter filter = Filter.NONE.with("txt", "1").with(ODD, "0").withWhere("id < 100 -- all");
        assertThat(ids(filter)).containsExactly(10L);
        assertThat(ids(filter.withWhere("id = 1 OR id = 10"))).containsExactly(10L);
        assertThat(ids(filter.with("txt", "").with(ODD, "").withWhere(""))).hasSize(20);
        assertThat(filter.with("txt", "2").text("txt")).isEqualTo("2");
        assertThat(filter.with("txt", "2").terms()).hasSize(2);
    }

    private RawWhere.Fault check(String where) {
        return db.db()
                .read("check", access -> java.util.Optional.ofNullable(RawWhere.check(access, "t", where)))
                .await()
                .orElse(null);
    }

    @Test
    void rawConditionIsCheckedBySqliteAndPlaced() {
        assertThat(check("length(txt) > 8")).isNull();
        assertThat(check("txt LIKE 'a%' -- why")).isNull();
        assertThat(check("")).isNull();
        RawWhere.Fault column = check("id > 3 AND titel = 1");
        assertThat(column.words()).contains("no such column: titel");
        assertThat(column.offset()).isEqualTo(11);
        assertThat(check("id > ").offset()).isEqualTo("id > ".length());
        assertThat(check("count(*) > 1").words()).contains("aggregate");
        assertThat(check("1 LIMIT 3").words()).contains("LIMIT");
    }

    @Test
    void rawConditionCannotEscapeFromItsParentheses() {
        assertThat(check("1) OR (1").kind()).isEqualTo(RawWhere.Fault.Kind.PARENTHESIS);
        assertThat(check("1) OR (1").offset()).isEqualTo(1);
        assertThat(check("1; DROP TABLE t").kind()).isEqualTo(RawWhere.Fault.Kind.SEMICOLON);
        assertThat(check("id = ?").kind()).isEqualTo(RawWhere.Fault.Kind.PARAMETER);
        assertThat(check("1 /* open").kind()).isEqualTo(RawWhere.Fault.Kind.OPEN_END);
        assertThat(check("txt = 'open").kind()).isEqualTo(RawWhere.Fault.Kind.OPEN_END);
        assertThat(check("txt = ';)?'")).isNull();
    }

    @Test
    void termsOfColumnsThatAreGoneAreDropped() {
        Filter filter = Filter.NONE.with("gone", "x").with("txt", "y");
        assertThat(filter.on(db.table("t")).terms()).containsExactly(new Filter.Term("txt", "y"));
    }
}
