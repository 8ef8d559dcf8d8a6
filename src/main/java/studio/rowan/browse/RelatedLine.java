package studio.rowan.browse;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Target;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.relate.Hop;
import studio.rowan.relate.Level;
import studio.rowan.relate.Link;
import studio.rowan.relate.Nested;
import studio.rowan.relate.Way;

/// A line of the tree of what belongs to a row.
sealed interface RelatedLine {
    /// Parts the lines below it from those above.
    record Heading(String text) implements RelatedLine {}

    /// The rows that one way finds for one row. It changes as it is read and asked in another way.
    final class Section implements RelatedLine {
        final Way way;
        final String name;
        /// Values of the row above that lead here; null where they lead nowhere.
        final @Nullable List<Value> from;

        final @Nullable String label;
        final List<String> need;
        Related.Options options = Related.Options.DEFAULT;
        /// Null until it was counted.
        Related.@Nullable Count count;
        /// Null until it was read.
        Related.@Nullable Found found;

        Section(Way way, String name, @Nullable List<Value> from, @Nullable String label, List<String> need) {
            this.way = way;
            this.name = name;
            this.from = from;
            this.label = label;
            this.need = need;
        }

        boolean isParent() {
            return way instanceof Way.Parent;
        }

        Optional<Related.Asked> asked() {
            return from == null ? Optional.empty() : Optional.of(new Related.Asked(way, from, options, label, need));
        }

        /// The reference whose lack of an index makes it slow; null where it has one or nobody knows yet.
        @Nullable
        Link unindexed() {
            return found != null ? found.unindexed() : count != null ? count.unindexed() : null;
        }

        Optional<Hop.Through> through() {
            return found != null && found.hop() instanceof Hop.Through through
                    ? Optional.of(through)
                    : Optional.empty();
        }
    }

    /// What is staged for the tie that a row stands for.
    enum Mark {
        NONE,
        ADDED,
        REMOVED
    }

    /// A row.
    /// @param node null for one that is only staged
    /// @param staged what takes back its mark; null where nothing is staged
    record Row(
            Section of,
            String table,
            RowKey key,
            String keyText,
            String text,
            String details,
            Level level,
            Nested.@Nullable Node node,
            Mark mark,
            @Nullable Target staged)
            implements RelatedLine {
        /// The value of a column, where it was read.
        @Nullable
        Value value(String column) {
            if (node != null) {
                for (int i = 0; i < level.columns().size(); i++) {
                    if (level.columns().get(i).equalsIgnoreCase(column)) {
                        return node.cells().get(i);
                    }
                }
            }
            return key instanceof RowKey.Rowid(long rowid)
                            && level.table().column(column).isEmpty()
                    ? Value.of(rowid)
                    : null;
        }
    }

    /// Words where rows would be, with what can be done.
    record Words(String text, boolean warning, List<Action> actions) implements RelatedLine {
        Words(String text) {
            this(text, false, List.of());
        }
    }

    /// @param id of its button
    record Action(String id, String text, Runnable run) {}
}
