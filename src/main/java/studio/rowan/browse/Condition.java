package studio.rowan.browse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// What a user types into the filter box of a column, as SQL:
/// `word` contains it · `=x` equals · `!=x` differs · `>x` `>=x` `<x` `<=x` compares · `1~5` between two numbers ·
/// `NULL` · `!NULL` · a backslash before any of these takes them as words.
final class Condition {
    /// Readers refuse larger values (F14), and one such cell must not make a whole table unfilterable.
    static final long SEARCHED_BYTES = 64L << 20;

    private static final Pattern RANGE = Pattern.compile("(-?[0-9.]+)~(-?[0-9.]+)");
    private static final Pattern COMPARED =
            Pattern.compile("(<=|>=|!=|<>|=|<|>)\\s*(.*)", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Condition() {}

    static Sql of(String table, String column, String text) {
        // Qualified: an unknown name in double quotes alone would silently be a string.
        String name = Ident.quote(table, column);
        if (text.startsWith("\\")) {
            return contains(name, text.substring(1));
        }
        if (text.equals("NULL") || text.equals("!NULL")) {
            return Sql.builder()
                    .add(name)
                    .add(text.equals("NULL") ? " IS NULL" : " IS NOT NULL")
                    .build();
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            Value from = number(range.group(1));
            Value to = number(range.group(2));
            if (from != null && to != null) {
                return Sql.builder()
                        .add(name)
                        .add(" BETWEEN ")
                        .bind(from)
                        .add(" AND ")
                        .bind(to)
                        .build();
            }
        }
        Matcher compared = COMPARED.matcher(text);
        return compared.matches() && !compared.group(2).isEmpty()
                ? compares(name, compared.group(1), compared.group(2))
                : contains(name, text);
    }

    /// Of numbers by their text, of blobs by their bytes as text; upper and lower case of ASCII letters are the same.
    private static Sql contains(String name, String text) {
        return Sql.builder()
                .add("(octet_length(")
                .add(name)
                .add(") <= " + SEARCHED_BYTES + " AND instr(lower(CAST(")
                .add(name)
                .add(" AS TEXT)), lower(")
                .bind(Value.of(text))
                .add(")) > 0)")
                .build();
    }

    /// A number also equals the text of the same digits, whatever the column's affinity.
    private static Sql compares(String name, String operator, String operand) {
        Value number = number(operand);
        Value text = Value.of(operand);
        Sql.Builder sql = Sql.builder();
        if (number == null) {
            return sql.add(name).add(" " + operator + " ").bind(text).build();
        }
        switch (operator) {
            case "=" ->
                sql.add("(")
                        .add(name)
                        .add(" = ")
                        .bind(number)
                        .add(" OR ")
                        .add(name)
                        .add(" = ")
                        .bind(text)
                        .add(")");
            case "!=", "<>" ->
                sql.add("(")
                        .add(name)
                        .add(" <> ")
                        .bind(number)
                        .add(" AND ")
                        .add(name)
                        .add(" <> ")
                        .bind(text)
                        .add(")");
            default -> sql.add(name).add(" " + operator + " ").bind(number);
        }
        return sql.build();
    }

    private static @Nullable Value number(String text) {
        try {
            if (INTEGER.matcher(text).matches()) {
                return Value.of(Long.parseLong(text));
            }
            return REAL.matcher(text).matches() ? Value.of(Double.parseDouble(text)) : null;
        } catch (NumberFormatException e) {
            // Beyond 64 bits SQLite itself takes digits as a real.
            return Value.of(Double.parseDouble(text));
        }
    }
}
