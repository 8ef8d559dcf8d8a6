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
    private static final int MOST_TRIGGERS = 2;

    private CascadeWords() {}

    /// "Also deletes 12 rows of posts · sets user_id to NULL in 3 rows of comments · fires 4 triggers"; empty for
    /// nothing.
    static String of(Cascade cascade) {
        List<String> words = new ArrayList<>(effects(cascade));
        int triggers = cascade.triggers().size();
        if (triggers > MOST_TRIGGERS) {
            words.add(Text.of("browse.edits.cascade.triggers", triggers));
        } else if (triggers > 0) {
            words.add(Text.of("browse.edits.cascade.fires", names(cascade)));
        }
        return sentence(words);
    }

    /// The same with the names of all triggers.
    static String whole(Cascade cascade) {
        List<String> words = new ArrayList<>(effects(cascade));
        if (!cascade.triggers().isEmpty()) {
            words.add(Text.of("browse.edits.cascade.fires", names(cascade)));
        }
        return sentence(words);
    }

    private static String names(Cascade cascade) {
        return cascade.triggers().stream().map(Trigger::name).collect(Collectors.joining(", "));
    }

    private static String sentence(List<String> words) {
        String all = String.join(" · ", words);
        return all.isEmpty() ? all : all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1);
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
