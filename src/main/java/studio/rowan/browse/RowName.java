package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// How a row that was edited is named to people: its table, its key, and what it is called where that is known.
final class RowName {
    private static final int MOST = 32;
    private static final int MOST_PARTS = 4;
    private static final List<String> LABELS = List.of("name", "title", "label", "email");

    private RowName() {}

    /// `posts 7 “Ranking with bm25”`, `new row in posts`.
    static String of(Edit edit) {
        String label = label(edit);
        String name = of(edit.target());
        return label == null ? name : Text.of("browse.edits.row.label", name, label);
    }

    /// Without the table, where that is said already: `7 “Ranking with bm25”`; empty for a new row without a name.
    static String within(Edit edit) {
        String label = label(edit);
        String key = edit.target() instanceof Target.Stored(String _, var k) ? key(new ArrayList<>(k.values())) : "";
        return label == null
                ? key
                : Text.of("browse.edits.row.label", key, label).strip();
    }

    static String of(Target target) {
        return switch (target) {
            case Target.Fresh(String table, long _) -> Text.of("browse.edits.row.new", table);
            case Target.Stored(String table, var key) ->
                Text.of("browse.edits.row", table, key(new ArrayList<>(key.values())));
        };
    }

    private static String key(List<Value> parts) {
        String shown = parts.stream()
                .limit(MOST_PARTS)
                .map(part -> ValueText.shown(part, MOST))
                .collect(Collectors.joining(", "));
        return parts.size() > MOST_PARTS ? shown + ", …" : shown;
    }

    private static @Nullable String label(Edit edit) {
        Map<String, Value> values = switch (edit) {
            case Edit.Insert insert -> insert.values();
            case Edit.Update update -> update.old();
            case Edit.Delete delete -> delete.old();
        };
        for (String label : LABELS) {
            if (values.get(label) instanceof Value.Text text
                    && text.raw() == null
                    && !text.value().isBlank()) {
                return ValueText.shown(text, MOST);
            }
        }
        return null;
    }
}
