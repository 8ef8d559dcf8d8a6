package studio.rowan.change;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// What SQLite makes of a value when it stores it and when it compares it for an index
/// ([datatype3](https://www.sqlite.org/datatype3.html)). Where it is not certain the value stays as it is: then an
/// order
/// between two statements may be missed and SQLite refuses, but nothing is lost.
final class Form {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,15}\\.?\\d{0,3}|\\.\\d{1,15})([eE][+-]?\\d{1,2})?");
    private static final double EXACT = 9_007_199_254_740_992.0;

    private static final Pattern BLANKS = Pattern.compile("^[ \\t\\n\\u000b\\f\\r]+|[ \\t\\n\\u000b\\f\\r]+$");

    private Form() {}

    /// What is stored when the value is put into the column.
    static Value stored(Table table, Column column, Value value) {
        return switch (affinity(table, column)) {
            case INTEGER, NUMERIC -> integral(numeric(value));
            case REAL -> real(numeric(value));
            case TEXT -> value instanceof Value.Int(long number) ? new Value.Text(Long.toString(number)) : value;
            case BLOB -> value;
        };
    }

    /// What two values have in common that count as equal in an index of that collation.
    static Value compared(Value stored, String collation) {
        if (stored instanceof Value.Text text) {
            return switch (collation.toUpperCase(Locale.ROOT)) {
                case "NOCASE" -> text(asciiLower(text.bytes()));
                case "RTRIM" -> text(withoutBlanks(text.bytes()));
                default -> stored;
            };
        }
        return integral(stored);
    }

    private static Value text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Value.Text(text, Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? null : bytes);
    }

    private static Column.Affinity affinity(Table table, Column column) {
        boolean any = table.object().strict() && column.declaredType().equalsIgnoreCase("ANY");
        return any ? Column.Affinity.BLOB : column.affinity();
    }

    private static Value numeric(Value value) {
        if (!(value instanceof Value.Text(String text, byte[] raw)) || raw != null) {
            return value;
        }
        String trimmed = BLANKS.matcher(text).replaceAll("");
        if (INTEGER.matcher(trimmed).matches()) {
            return new Value.Int(Long.parseLong(trimmed));
        }
        return NUMBER.matcher(trimmed).matches() ? new Value.Real(Double.parseDouble(trimmed)) : value;
    }

    private static Value integral(Value value) {
        return value instanceof Value.Real(double number) && Math.rint(number) == number && Math.abs(number) < EXACT
                ? new Value.Int((long) number)
                : value;
    }

    private static Value real(Value value) {
        return value instanceof Value.Int(long number) ? new Value.Real(number) : value;
    }

    private static byte[] asciiLower(byte[] text) {
        byte[] lower = text.clone();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] += 'a' - 'A';
            }
        }
        return lower;
    }

    private static byte[] withoutBlanks(byte[] text) {
        int end = text.length;
        while (end > 0 && text[end - 1] == ' ') {
            end--;
        }
        return Arrays.copyOf(text, end);
    }
}
