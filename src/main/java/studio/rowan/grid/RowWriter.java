package studio.rowan.grid;

import java.io.IOException;
import studio.rowan.db.Row;

/// Takes rows one by one and writes them in some form. What fails while a row is written is an
/// [java.io.UncheckedIOException].
public interface RowWriter {
    void row(Row row);

    /// Writes what closes the form, and hands all of it on.
    void end() throws IOException;
}
