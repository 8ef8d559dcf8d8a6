package studio.rowan.grid;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import studio.rowan.db.Row;

/// Rows as JSON in UTF-8: an array of objects, or one object a line ([NDJSON](https://github.com/ndjson/ndjson-spec)).
/// Integers keep all their digits; bytes, and text that is no UTF-8, are `"x'…'"`.
final class JsonRows implements RowWriter {
    private final Writer out;
    private final List<String> columns;
    private final boolean lines;
    private boolean any;

    JsonRows(OutputStream out, List<String> columns, boolean lines) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.columns = List.copyOf(columns);
        this.lines = lines;
    }

    @Override
    public void row(Row row) {
        StringBuilder text = new StringBuilder(lines ? "" : any ? ",\n  " : "[\n  ");
        any = true;
        CopyFormat.object(columns, row, text);
        put(lines ? text.append('\n') : text);
    }

    @Override
    public void end() throws IOException {
        if (!lines) {
            put(any ? "\n]\n" : "[]\n");
        }
        out.flush();
    }

    private void put(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
