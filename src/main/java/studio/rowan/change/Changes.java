package studio.rowan.change;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.Text;

/// Staged edits at one moment, in the order in which they were begun; immutable, so any thread may look.
public final class Changes {
    public static final Changes NONE = new Changes(new LinkedHashMap<>());

    private final SequencedMap<Target, Edit> edits;
    private final Counts counts;

    /// How many rows are to be inserted, updated and deleted, in how many tables.
    public record Counts(int inserted, int updated, int deleted, int tables) {
        public int total() {
            return inserted + updated + deleted;
        }

        /// `+2 ~5 −1 in 2 tables`.
        public String text() {
            StringBuilder signs = new StringBuilder();
            sign(signs, "+", inserted);
            sign(signs, "~", updated);
            sign(signs, "−", deleted);
            return Text.count("change.counts", tables, signs.toString());
        }

        private static void sign(StringBuilder out, String sign, int count) {
            if (count > 0) {
                out.append(out.isEmpty() ? "" : " ").append(sign).append(count);
            }
        }
    }

    private Changes(LinkedHashMap<Target, Edit> edits) {
        this.edits = Collections.unmodifiableSequencedMap(edits);
        int[] counts = new int[3];
        Set<String> tables = new HashSet<>();
        for (Edit edit : edits.values()) {
            tables.add(edit.table());
            counts[
                    switch (edit) {
                        case Edit.Insert _ -> 0;
                        case Edit.Update _ -> 1;
                        case Edit.Delete _ -> 2;
                    }]++;
        }
        this.counts = new Counts(counts[0], counts[1], counts[2], tables.size());
    }

    public static Changes of(Collection<? extends Edit> edits) {
        LinkedHashMap<Target, Edit> map = new LinkedHashMap<>();
        edits.forEach(edit -> map.put(edit.target(), edit));
        return new Changes(map);
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }

    public Counts counts() {
        return counts;
    }

    public Collection<Edit> edits() {
        return edits.values();
    }

    /// The edit of that row; `null` where it is as the file has it.
    public @Nullable Edit of(Target target) {
        return edits.get(target);
    }

    public @Nullable Edit of(String table, RowKey key) {
        return edits.get(new Target.Stored(table, key));
    }

    /// The rows that are to be inserted into the table, oldest first.
    public List<Edit.Insert> inserts(String table) {
        return edits.values().stream()
                .filter(e -> e.table().equals(table))
                .filter(Edit.Insert.class::isInstance)
                .map(Edit.Insert.class::cast)
                .toList();
    }

    /// The value that a cell is to have; `null` where it was not set.
    public @Nullable Value staged(Target target, String column) {
        return switch (edits.get(target)) {
            case Edit.Insert insert -> insert.values().get(column);
            case Edit.Update update -> update.changed().get(column);
            case Edit.Delete _ -> null;
            case null -> null;
        };
    }

    /// Without the edit of one row: what a review that leaves it out would commit.
    public Changes without(Target target) {
        LinkedHashMap<Target, Edit> rest = new LinkedHashMap<>(edits);
        rest.remove(target);
        return new Changes(rest);
    }

    /// The edits by row.
    Map<Target, Edit> byTarget() {
        return edits;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Changes that && edits.equals(that.edits);
    }

    @Override
    public int hashCode() {
        return edits.hashCode();
    }

    @Override
    public String toString() {
        return edits.values().toString();
    }
}
