package studio.rowan.grid;

/// Why the rows of a window are not counted to the end; how many are known is told by [RowCount].
public sealed interface RowCounting {
    /// They are counted, or are being counted.
    record Ordinary() implements RowCounting {}

    /// Nobody could write to the file meanwhile (F18): the user is to agree first, and cannot go to the end before.
    record GivenUp() implements RowCounting {}

    /// It could not be done, such as in a damaged file.
    record Failed(Throwable reason) implements RowCounting {}
}
