package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Regexp;

/// Reads what a user types into the filter box of a column:
/// `word` contains it · `=x` equals · `!=x` differs · `>x` `>=x` `<x` `<=x` compares · `1~5` `5~` `~5` between ·
/// `NULL` · `a, b, c` or `in (a, b)` one of · `*a?c*` the whole of it · `/re/` `/re/i` a regular expression ·
/// `!` before any of these its contrary · `"…"` or a backslash takes what follows as words.
final class FilterText {
    /// Beyond these a list is rather a table to join.
    static final int MOST = 5_000;

    /// What was understood.
    sealed interface Read {
        /// Nothing is asked.
        record None() implements Read {}

        record Understood(Condition condition) implements Read {}

        /// @param key of the bundle, below `browse.filter.fault`
        /// @param words an argument to it
        /// @param offset where in the text
        record Fault(String key, String words, int offset) implements Read {}
    }

    private static final Pattern COMPARED =
            Pattern.compile("(<=|>=|!=|<>|==|=|<|>)\\s*(.*)", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern REGEX = Pattern.compile("/(.+)/(i?)", Pattern.DOTALL);
    private static final Pattern LIST =
            Pattern.compile("(not\\s+)?in\\s*\\((.*)\\)\\s*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE = Pattern.compile("([^~]*)~([^~]*)", Pattern.DOTALL);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}.*", Pattern.DOTALL);

    private FilterText() {}

    static Read read(String text) {
        if (text.isEmpty() || text.equals("?")) {
            return new Read.None();
        }
        if (text.startsWith("\\")) {
            return understood(contains(text.substring(1)));
        }
        Matcher compared = COMPARED.matcher(text);
        if (compared.matches()) {
            return compared(compared.group(1), compared.group(2), text.length());
        }
        if (text.length() > 1 && text.startsWith("!")) {
            return switch (read(text.substring(1))) {
                case Read.None _ -> understood(contains(text));
                case Read.Understood(Condition condition) -> understood(condition.negated());
                case Read.Fault(String key, String words, int offset) ->
                    new Read.Fault(key, words, offset < 0 ? -1 : offset + 1);
            };
        }
        Matcher regex = REGEX.matcher(text);
        if (regex.matches()) {
            return regex(regex.group(1), !regex.group(2).isEmpty());
        }
        return words(text);
    }

    /// What keeps a pattern from being one, as a fault of the box; `null` where nothing does.
    static Read.@Nullable Fault fault(String pattern, int before) {
        Regexp.Fault fault = Regexp.check(pattern);
        return fault == null
                ? null
                : new Read.Fault("regex", fault.words(), fault.offset() < 0 ? -1 : fault.offset() + before);
    }

    private static Read regex(String pattern, boolean anyCase) {
        Read.Fault fault = fault(pattern, 1);
        return fault != null
                ? fault
                : understood(Condition.of(Operator.REGEX, new Operand.Typed((anyCase ? "(?i)" : "") + pattern)));
    }

    private static Read compared(String sign, String rest, int end) {
        if (rest.isEmpty()) {
            return new Read.Fault("operand", sign, end);
        }
        if (rest.startsWith("\"") && (rest.length() == 1 || !rest.endsWith("\""))) {
            return new Read.Fault("quote", "\"", end - rest.length());
        }
        Operand.Typed operand = operand(rest);
        return switch (sign) {
            case "=", "==" -> understood(equal(operand));
            case "!=", "<>" -> understood(equal(operand).negated());
            case ">" -> understood(Condition.of(Operator.GREATER, operand));
            case ">=" -> understood(Condition.of(Operator.GREATER_OR_EQUAL, operand));
            case "<" -> understood(Condition.of(Operator.LESS, operand));
            default -> understood(Condition.of(Operator.LESS_OR_EQUAL, operand));
        };
    }

    private static Condition equal(Operand.Typed operand) {
        return operand.isNull() ? Condition.of(Operator.NULL) : Condition.of(Operator.EQUALS, operand);
    }

    private static Read words(String text) {
        if (text.equals("NULL")) {
            return understood(Condition.of(Operator.NULL));
        }
        if (isQuoted(text)) {
            return understood(contains(operand(text).text()));
        }
        Matcher list = LIST.matcher(text);
        if (list.matches()) {
            Read in = list(list.group(2), text.length());
            return list.group(1) != null && in instanceof Read.Understood(Condition condition)
                    ? understood(condition.negated())
                    : in;
        }
        if (items(text).size() > 1) {
            return list(text, text.length());
        }
        Matcher range = RANGE.matcher(text);
        Condition between =
                range.matches() ? between(range.group(1).strip(), range.group(2).strip()) : null;
        if (between != null) {
            return understood(between);
        }
        return understood(
                text.indexOf('*') >= 0 ? Condition.of(Operator.GLOB, new Operand.Typed(text)) : contains(text));
    }

    private static Read list(String text, int end) {
        List<Operand.Typed> items = items(text);
        if (items.isEmpty() || items.size() > MOST) {
            return new Read.Fault(items.isEmpty() ? "list" : "listLong", String.valueOf(MOST), end);
        }
        return understood(new Condition(false, Operator.IN, List.copyOf(items)));
    }

    /// Only what is ordered beyond doubt: a word may hold the sign too.
    static @Nullable Condition between(String from, String to) {
        Operand.Typed low = operand(from);
        Operand.Typed high = operand(to);
        if (to.isEmpty() && isOrdered(low)) {
            return Condition.of(Operator.GREATER_OR_EQUAL, low);
        }
        if (from.isEmpty() && isOrdered(high)) {
            return Condition.of(Operator.LESS_OR_EQUAL, high);
        }
        return isOrdered(low) && isOrdered(high) ? Condition.of(Operator.BETWEEN, low, high) : null;
    }

    private static boolean isOrdered(Operand.Typed operand) {
        return operand.quoted()
                || operand.number() != null
                || DATE.matcher(operand.text()).matches();
    }

    private static Read understood(Condition condition) {
        return new Read.Understood(condition);
    }

    private static Condition contains(String text) {
        return Condition.of(Operator.CONTAINS, new Operand.Typed(text, true));
    }

    // ---- quotes and lists ----

    private static boolean isQuoted(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return (first == '"' || first == '\'')
                && text.length() > 1
                && text.charAt(text.length() - 1) == first
                && closes(text, 0) == text.length() - 1;
    }

    /// Where the quote that opens there is closed; a doubled one stands for itself. -1 where nowhere.
    private static int closes(String text, int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    static Operand.Typed operand(String text) {
        if (!isQuoted(text)) {
            return new Operand.Typed(text);
        }
        String quote = text.substring(0, 1);
        return new Operand.Typed(text.substring(1, text.length() - 1).replace(quote + quote, quote), true);
    }

    /// What stands between commas, quoted or not; blank items are left out.
    static List<Operand.Typed> items(String text) {
        List<Operand.Typed> items = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at <= text.length()) {
            char c = at == text.length() ? ',' : text.charAt(at);
            boolean opens = (c == '"' || c == '\'') && text.substring(from, at).isBlank();
            int closed = opens ? closes(text, at) : -1;
            if (closed >= 0) {
                at = closed + 1;
            } else {
                if (c == ',') {
                    String item = text.substring(from, at).strip();
                    if (!item.isEmpty()) {
                        items.add(operand(item));
                    }
                    from = at + 1;
                }
                at++;
            }
        }
        return items;
    }

    /// The text that [#read] takes as these words and nothing else.
    static String quoted(String words) {
        return '"' + words.replace("\"", "\"\"") + '"';
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
