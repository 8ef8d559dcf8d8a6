package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

class EditorTextTest {
    @Test
    void whatAnEditorShowsItGivesBack() {
        for (String text : List.of("", "a", "a\nb", "a\r\nb\r\n", "tab\there", "\n", "\r\n", "ä€😀")) {
            Value.Text value = new Value.Text(text);
            assertThat(EditorText.shows(value)).as(text).isTrue();
            EditorText shown = EditorText.of(value);
            assertThat(shown.text()).doesNotContain("\r");
            assertThat(shown.stored(shown.text())).isEqualTo(text);
        }
    }

    @Test
    void whatItWouldChangeItDoesNotShow() {
        for (String text : List.of("a\rb", "a\r\nb\nc", "a\nb\r\nc", "\r", "bell\u0007", "nul\u0000", "del\u007f")) {
            assertThat(EditorText.shows(new Value.Text(text))).isFalse();
        }
        assertThat(EditorText.shows(new Value.Text("a\ufffd", new byte[] {'a', (byte) 0xff})))
                .isFalse();
        assertThat(EditorText.shows(new Value.Text("x".repeat(30_000)))).isFalse();
        assertThat(EditorText.shows(new Value.Blob(new byte[0]))).isFalse();
        assertThat(EditorText.shows(new Value.Large(Value.StorageClass.TEXT, 100_000)))
                .isFalse();
    }

    @Test
    void numbersAreWrittenExactly() {
        assertThat(EditorText.of(Value.of(Long.MIN_VALUE)).text()).isEqualTo("-9223372036854775808");
        for (double number : new double[] {0.1, 1e300, -1e-7, 1.0 / 3, 12345678.9, 1e16}) {
            String text = EditorText.of(Value.of(number)).text();
            assertThat(Double.parseDouble(text)).isEqualTo(number);
        }
    }

    @Test
    void copiedCellsComeBackAsTheyWere() {
        List<Value> row = List.of(
                Value.NULL,
                new Value.Text(""),
                new Value.Text("two\nlines\tand tab"),
                Value.of(Long.MAX_VALUE),
                Value.of(0.1),
                Value.of(Double.NEGATIVE_INFINITY),
                new Value.Blob(new byte[] {0, -1}),
                new Value.Blob(new byte[0]),
                new Value.Text("a\ufffd", new byte[] {'a', (byte) 0xff}));
        String written =
                CopiedCells.write(List.of(new Row(row.toArray(Value[]::new)), new Row(new Value[] {Value.NULL})));
        assertThat(CopiedCells.read(written)).isEqualTo(new CopiedCells(List.of(row, List.of(Value.NULL))));
        assertThat(CopiedCells.read("anything else")).isNull();
        assertThat(CopiedCells.read("")).isNull();
        assertThat(CopiedCells.read("i12x")).isNull();
    }
}
