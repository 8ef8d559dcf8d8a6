package studio.rowan.kit;

import java.util.ArrayList;
import java.util.List;

/// Edits of whole lines, as the editor's keys ask for them.
final class SqlText {
    static final int INDENT = 4;

    private SqlText() {}

    /// Puts `-- ` before each of the lines, or takes it away where all that hold anything have it.
    static List<String> toggleComment(List<String> lines) {
        boolean commented = lines.stream()
                        .filter(l -> !l.isBlank())
                        .allMatch(l -> l.stripLeading().startsWith("--"))
                && lines.stream().anyMatch(l -> !l.isBlank());
        int column = lines.stream()
                .filter(l -> !l.isBlank())
                .mapToInt(SqlText::indentOf)
                .min()
                .orElse(0);
        List<String> out = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() && lines.size() > 1) {
                out.add(line);
            } else if (commented) {
                int at = indentOf(line);
                int behind = line.startsWith("-- ", at) ? at + 3 : at + 2;
                out.add(line.substring(0, at) + line.substring(behind));
            } else {
                out.add(line.substring(0, column) + "-- " + line.substring(column));
            }
        }
        return out;
    }

    static List<String> indent(List<String> lines) {
        return lines.stream().map(l -> l.isBlank() ? l : " ".repeat(INDENT) + l).toList();
    }

    static List<String> outdent(List<String> lines) {
        return lines.stream()
                .map(l -> l.startsWith("\t") ? l.substring(1) : l.substring(Math.min(INDENT, leadingSpaces(l))))
                .toList();
    }

    static int indentOf(String line) {
        int i = 0;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static int leadingSpaces(String line) {
        int i = 0;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }
}
