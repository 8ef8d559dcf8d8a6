package studio.rowan.browse;

import java.util.List;
import studio.rowan.kit.Text;

/// What a filter says, in words.
final class FilterWords {
    private static final int LONGEST = 40;
    private static final List<String> OPERATORS = List.of("=", "!=", "<", ">");

    private FilterWords() {}

    static String chip(Filter.Term term) {
        String text = term.text();
        if (text.equals("NULL") || text.equals("!NULL")) {
            return Text.of(text.equals("NULL") ? "browse.chip.null" : "browse.chip.notNull", term.column());
        }
        boolean compared = OPERATORS.stream().anyMatch(text::startsWith) && text.length() > 1;
        String shown = text.startsWith("\\") ? text.substring(1) : text;
        String cut = shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
        return Text.of(compared ? "browse.chip.compared" : "browse.chip.contains", term.column(), cut);
    }

    static String fault(RawWhere.Fault fault) {
        String words = Text.of("browse.fault." + fault.kind(), fault.words());
        return fault.offset() < 0 ? words : Text.of("browse.fault.placed", words, fault.offset() + 1);
    }
}
