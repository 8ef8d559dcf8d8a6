package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

class CsvRowsTest {
    private static byte[] csv(CsvRows.Blobs blobs, Value... cells) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvRows rows = new CsvRows(out, blobs);
        rows.header(List.of("a", "b\"ü"));
        rows.row(new Row(cells));
        try {
            rows.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(CsvRows.Blobs blobs, Value... cells) {
        return new String(csv(blobs, cells), StandardCharsets.UTF_8);
    }

    @Test
    void nullAndEmptyTextAreToldApart() {
        assertThat(text(CsvRows.Blobs.HEX, Value.NULL, Value.of(""))).isEqualTo("a,\"b\"\"ü\"\n,\"\"\n");
    }

    @Test
    void numbersAndBlobsAreExact() {
        assertThat(text(CsvRows.Blobs.HEX, Value.of(Long.MIN_VALUE), Value.of(0.1), Value.of(new byte[] {0, -1})))
                .endsWith("\n-9223372036854775808,0.1,00ff\n");
        assertThat(text(CsvRows.Blobs.BASE64, Value.of(new byte[] {0, -1}), Value.of(Double.POSITIVE_INFINITY)))
                .endsWith("\nAP8=,Inf\n");
    }

    @Test
    void separatorsAndLinesAreQuotedAndInvalidUtf8IsKept() {
        byte[] stored = {'a', (byte) 0xc3, ',', '"', '\n', 0};
        byte[] csv = csv(
                CsvRows.Blobs.HEX, new Value.Text(new String(stored, StandardCharsets.UTF_8), stored), Value.of("ü"));
        byte[] expected = {'"', 'a', (byte) 0xc3, ',', '"', '"', '\n', 0, '"', ',', (byte) 0xc3, (byte) 0xbc, '\n'};
        assertThat(csv).endsWith(expected);
    }
}
