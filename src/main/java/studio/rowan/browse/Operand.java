package studio.rowan.browse;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// What a column is compared with.
public sealed interface Operand {
    /// What a user typed: digits are a number, unless they were put into quotes.
    record Typed(String text, boolean quoted) implements Operand {
        private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
        private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

        Typed(String text) {
            this(text, false);
        }

        /// The number it is; `null` for words.
        @Nullable
        Value number() {
            String digits = text.strip();
            if (quoted || !REAL.matcher(digits).matches()) {
                return null;
            }
            try {
                return INTEGER.matcher(digits).matches()
                        ? Value.of(Long.parseLong(digits))
                        : Value.of(Double.parseDouble(digits));
            } catch (NumberFormatException e) {
                // Beyond 64 bits SQLite itself takes digits as a real.
                return Value.of(Double.parseDouble(digits));
            }
        }

        boolean isNull() {
            return !quoted && text.equals("NULL");
        }
    }

    /// A value of the file: of exactly its storage class.
    record Exact(Value value) implements Operand {}
}
