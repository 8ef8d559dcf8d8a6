package studio.rowan.console;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// The rows of one result that are kept in memory: up to a number of rows and bytes.
final class Kept {
    private static final int CELL_BYTES = 40;

    private final int mostRows;
    private final long mostBytes;
    private final List<Row> rows = new ArrayList<>();
    private long bytes;
    private long seen;

    Kept(int mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /// Keeps the row where there is room; false once there is none.
    boolean take(Row row) {
        seen++;
        if (rows.size() >= mostRows || bytes >= mostBytes) {
            return false;
        }
        rows.add(row);
        bytes += weight(row);
        return true;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    long seen() {
        return seen;
    }

    long bytes() {
        return bytes;
    }

    boolean isCut() {
        return seen > rows.size();
    }

    private static long weight(Row row) {
        long weight = CELL_BYTES;
        for (Value cell : row.cells()) {
            weight += CELL_BYTES;
            weight += switch (cell) {
                case Value.Text text -> text.value().length() * 2L + (text.raw() == null ? 0 : text.bytes().length);
                case Value.Blob(byte[] content) -> content.length;
                case Value.Null _, Value.Int _, Value.Real _, Value.Large _ -> 0;
            };
        }
        return weight;
    }
}
