package studio.rowan.search;

import java.util.List;

/// Rows that were found, best first.
/// @param exact whether they are the best of all that match; otherwise the best of those looked at
/// @param ranked false where they are the newest, in no other order
/// @param more whether others follow
public record Hits(List<Hit> list, boolean exact, boolean ranked, boolean more) {
    public static final Hits NONE = new Hits(List.of(), true, true, false);

    public Hits {
        list = List.copyOf(list);
    }
}
