package studio.rowan.browse;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// A filter as it is kept in a file: values by their storage class, so that each comes back exactly.
record StoredFilter(
        @Nullable List<Filter.Term> terms,
        @Nullable List<StoredGroup> groups,
        @Nullable String where,
        boolean whereOff) {
    record StoredGroup(boolean any, @Nullable List<StoredRule> rules) {}

    /// @param operator by its name: another version may know more of them
    /// @param exact a letter for the class and the value behind it
    record StoredRule(
            @Nullable String column,
            boolean not,
            @Nullable String operator,
            @Nullable String text,
            @Nullable List<String> exact,
            boolean off) {}

    static StoredFilter of(Filter filter) {
        return new StoredFilter(
                filter.terms(),
                filter.groups().stream()
                        .map(group -> new StoredGroup(
                                group.any(),
                                group.rules().stream().map(StoredFilter::of).toList()))
                        .toList(),
                filter.where(),
                filter.whereOff());
    }

    private static StoredRule of(Rule rule) {
        return new StoredRule(
                rule.column(),
                rule.not(),
                rule.operator().name(),
                rule.text(),
                rule.exact().stream().map(StoredFilter::text).toList(),
                rule.off());
    }

    /// @throws IllegalArgumentException where it is not what [#of] gave
    Filter filter() {
        return new Filter(
                terms == null ? List.of() : terms,
                groups == null
                        ? List.of()
                        : groups.stream().map(StoredFilter::group).toList(),
                where == null ? "" : where,
                whereOff);
    }

    private static Filter.Group group(StoredGroup stored) {
        return new Filter.Group(
                stored.any,
                stored.rules == null
                        ? List.of()
                        : stored.rules.stream().map(StoredFilter::rule).toList());
    }

    private static Rule rule(StoredRule stored) {
        if (stored.column == null || stored.operator == null) {
            throw new IllegalArgumentException("not a condition: " + stored);
        }
        return new Rule(
                stored.column,
                stored.not,
                Operator.valueOf(stored.operator),
                stored.text == null ? "" : stored.text,
                stored.exact == null
                        ? List.of()
                        : stored.exact.stream().map(StoredFilter::value).toList(),
                stored.off);
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Null _ -> "n";
            case Value.Int(long number) -> "i" + number;
            case Value.Real(double number) -> "r" + number;
            case Value.Text text when text.raw() != null -> "x" + HexFormat.of().formatHex(text.bytes());
            case Value.Text text -> "t" + text.value();
            case Value.Blob(byte[] bytes) -> "b" + HexFormat.of().formatHex(bytes);
            case Value.Large large -> throw new IllegalArgumentException("content not loaded: " + large);
        };
    }

    private static Value value(String stored) {
        String rest = stored.substring(Math.min(1, stored.length()));
        return switch (stored.isEmpty() ? ' ' : stored.charAt(0)) {
            case 'n' -> Value.NULL;
            case 'i' -> Value.of(Long.parseLong(rest));
            case 'r' -> Value.of(Double.parseDouble(rest));
            case 't' -> Value.of(rest);
            case 'b' -> Value.of(HexFormat.of().parseHex(rest));
            case 'x' -> {
                byte[] bytes = HexFormat.of().parseHex(rest);
                yield new Value.Text(new String(bytes, java.nio.charset.StandardCharsets.UTF_8), bytes);
            }
            default -> throw new IllegalArgumentException("not a value: " + stored);
        };
    }
}
