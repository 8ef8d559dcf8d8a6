package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.rowan.change.Cascade;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.schema.Trigger;

/// What a commit does to rows that nobody staged, in few words.
final class CascadeWords {
    private static final int MOST_TRIGGERS = 3;

    private CascadeWords() {}

    /// "also deletes 12 rows of posts · sets user_id to NULL in 3 rows of comments · fires posts_au"; empty for
    /// nothing.
    static String of(Cascade cascade) {
        List<String> words = new ArrayList<>(effects(cascade));
        List<Trigger> triggers = cascade.triggers();
        if (!triggers.isEmpty()) {
            String names =
                    triggers.stream().limit(MOST_TRIGGERS).map(Trigger::name).collect(Collectors.joining(", "));
            words.add(
                    triggers.size() > MOST_TRIGGERS
                            ? Text.of("browse.edits.cascade.triggersMore", names, triggers.size() - MOST_TRIGGERS)
                            : Text.count("browse.edits.cascade.triggers", triggers.size(), names));
        }
        return String.join(" · ", words);
    }

    /// Of effects on rows alone, without triggers.
    static List<String> effects(Cascade cascade) {
        return cascade.effects().stream().map(CascadeWords::of).toList();
    }

    /// "12 rows of posts, 3 rows of comments": those that go.
    static String deleted(Cascade cascade) {
        return cascade.effects().stream()
                .filter(effect -> effect.kind() == Cascade.Kind.DELETED)
                .map(effect -> rows(effect))
                .collect(Collectors.joining(", "));
    }

    static boolean deletes(Cascade cascade) {
        return cascade.effects().stream().anyMatch(effect -> effect.kind() == Cascade.Kind.DELETED);
    }

    static boolean refused(Cascade cascade) {
        return cascade.effects().stream().anyMatch(effect -> effect.kind() == Cascade.Kind.REFUSED);
    }

    private static String of(Cascade.Effect effect) {
        return Text.of(
                "browse.edits.cascade." + effect.kind().name().toLowerCase(Locale.ROOT),
                rows(effect),
                String.join(", ", effect.columns()));
    }

    private static String rows(Cascade.Effect effect) {
        return effect.atLeast()
                ? Text.of("browse.edits.cascade.rowsMore", Format.count(effect.rows()), effect.table())
                : Text.count("browse.edits.cascade.rows", effect.rows(), effect.table());
    }
}
