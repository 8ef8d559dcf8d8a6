package studio.rowan.change;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Table;

/// What a commit is about to make of the file, noted when all its statements ran and only its COMMIT is left: who ends
/// between the two finds out by it at the next start whether the commit happened.
/// @param changes what is committed
/// @param written the rows as the transaction holds them
public record CommitMark(Changes changes, List<Written> written) {
    /// What became of the commit, as far as the file tells.
    public enum Fate {
        /// Every row is as the commit would have left it.
        IN_FILE,
        /// Every row is as it was before.
        NOT_IN_FILE,
        /// The rows are neither, or cannot be told apart.
        UNKNOWN
    }

    /// What the row of one edit looks like.
    private enum Sight {
        BEFORE,
        AFTER,
        BOTH,
        NEITHER
    }

    public CommitMark {
        written = List.copyOf(written);
    }

    /// True where some of these edits are what was being committed: only then does its fate matter.
    public boolean concerns(Changes kept) {
        return changes.edits().stream().anyMatch(edit -> kept.of(edit.target()) != null);
    }

    /// What is left of kept edits once these are in the file.
    public Changes left(Changes kept) {
        ChangeSet set = new ChangeSet();
        set.restore(kept);
        set.committed(changes, written);
        return set.changes();
    }

    /// Compares the file with both ends: one transaction wrote all rows or none.
    public Fate fate(Access access, Schema schema) {
        Set<Sight> seen = new Comparison(access, new Structure(access, schema)).all();
        seen.remove(Sight.BOTH);
        if (seen.equals(Set.of(Sight.AFTER))) {
            return Fate.IN_FILE;
        }
        return seen.equals(Set.of(Sight.BEFORE)) ? Fate.NOT_IN_FILE : Fate.UNKNOWN;
    }

    private final class Comparison {
        private final Access access;
        private final Structure structure;
        private final Map<Target, Written> after = new HashMap<>();
        /// Rows of the file whose key the commit gave to another, or may have.
        private final Set<Target> taken = new HashSet<>();
        private final Set<Target> freed = new HashSet<>();

        Comparison(Access access, Structure structure) {
            this.access = access;
            this.structure = structure;
            for (Written row : written) {
                after.put(row.target(), row);
                RowKey key = row.key();
                if (key != null) {
                    taken.add(new Target.Stored(row.target().table(), key));
                }
            }
            changes.edits().forEach(edit -> freed.add(edit.target()));
        }

        Set<Sight> all() {
            Set<Sight> seen = EnumSet.noneOf(Sight.class);
            changes.edits().forEach(edit -> seen.add(sight(edit)));
            return seen;
        }

        private Sight sight(Edit edit) {
            Table table = structure.table(edit.table());
            try {
                return table == null ? Sight.NEITHER : sight(table, edit);
            } catch (DbError.Syntax e) {
                // The table has other columns or another key by now.
                return Sight.NEITHER;
            }
        }

        private Sight sight(Table table, Edit edit) {
            return switch (edit) {
                case Edit.Insert insert -> inserted(table, insert);
                case Edit.Update update -> {
                    boolean old = Contents.plain(update.old()).equals(row(table, update.target(), update.old()));
                    boolean changed = isWritten(table, after.get(update.target()));
                    yield old ? (changed ? Sight.BOTH : Sight.BEFORE) : changed ? Sight.AFTER : Sight.NEITHER;
                }
                case Edit.Delete delete -> deleted(table, delete);
            };
        }

        private Sight inserted(Table table, Edit.Insert insert) {
            Written row = after.get(insert.target());
            RowKey key = row == null ? null : row.key();
            if (row == null || key == null) {
                return Sight.NEITHER;
            }
            Target.Stored target = new Target.Stored(table.name(), key);
            Map<String, Value> now = row(table, target, row.row());
            if (now == null) {
                return Sight.BEFORE;
            }
            return now.equals(row.row()) ? Sight.AFTER : freed.contains(target) ? Sight.BOTH : Sight.NEITHER;
        }

        private Sight deleted(Table table, Edit.Delete delete) {
            Map<String, Value> now = row(table, delete.target(), delete.old());
            if (now == null) {
                return Sight.AFTER;
            }
            if (taken.contains(delete.target())) {
                return Sight.BOTH;
            }
            return now.equals(Contents.plain(delete.old())) ? Sight.BEFORE : Sight.NEITHER;
        }

        private boolean isWritten(Table table, @Nullable Written row) {
            RowKey key = row == null ? null : row.key();
            return row != null
                    && key != null
                    && row.row().equals(row(table, new Target.Stored(table.name(), key), row.row()));
        }

        /// The columns of `like`, as the row of the key holds them now; `null` without such a row.
        private @Nullable Map<String, Value> row(Table table, Target.Stored target, Map<String, Value> like) {
            List<Sql> key = RowSql.keyConditions(table, target.key());
            if (key.isEmpty()) {
                throw new DbError.Syntax("no key", 1, null, null);
            }
            return Cells.read(access, table.name(), List.copyOf(like.keySet()), RowSql.and(key));
        }
    }
}
