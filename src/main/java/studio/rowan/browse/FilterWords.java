package studio.rowan.browse;

import java.util.stream.Collectors;
import studio.rowan.db.Value;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// What a filter says, in words.
final class FilterWords {
    private static final int LONGEST = 40;
    private static final int MOST_LISTED = 4;

    private FilterWords() {}

    static String chip(Filter.Term term) {
        return FilterText.read(term.text()) instanceof FilterText.Read.Understood(Condition condition)
                ? of(term.column(), condition)
                : Text.of("browse.chip.contains", term.column(), cut(term.text()));
    }

    static String of(Rule rule) {
        Condition condition = rule.condition();
        return condition == null
                ? Text.of("browse.chip.open", rule.column(), operator(rule.not(), rule.operator()))
                : of(rule.column(), condition);
    }

    /// The rules of an "any of" group in one line.
    static String of(Filter.Group group) {
        return group.rules().stream()
                .map(FilterWords::of)
                .collect(Collectors.joining(" " + Text.of(group.any() ? "browse.chip.or" : "browse.chip.and") + " "));
    }

    private static String of(String column, Condition condition) {
        return column + " " + operator(condition.not(), condition.operator())
                + (condition.operands().isEmpty() ? "" : " " + operands(condition));
    }

    /// How a comparison is named, in lists and in chips.
    static String operator(boolean not, Operator operator) {
        return Text.of("browse.op." + (not ? "not." : "") + operator.name());
    }

    private static String operands(Condition condition) {
        String joint = condition.operator() == Operator.BETWEEN ? " ~ " : ", ";
        String words = condition.operands().stream()
                .limit(MOST_LISTED)
                .map(FilterWords::operand)
                .collect(Collectors.joining(joint));
        int more = condition.operands().size() - MOST_LISTED;
        return more > 0 ? Text.of("browse.chip.more", words, more) : words;
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Operand.Typed typed -> typed.text().isEmpty() ? "\"\"" : cut(typed.text());
            case Operand.Exact(Value value) -> value(value);
        };
    }

    static String value(Value value) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Int(long number) -> Long.toString(number);
            case Value.Real(double number) -> Value.Real.text(number);
            case Value.Text text -> text.value().isEmpty() ? "\"\"" : cut(text.value());
            case Value.Blob(byte[] bytes) -> Text.of("browse.chip.blob", Format.bytes(bytes.length));
            case Value.Large large -> Text.of("browse.chip.blob", Format.bytes(large.length()));
        };
    }

    private static String cut(String text) {
        String line = text.replace('\n', '⏎').replace('\r', ' ').replace('\t', '→');
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    static String fault(RawWhere.Fault fault) {
        String words = Text.of("browse.fault." + fault.kind(), fault.words());
        return fault.offset() < 0 ? words : Text.of("browse.fault.placed", words, fault.offset() + 1);
    }

    static String fault(FilterText.Read.Fault fault) {
        String words = Text.of("browse.filter.fault." + fault.key(), fault.words());
        return fault.offset() < 0 ? words : Text.of("browse.fault.placed", words, fault.offset() + 1);
    }
}
