package studio.rowan.grid;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// Rows as CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)) in UTF-8, text byte for byte as it is stored. NULL
/// is nothing between two commas, empty text is `""`.
public final class CsvRows implements RowWriter {
    /// How bytes that are no text are written.
    public enum Blobs {
        HEX,
        BASE64
    }

    private final CsvWriter csv;
    private final Blobs blobs;

    public CsvRows(OutputStream out, Blobs blobs) {
        this.blobs = blobs;
        // One char is one byte here, so that text which is not valid UTF-8 comes out as it is.
        this.csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }

    public void header(List<String> columns) {
        csv.writeRecord(columns.stream()
                .map(name -> bytes(name.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    @Override
    public void row(Row row) {
        String[] fields = new String[row.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = field(row.get(i));
        }
        csv.writeRecord(fields);
    }

    @SuppressWarnings("NullAway") // null is how fastcsv is told of no value
    private String field(Value value) {
        return switch (value) {
            case Value.Null _ -> null;
            case Value.Int(long number) -> Long.toString(number);
            case Value.Real(double number) -> Value.Real.text(number);
            case Value.Text text -> bytes(text.bytes());
            case Value.Blob(byte[] bytes) ->
                blobs == Blobs.HEX
                        ? HexFormat.of().formatHex(bytes)
                        : Base64.getEncoder().encodeToString(bytes);
            case Value.Large large -> throw new IllegalArgumentException("content not loaded: " + large);
        };
    }

    private static String bytes(byte[] utf8) {
        return new String(utf8, StandardCharsets.ISO_8859_1);
    }
}
