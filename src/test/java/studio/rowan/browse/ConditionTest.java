package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Table;

class ConditionTest {
    private static final List<String> COLUMNS = List.of("i", "t", "n", "r", "b", "u");

    @TempDir
    Path folder;

    private TestDb db;
    private Table table;

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, i INTEGER, t TEXT COLLATE NOCASE, n NUMERIC, r REAL, b BLOB, u)");
        table = db.table("t");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void insert(Value... values) {
        db.db()
                .write("rows", access -> {
                    for (Value value : values) {
                        access.update(Sql.builder()
                                .add("INSERT INTO t (i, t, n, r, b, u) VALUES (")
                                .bindAll(java.util.Collections.nCopies(6, value))
                                .add(")")
                                .build());
                    }
                    return true;
                })
                .await();
    }

    private List<Long> ids(Filter filter) {
        Sql.Builder builder = Sql.builder().add("SELECT id FROM t WHERE 1");
        for (Sql condition : filter.conditions(table)) {
            builder.add(" AND ").add(RawWhere.enclosed(condition));
        }
        return query(builder.add(" ORDER BY id").build()).stream()
                .map(row -> row.asLong(0))
                .toList();
    }

    private List<Row> query(Sql sql) {
        return db.db().read("rows", access -> access.query(sql)).await();
    }

    private static Value[] values() {
        Random random = new Random(7);
        List<Value> values = new ArrayList<>(List.of(
                Value.NULL,
                Value.of(5),
                Value.of(5.0),
                Value.of("5"),
                Value.of("5.0"),
                Value.of("005"),
                Value.of(Long.MAX_VALUE),
                Value.of(Long.MAX_VALUE - 1),
                Value.of(9.223372036854775807e18),
                Value.of(0.1 + 0.2),
                Value.of(0.3),
                Value.of(Double.POSITIVE_INFINITY),
                Value.of(""),
                Value.of(" "),
                Value.of("NULL"),
                Value.of(">10"),
                Value.of("Row"),
                Value.of("ROW"),
                Value.of("a%b_c\\d"),
                Value.of("x\0y"),
                Value.of("line\nline"),
                Value.of(new byte[0]),
                Value.of("Row".getBytes(StandardCharsets.UTF_8)),
                Value.of(new byte[] {0, -1, 0})));
        for (int i = 0; i < 20; i++) {
            values.add(Value.of(random.nextLong()));
            values.add(Value.of(random.nextGaussian() * 1e10));
        }
        return values.toArray(Value[]::new);
    }

    /// What SQLite says of class and bytes is the oracle.
    @Test
    void anExactValueFindsItsClassAndBytesInEveryAffinity() {
        insert(values());
        insert(Value.NULL);
        db.run("UPDATE t SET t = CAST(x'c328' AS TEXT), u = CAST(x'c328' AS TEXT) WHERE id = 2");
        for (String column : COLUMNS) {
            List<Row> cells = query(Sql.of("SELECT \"" + column + "\", typeof(\"" + column + "\"), hex(CAST(\"" + column
                    + "\" AS BLOB)) || ifnull(\"" + column + "\" + 0, '') FROM t ORDER BY id"));
            for (Row cell : cells) {
                List<Long> expected = new ArrayList<>();
                for (int i = 0; i < cells.size(); i++) {
                    Row other = cells.get(i);
                    if (other.get(1).equals(cell.get(1)) && other.get(0).equals(cell.get(0))) {
                        expected.add(i + 1L);
                    }
                }
                Rule rule = Rule.exact(column, false, Operator.EQUALS, List.of(cell.get(0)));
                assertThat(ids(Filter.NONE.plus(rule)))
                        .as("%s = %s", column, cell)
                        .isEqualTo(expected);
                Rule in = Rule.exact(column, false, Operator.IN, List.of(cell.get(0), Value.of("none such")));
                assertThat(ids(Filter.NONE.plus(in)))
                        .as("%s in %s", column, cell)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5",
                "=5",
                "=5.0",
                "=005",
                ">5",
                "<=5",
                "1~6",
                "~5",
                "NULL",
                "=\"\"",
                "row",
                "*ow",
                "R?w*",
                "/^r/i",
                "/5$/",
                "5, row",
                "in (NULL, 5)",
                "=Row",
                ">Row",
                "<row",
                "a%b_c",
                "=a%b_c\\d",
                "0.3",
                "=0.3",
                "\"NULL\"",
                "\\>10",
                "=9223372036854775807",
                ">=9223372036854775806"
            })
    void aConditionAndItsContraryPartTheRows(String typed) {
        insert(values());
        List<Long> all = ids(Filter.NONE);
        for (String column : COLUMNS) {
            List<Long> both = new ArrayList<>(ids(Filter.NONE.with(column, typed)));
            List<Long> others = ids(Filter.NONE.with(column, "!" + typed));
            assertThat(both).as(column).doesNotContainAnyElementsOf(others);
            both.addAll(others);
            assertThat(both).as(column).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "u | =\"\" | 6",
                "u | =\"NULL\" | 7",
                "u | =NULL | 1",
                "u | !=NULL | 2 3 4 5 6 7 8 9 10 11 12",
                "u | \"NULL\" | 7",
                "u | =\">10\" | 8",
                "u | \\>10 | 8",
                "u | >10 | 4 5",
                "u | 9~20 | 2 3 5",
                "u | 20~9 | 2 3 5",
                "u | 10~ | 2 4 5",
                "u | ~9.5 | 3",
                "t | >2024-02 | 3 4 7 8 10 11 12",
                "t | 2024-01-15~2024-02-15 | 10",
                "u | *smith* | 11 12",
                "u | Smith* | 11",
                "u | *a*smith | 12",
                "u | \"Smith, John\" | 11",
                "u | Smith, John | ",
                "u | =Smith, John | 11",
                "u | in (9.5, 10,\"Smith, John\") | 2 3 11",
                "u | 9.5, 10, , NULL | 1 2 3",
                "u | not in (9.5, NULL) | 2 4 5 6 7 8 9 10 11 12",
                "u | /^S.*, J/ | 11",
                "u | /^s.*, j/i | 11",
                "u | !/\\d/ | 1 6 7 9 11 12",
                "u | /usr | 9",
                "u | = | 1 2 3 4 5 6 7 8 9 10 11 12",
                "u | ? | 1 2 3 4 5 6 7 8 9 10 11 12",
            })
    void operators(String column, String typed, String expected) {
        insert(
                Value.NULL,
                Value.of(10),
                Value.of(9.5),
                Value.of(9_007_199_254_740_993L),
                Value.of(11.5),
                Value.of(""),
                Value.of("NULL"),
                Value.of(">10"),
                Value.of("/usr/lib"),
                Value.of("2024-02-01"),
                Value.of("Smith, John"),
                Value.of("anna smith"));
        List<Long> wanted = new ArrayList<>();
        for (String id : expected == null ? new String[0] : expected.split(" ")) {
            wanted.add(Long.valueOf(id));
        }
        assertThat(ids(Filter.NONE.with(column, typed))).isEqualTo(wanted);
    }

    /// SQLite's LIKE and substr end at a NUL character, so its string functions are no oracle.
    @ParameterizedTest
    @CsvSource({
        "CONTAINS, needle",
        "CONTAINS, x",
        "STARTS, x",
        "STARTS, nEEdle",
        "STARTS, xé",
        "ENDS, x",
        "ENDS, needle",
        "ENDS, éX",
        "ENDS, %_",
        "GLOB, x",
        "GLOB, *needle",
        "GLOB, x*x",
        "GLOB, x?NEEDLE",
        "GLOB, ?",
        "GLOB, *.*",
        "GLOB, *é?",
        "REGEX, ^x.needle$",
        "REGEX, needle",
        "CONTAINS, 5",
        "STARTS, 1",
        "ENDS, 5",
        "GLOB, 1*5"
    })
    void textsAreReadBeyondANulCharacter(Operator operator, String text) {
        List<String> texts = List.of(
                "",
                "\0",
                "x",
                "x\0",
                "\0x",
                "x\0needle",
                "X\0Needle",
                "\0needle",
                "needle\0",
                "a\0needle\0b",
                "x\0x",
                "xé\0éx",
                "é\0X",
                "%_\0%_",
                "needle",
                "x.needle",
                "\0.",
                "x\0\0é\0",
                "x\nx",
                "1\0",
                "1\0005",
                "\0001");
        insert(texts.stream().map(Value::of).toArray(Value[]::new));
        insert(Value.NULL, Value.of(1005), Value.of(1.5));
        List<String> all = new ArrayList<>(texts);
        all.addAll(java.util.Arrays.asList(null, "1005", "1.5"));
        for (String column : List.of("t", "u")) {
            for (boolean not : new boolean[] {false, true}) {
                List<Long> expected = new ArrayList<>();
                for (int i = 0; i < all.size(); i++) {
                    String held = all.get(i);
                    if ((held != null && meets(operator, held, text)) != not) {
                        expected.add(i + 1L);
                    }
                }
                assertThat(ids(Filter.NONE.plus(Rule.typed(column, not, operator, text))))
                        .as("%s %s %s %s", column, not, operator, text)
                        .isEqualTo(expected);
            }
        }
    }

    private static boolean meets(Operator operator, String held, String text) {
        String cell = ascii(held);
        String wanted = ascii(text);
        return switch (operator) {
            case CONTAINS -> cell.contains(wanted);
            case STARTS -> cell.startsWith(wanted);
            case ENDS -> cell.endsWith(wanted);
            case GLOB -> globs(cell, wanted);
            case REGEX -> java.util.regex.Pattern.compile(text).matcher(held).find();
            default -> throw new IllegalArgumentException(operator.name());
        };
    }

    private static boolean globs(String cell, String glob) {
        if (glob.isEmpty()) {
            return cell.isEmpty();
        }
        if (glob.charAt(0) == '*') {
            return globs(cell, glob.substring(1)) || !cell.isEmpty() && globs(cell.substring(1), glob);
        }
        return !cell.isEmpty()
                && (glob.charAt(0) == '?' || glob.charAt(0) == cell.charAt(0))
                && globs(cell.substring(1), glob.substring(1));
    }

    private static String ascii(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "= | operand | 1",
                ">= | operand | 2",
                "=\"open | quote | 1",
                "/a(b/ | regex | 4",
                "!/a(b/ | regex | 5",
                "/[/ | regex | 1",
                "in () | list | 5",
            })
    void whatIsWrongIsSaidAndPlaced(String typed, String key, int offset) {
        assertThat(FilterText.read(typed)).isInstanceOfSatisfying(FilterText.Read.Fault.class, fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.offset()).isEqualTo(offset);
            assertThat(FilterWords.fault(fault)).contains("at character " + (offset + 1));
        });
        assertThat(Filter.NONE.with("u", typed).isEmpty()).isTrue();
    }

    @Test
    void whateverIsQuotedIsFoundAsItIs() {
        insert(values());
        for (Value value : values()) {
            if (value instanceof Value.Text text
                    && !text.value().isEmpty()
                    && text.value().indexOf('\0') < 0) {
                List<Long> expected =
                        query(Sql.of("SELECT id FROM t WHERE u = ? AND typeof(u) = 'text'", value)).stream()
                                .map(row -> row.asLong(0))
                                .toList();
                assertThat(ids(Filter.NONE.with("u", "=" + FilterText.quoted(text.value()))))
                        .as(text.value())
                        .isEqualTo(expected);
                assertThat(ids(Filter.NONE.with("u", FilterText.quoted(text.value()))))
                        .as(text.value())
                        .containsAll(expected);
            }
        }
    }

    @Test
    void groupsHoldAllOrAnyAndWhatIsOffIsLeftOut() {
        for (long id = 1; id <= 20; id++) {
            insert(Value.of(id));
        }
        Rule low = Rule.typed("i", false, Operator.LESS, "3");
        Rule high = Rule.typed("i", false, Operator.GREATER, "18");
        Filter any = Filter.NONE.withGroups(List.of(new Filter.Group(true, List.of(low, high))));
        assertThat(ids(any)).containsExactly(1L, 2L, 19L, 20L);
        assertThat(ids(any.plus(Rule.typed("i", false, Operator.IN, "1, 5, 20"))))
                .containsExactly(1L, 20L);
        assertThat(ids(any.each(rule -> rule.equals(low) ? rule.withOff(true) : rule)))
                .containsExactly(19L, 20L);
        Filter off = any.each(rule -> rule.withOff(true)).with(new Filter.Term("i", "3", true));
        assertThat(ids(off)).hasSize(20);
        assertThat(off.isEmpty()).isTrue();
        assertThat(off.columns()).isEmpty();
        assertThat(any.columns()).containsExactly("i");
        Filter open = Filter.NONE.plus(Rule.typed("i", false, Operator.EQUALS, ""));
        assertThat(ids(open)).as("not complete yet").hasSize(20);
        assertThat(open.isEmpty()).isTrue();
        assertThat(ids(Filter.NONE.plus(Rule.typed("i", true, Operator.BETWEEN, "2 ~ 19"))))
                .containsExactly(1L, 20L);
        assertThat(Rule.typed("i", false, Operator.BETWEEN, "2").fault()).isNotNull();
        assertThat(Rule.typed("i", false, Operator.REGEX, "(").fault()).isNotNull();
    }

    /// Readers refuse larger values than that, and would end the whole statement.
    @Test
    void oneHugeCellMakesNoTableUnfilterable() {
        db.run(
                "INSERT INTO t (i, t, b, u) VALUES (1, NULL, zeroblob(70000000), zeroblob(70000000)), (2, 'x', x'01', 'x')");
        for (String typed : List.of("x", "=x", "!=y", "*x*", "/x/", "x, y", ">=x", "!NULL", "!5")) {
            assertThat(ids(Filter.NONE.with("u", typed))).as(typed).contains(2L);
        }
        assertThat(ids(Filter.NONE.plus(Rule.exact("b", false, Operator.EQUALS, List.of(Value.of(new byte[] {1}))))))
                .containsExactly(2L);
    }
}
