package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.CopiedCells;

/// Text from a clipboard as cells: tabs between them, lines below each other, quoted where a cell holds either, as
/// spreadsheets write it.
record PastedBlock(List<List<Cell>> rows) {
    /// @param exact the value itself where it was copied here; else `text` says it
    record Cell(@Nullable Value exact, String text) {}

    static PastedBlock of(CopiedCells copied) {
        return new PastedBlock(copied.rows().stream()
                .map(row -> row.stream().map(value -> new Cell(value, "")).toList())
                .toList());
    }

    static PastedBlock of(String text) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> row = new ArrayList<>();
        int at = 0;
        boolean more = true;
        while (more) {
            StringBuilder cell = new StringBuilder();
            at = cell(text, at, cell);
            row.add(new Cell(null, cell.toString()));
            more = at < text.length();
            char end = more ? text.charAt(at) : '\n';
            at++;
            if (end != '\t') {
                rows.add(row);
                row = new ArrayList<>();
                at += end == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
                // The line end of the last line begins no further one.
                more &= at < text.length();
            }
        }
        return new PastedBlock(rows);
    }

    /// @return where the cell ends
    private static int cell(String text, int from, StringBuilder cell) {
        int quoted = quotedEnd(text, from);
        if (quoted > 0) {
            cell.append(text.substring(from + 1, quoted - 1).replace("\"\"", "\""));
            return quoted;
        }
        int at = from;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        cell.append(text, from, at);
        return at;
    }

    /// Where a quoted cell ends; -1 where it is none: the closing quote has to stand before a tab or a line end.
    private static int quotedEnd(String text, int from) {
        if (from >= text.length() || text.charAt(from) != '"') {
            return -1;
        }
        int at = from + 1;
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at += 2;
            } else {
                return at + 1 == text.length() || isEnd(text.charAt(at + 1)) ? at + 1 : -1;
            }
        }
        return -1;
    }

    private static boolean isEnd(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    int height() {
        return rows.size();
    }

    int width() {
        return rows.stream().mapToInt(List::size).max().orElse(0);
    }

    /// `null` where a row is shorter than others.
    @Nullable
    Cell cell(int row, int column) {
        List<Cell> cells = rows.get(row);
        return column < cells.size() ? cells.get(column) : null;
    }

    /// The cell where it is one alone; else `null`.
    @Nullable
    Cell only() {
        return height() == 1 && width() == 1 ? rows.getFirst().getFirst() : null;
    }
}
