package studio.rowan.grid;

/// A known place in the order of a source: the row at `ordinal` (0-based) stands at `place`.
public record Anchor(long ordinal, Place place) {}
