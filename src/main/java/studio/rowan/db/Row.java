package studio.rowan.db;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One result row: its cells in the order of the statement's columns. The array is not copied: treat it as final.
public record Row(Value[] cells) {
    public Value get(int column) {
        return cells[column];
    }

    public int size() {
        return cells.length;
    }

    public long asLong(int column) {
        return cells[column].asLong();
    }

    public @Nullable String asText(int column) {
        return cells[column].asText();
    }

    /// The text of a cell that SQL guarantees to be filled.
    public String text(int column) {
        String text = cells[column].asText();
        if (text == null) {
            throw new IllegalStateException("NULL in column " + column);
        }
        return text;
    }

    public List<Value> toList() {
        return Arrays.asList(cells);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that && Arrays.equals(cells, that.cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }

    @Override
    public String toString() {
        return Arrays.toString(cells);
    }
}
