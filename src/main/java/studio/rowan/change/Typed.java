package studio.rowan.change;

import java.util.regex.Pattern;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// What a text that a user types into a cell becomes in its column: what SQLite would make of it by the column's
/// affinity ([datatype3](https://www.sqlite.org/datatype3.html)), so that the cell shows what will be stored.
public final class Typed {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern BLANKS = Pattern.compile("^[ \\t\\n\\u000b\\f\\r]+|[ \\t\\n\\u000b\\f\\r]+$");

    private Typed() {}

    /// @param before what the cell held: a column without affinity keeps its kind
    public static Value value(Table table, Column column, String text, Value before) {
        boolean any = table.object().strict() && column.declaredType().equalsIgnoreCase("ANY");
        return switch (any ? Column.Affinity.BLOB : column.affinity()) {
            case INTEGER, NUMERIC -> integral(number(text));
            case REAL -> real(number(text));
            case TEXT -> new Value.Text(text);
            case BLOB -> untyped(text, before);
        };
    }

    /// What the column makes of a value that is stored in it.
    public static Value stored(Table table, Column column, Value value) {
        boolean any = table.object().strict() && column.declaredType().equalsIgnoreCase("ANY");
        Value number = value instanceof Value.Text text ? number(text.value()) : value;
        return switch (any ? Column.Affinity.BLOB : column.affinity()) {
            case INTEGER, NUMERIC -> integral(number);
            case REAL -> real(number);
            case TEXT ->
                switch (value) {
                    case Value.Int(long whole) -> new Value.Text(Long.toString(whole));
                    case Value.Real(double real) -> new Value.Text(Value.Real.text(real));
                    case Value.Text _, Value.Null _, Value.Blob _, Value.Large _ -> value;
                };
            case BLOB -> value;
        };
    }

    /// Nothing is converted in such a column: a number stays one where it was one, and what replaces nothing is a
    /// number where it is written exactly as numbers are shown.
    private static Value untyped(String text, Value before) {
        return switch (before) {
            case Value.Int _, Value.Real _ -> number(text);
            case Value.Null _ -> {
                Value number = number(text);
                String plain = number.asText();
                yield text.equals(plain) ? number : new Value.Text(text);
            }
            case Value.Text _, Value.Blob _, Value.Large _ -> new Value.Text(text);
        };
    }

    private static Value number(String text) {
        String digits = BLANKS.matcher(text).replaceAll("");
        if (INTEGER.matcher(digits).matches()) {
            try {
                return Value.of(Long.parseLong(digits));
            } catch (NumberFormatException e) {
                return Value.of(Double.parseDouble(digits));
            }
        }
        return NUMBER.matcher(digits).matches() ? Value.of(Double.parseDouble(digits)) : new Value.Text(text);
    }

    /// Whole numbers are kept as integers inside, so there is no negative zero.
    private static Value real(Value value) {
        return switch (value) {
            case Value.Int(long whole) -> Value.of((double) whole);
            case Value.Real(double number) -> Value.of(number + 0.0);
            case Value.Text _, Value.Null _, Value.Blob _, Value.Large _ -> value;
        };
    }

    /// A real that is a whole number is stored as an integer.
    private static Value integral(Value value) {
        if (value instanceof Value.Real(double number)) {
            long whole = (long) number;
            return whole == number && whole != Long.MIN_VALUE && whole != Long.MAX_VALUE ? Value.of(whole) : value;
        }
        return value;
    }
}
