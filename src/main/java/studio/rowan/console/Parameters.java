package studio.rowan.console;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.db.Value;

/// The parameters of a statement in the order of their numbers, as SQLite numbers them
/// ([varparam](https://www.sqlite.org/lang_expr.html#varparam)), and values as a user writes them.
final class Parameters {
    private static final int MOST = 250_000;

    private Parameters() {}

    /// The name of each parameter, the first at index 0; empty texts for numbers that nothing stands for.
    static List<String> of(String statement) {
        List<String> names = new ArrayList<>();
        for (Token token : Tokenizer.tokens(statement)) {
            if (token.kind() != Token.Kind.PARAMETER) {
                continue;
            }
            String text = token.text(statement);
            if (text.equals("?")) {
                names.add("?" + (names.size() + 1));
            } else if (text.startsWith("?")) {
                put(names, text);
            } else if (!names.contains(text)) {
                names.add(text);
            }
        }
        return names;
    }

    private static void put(List<String> names, String numbered) {
        String digits = numbered.substring(1);
        int number = digits.length() > 6 ? MOST + 1 : Integer.parseInt(digits);
        if (number < 1 || number > MOST) {
            return; // SQLite says what is wrong with it.
        }
        while (names.size() < number) {
            names.add("");
        }
        if (names.get(number - 1).isEmpty()) {
            names.set(number - 1, numbered);
        }
    }

    /// `NULL`, a number, `x'00'` or a quoted text as in SQL; anything else is the text itself.
    static Value value(String written) {
        String text = written.strip();
        boolean negative = text.startsWith("-");
        List<Token> tokens = Tokenizer.tokens(negative ? text.substring(1) : text);
        if (tokens.size() != 1) {
            return Value.of(written);
        }
        return switch (tokens.getFirst().kind()) {
            case NUMBER -> number(text.replace("_", ""), written);
            case STRING ->
                negative
                        ? Value.of(written)
                        : Value.of(text.substring(1, text.length() - 1).replace("''", "'"));
            case BLOB ->
                negative ? Value.of(written) : Value.of(HexFormat.of().parseHex(text.substring(2, text.length() - 1)));
            case KEYWORD -> !negative && text.equalsIgnoreCase("null") ? Value.NULL : Value.of(written);
            default -> Value.of(written);
        };
    }

    private static Value number(String text, String written) {
        if (text.toLowerCase(Locale.ROOT).contains("0x")) {
            return Value.of(written);
        }
        if (text.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
            BigInteger whole = new BigInteger(text);
            return whole.bitLength() < 64 ? Value.of(whole.longValue()) : Value.of(whole.doubleValue());
        }
        return Value.of(Double.parseDouble(text));
    }
}
