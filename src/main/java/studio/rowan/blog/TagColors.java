package studio.rowan.blog;

import java.util.List;
import java.util.Locale;

/// Colours for tags that are made while writing.
final class TagColors {
    private static final List<String> PALETTE = List.of(
            "#0f80cc", "#b3322b", "#7a3fb0", "#0b7a75", "#c98a1b", "#2f7d4f", "#d1480f", "#9a5b2f", "#8b2252",
            "#3f6fb5");

    private TagColors() {}

    /// The same name always gets the same one.
    static String of(String name) {
        return PALETTE.get(Math.floorMod(name.toLowerCase(Locale.ROOT).hashCode(), PALETTE.size()));
    }
}
