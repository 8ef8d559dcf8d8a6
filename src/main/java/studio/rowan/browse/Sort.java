package studio.rowan.browse;

import java.util.Objects;

/// By which column rows are sorted, by its name: numbers of columns change with the schema.
public record Sort(String column, boolean descending) {
    public Sort {
        Objects.requireNonNull(column);
    }
}
