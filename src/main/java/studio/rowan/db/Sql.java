package studio.rowan.db;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// One statement: final text with `?` parameters, and their values. What [#display()] shows is what runs.
public record Sql(String text, List<Value> args) {
    public Sql {
        args = List.copyOf(args);
    }

    public static Sql of(String text, Value... args) {
        return new Sql(text, List.of(args));
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The statement with its values written in as literals, to be read or copied.
    public String display() {
        StringBuilder out = new StringBuilder();
        int arg = 0;
        int from = 0;
        for (Token token : Tokenizer.tokens(text)) {
            if (token.kind() == Token.Kind.PARAMETER && arg < args.size()) {
                out.append(text, from, token.start()).append(literal(args.get(arg++)));
                from = token.end();
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    /// A value as an SQL literal that SQLite reads back to the same storage class and content.
    public static String literal(Value value) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Int(long number) ->
                number == Long.MIN_VALUE ? "(-9223372036854775807 - 1)" : Long.toString(number);
            case Value.Real(double number) -> real(number);
            case Value.Text text -> text(text);
            case Value.Blob(byte[] bytes) -> "x'" + HexFormat.of().formatHex(bytes) + "'";
            case Value.Large large -> throw new IllegalStateException("content not loaded: " + large);
        };
    }

    private static String real(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "9e999" : "-9e999";
        }
        return Double.toString(number);
    }

    private static String text(Value.Text text) {
        if (text.raw() != null || text.value().indexOf('\0') >= 0) {
            return "CAST(x'" + HexFormat.of().formatHex(text.bytes()) + "' AS TEXT)";
        }
        return Ident.literal(text.value());
    }

    /// Puts a statement together from fixed text, quoted names and bound values.
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Value> args = new ArrayList<>();

        private Builder() {}

        /// Fixed SQL text of the program's own, or text the user wrote as SQL.
        public Builder add(String sql) {
            text.append(sql);
            return this;
        }

        public Builder ident(String name) {
            text.append(Ident.quote(name));
            return this;
        }

        /// One `?` bound to the value.
        public Builder bind(Value value) {
            text.append('?');
            args.add(value);
            return this;
        }

        /// `?, ?, …` bound to the values.
        public Builder bindAll(Collection<Value> values) {
            text.append(String.join(", ", java.util.Collections.nCopies(values.size(), "?")));
            args.addAll(values);
            return this;
        }

        public Builder add(Sql other) {
            text.append(other.text());
            args.addAll(other.args());
            return this;
        }

        public Sql build() {
            return new Sql(text.toString(), args);
        }
    }

    @Override
    public String toString() {
        return text + " " + Arrays.toString(args.toArray());
    }
}
