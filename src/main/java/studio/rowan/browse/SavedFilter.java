package studio.rowan.browse;

import java.util.Objects;

/// A filter that a user gave a name to, kept with its table.
public record SavedFilter(String name, Filter filter) {
    public SavedFilter {
        Objects.requireNonNull(name);
        Objects.requireNonNull(filter);
    }
}
