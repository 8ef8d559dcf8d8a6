package studio.rowan.grid;

import java.io.OutputStream;
import java.util.List;

/// Forms in which rows are written to a file.
public enum ExportFormat {
    /// With bytes as hexadecimal digits.
    CSV,
    JSON,
    NDJSON;

    /// Begins to write: the names of the columns first, where the form has a place for them.
    public RowWriter writer(OutputStream out, List<String> columns) {
        return switch (this) {
            case CSV -> {
                CsvRows csv = new CsvRows(out, CsvRows.Blobs.HEX);
                csv.header(columns);
                yield csv;
            }
            case JSON -> new JsonRows(out, columns, false);
            case NDJSON -> new JsonRows(out, columns, true);
        };
    }

    /// What names of such files end with, without the dot.
    public String extension() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
