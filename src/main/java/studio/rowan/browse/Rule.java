package studio.rowan.browse;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// One line of the filter bar.
/// @param text what was typed as its value; of no use where there are exact ones
/// @param exact values of the file, each to be met in exactly its storage class
/// @param off kept, but not in force
public record Rule(String column, boolean not, Operator operator, String text, List<Value> exact, boolean off) {
    public Rule {
        Objects.requireNonNull(column);
        Objects.requireNonNull(operator);
        Objects.requireNonNull(text);
        exact = List.copyOf(exact);
    }

    static Rule typed(String column, boolean not, Operator operator, String text) {
        return new Rule(column, not, operator, text, List.of(), false);
    }

    static Rule exact(String column, boolean not, Operator operator, List<Value> values) {
        return new Rule(column, not, operator, "", values, false);
    }

    Rule withOff(boolean isOff) {
        return new Rule(column, not, operator, text, exact, isOff);
    }

    /// What it asks; `null` where it is not complete yet or not understood, see [#fault].
    @Nullable
    Condition condition() {
        if (!operator.takesValue()) {
            return new Condition(not, operator, List.of());
        }
        if (!exact.isEmpty()) {
            return new Condition(
                    not,
                    operator,
                    exact.stream().<Operand>map(Operand.Exact::new).toList());
        }
        if (text.isEmpty() || fault() != null) {
            return null;
        }
        return switch (operator) {
            case IN -> new Condition(not, operator, List.copyOf(FilterText.items(text)));
            case BETWEEN -> {
                int at = text.indexOf('~');
                Condition between = FilterText.between(
                        text.substring(0, at).strip(), text.substring(at + 1).strip());
                yield between == null || !not ? between : between.negated();
            }
            case CONTAINS, STARTS, ENDS, GLOB, REGEX ->
                new Condition(not, operator, List.of(new Operand.Typed(text, true)));
            case EQUALS, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
                new Condition(not, operator, List.of(FilterText.operand(text)));
            case NULL, EMPTY -> throw new IllegalStateException(operator.name());
        };
    }

    /// What is wrong with the typed value.
    FilterText.Read.@Nullable Fault fault() {
        if (!exact.isEmpty() || text.isEmpty()) {
            return null;
        }
        return switch (operator) {
            case REGEX -> FilterText.fault(text, 0);
            case IN ->
                FilterText.items(text).size() > FilterText.MOST
                        ? new FilterText.Read.Fault("listLong", String.valueOf(FilterText.MOST), -1)
                        : FilterText.items(text).isEmpty()
                                ? new FilterText.Read.Fault("list", "", text.length())
                                : null;
            case BETWEEN -> {
                int at = text.indexOf('~');
                boolean sound = at >= 0
                        && FilterText.between(
                                        text.substring(0, at).strip(),
                                        text.substring(at + 1).strip())
                                != null;
                yield sound ? null : new FilterText.Read.Fault("between", "", at < 0 ? text.length() : at);
            }
            case CONTAINS, STARTS, ENDS, GLOB, EQUALS, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, NULL, EMPTY ->
                null;
        };
    }
}
