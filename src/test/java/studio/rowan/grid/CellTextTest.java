package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class CellTextTest {
    private static String shown(String text) {
        return CellText.of(Value.of(text)).text();
    }

    /// The parts of a text that are signs.
    private static List<String> signs(CellText cell) {
        return cell.marks().stream()
                .map(mark -> cell.text().substring(mark.from(), mark.to()))
                .toList();
    }

    @Test
    void nullEmptyTextAndBlobsNeverLookAlike() {
        List<Value> values = List.of(
                Value.NULL,
                Value.of(""),
                Value.of("NULL"),
                Value.of(new byte[0]),
                new Value.Large(Value.StorageClass.TEXT, 0),
                Value.of(0),
                Value.of(0.0),
                Value.of("0"));
        Set<String> looks = new HashSet<>();
        for (Value value : values) {
            CellText cell = CellText.of(value);
            looks.add(cell.text() + "|" + cell.kind());
        }
        assertThat(looks).hasSameSizeAs(values);
        assertThat(CellText.of(Value.of("NULL")).words()).isEqualTo("NULL, text");
        assertThat(CellText.of(Value.of("-12.5e3")).words()).isEqualTo("-12.5e3, text");
        assertThat(CellText.of(Value.of("12 a")).words()).isEqualTo("12 a");
    }

    @Test
    void numbersAreExact() {
        assertThat(CellText.of(Value.of(Long.MIN_VALUE)).text()).isEqualTo("-9223372036854775808");
        assertThat(CellText.of(Value.of(9007199254740993L)).text()).isEqualTo("9007199254740993");
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(CellText.of(Value.of(number)).text()))
                        .isEqualTo(number);
            }
        }
        assertThat(CellText.of(Value.of(1.0)).text()).isEqualTo("1.0");
    }

    @Test
    void whatCannotBeSeenIsMarked() {
        assertThat(shown("a\tb\r\nc")).isEqualTo("a⇥b⟨CR⟩⏎c");
        assertThat(shown("  x ")).isEqualTo("··x·");
        assertThat(shown("   ")).isEqualTo("···");
        assertThat(shown("a b  c")).isEqualTo("a b  c");
        assertThat(shown("a\0b\u0007")).isEqualTo("a⟨NUL⟩b⟨BEL⟩");
        assertThat(shown("in\u200bvoice\u202e")).isEqualTo("in⟨U+200B⟩voice⟨U+202E⟩");
        assertThat(shown("soft\u00adhyphen\u00a0")).isEqualTo("soft⟨U+00AD⟩hyphen␣");
        assertThat(shown("日本語\u3000は")).isEqualTo("日本語\u3000は");
        CellText cell = CellText.of(Value.of(" a\n\nb"));
        assertThat(signs(cell)).containsExactly("·", "⏎⏎");
        assertThat(CellText.of(Value.of("a⏎b")).marks())
                .as("the sign itself is text")
                .isEmpty();
    }

    @Test
    void invalidUtf8IsShownNotRepaired() {
        byte[] raw = {'a', (byte) 0xff, '\n', (byte) 0xc3, (byte) 0xa9, (byte) 0xc3};
        Value.Text text = new Value.Text(new String(raw, StandardCharsets.UTF_8), raw);
        CellText cell = CellText.of(text);
        assertThat(cell.text()).isEqualTo("a⟨FF⟩⏎é⟨C3⟩");
        assertThat(signs(cell)).containsExactly("⟨FF⟩⏎", "⟨C3⟩");
        assertThat(CopyFormat.plain(text)).isEqualTo(text.value());
    }

    @Test
    void aLongTextIsCutAndNothingBehindIsLookedAt() {
        String head = "é".repeat(5000);
        byte[] raw = (head + "\u0001").getBytes(StandardCharsets.UTF_8);
        raw[raw.length - 1] = (byte) 0xff;
        String whole = new String(raw, StandardCharsets.UTF_8);
        assertThat(CellText.of(new Value.Text(whole, raw)).marks())
                .as("the cut divides no character")
                .isEmpty();
        assertThat(shown("x".repeat(60_000))).hasSize(MarkedText.LONGEST + 1).endsWith("x…");
        assertThat(shown("x".repeat(399) + "😀" + "y".repeat(50))).isEqualTo("x".repeat(399) + "…");
    }

    @Test
    void aClassThatTheColumnDoesNotPromiseHasABadge(@TempDir Path folder) {
        String[][] cases = {
            {"INTEGER", "1.5", "real"},
            {"BIGINT", "'x'", "text"},
            {"INTEGER", "x'00'", "blob"},
            {"DOUBLE", "'x'", "text"},
            {"TEXT", "x'00'", "blob"},
            {"VARCHAR(9)", "'x'", ""},
            {"BLOB", "'x'", "text"},
            {"", "'x'", ""},
            {"DATETIME", "'2024-01-01'", ""},
            {"DECIMAL(9,2)", "'x'", "text"},
            {"BOOLEAN", "'true'", "text"},
            {"POINT", "x'4750'", ""},
            {"INTEGER", "NULL", ""},
            {"INTEGER", "'12'", ""},
            {"REAL", "3", ""}
        };
        String columns = IntStream.range(0, cases.length)
                .mapToObj(i -> "c" + i + " " + cases[i][0])
                .collect(Collectors.joining(", "));
        String values = Arrays.stream(cases).map(c -> c[1]).collect(Collectors.joining(", "));
        try (TestDb db =
                TestDb.create(folder, "CREATE TABLE t(" + columns + ")", "INSERT INTO t VALUES (" + values + ")")) {
            List<GridColumn> shown = GridColumn.of(db.table("t"));
            Row row = db.db()
                    .read("t", access -> access.query(Sql.of("SELECT * FROM t")))
                    .await()
                    .getFirst();
            for (int i = 0; i < cases.length; i++) {
                CellText cell = CellText.of(row.get(i)).in(shown.get(i), row.get(i));
                assertThat(cell.badge())
                        .as("%s in %s", cases[i][1], cases[i][0])
                        .isEqualTo(cases[i][2]);
                if (!cases[i][2].isEmpty()) {
                    assertThat(cell.words()).endsWith(cases[i][2] + " in a column declared " + cases[i][0]);
                }
            }
        }
    }
}
