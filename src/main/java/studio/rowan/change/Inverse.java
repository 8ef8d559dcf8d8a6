package studio.rowan.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Remembers what a commit is about to take away, rows that cascade included, so that it can be taken back. Gives up
/// where that would be too much to keep. What triggers do on the way is not taken back; they fire again.
final class Inverse {
    /// What is kept of one commit, roughly in bytes.
    private static final long BYTES = 32 << 20;

    private final Access access;
    private final Structure structure;
    private final Changes changes;
    private final Map<Target.Stored, Map<String, Value>> deleted = new LinkedHashMap<>();
    private final Map<Target.Stored, Map<String, Value>> updated = new LinkedHashMap<>();
    private final Map<Target.Stored, Map<String, Value>> unlinked = new LinkedHashMap<>();
    private final Map<Target.Stored, Map<String, Value>> followed = new LinkedHashMap<>();
    private long bytes;
    private boolean possible = true;

    /// To be made before the first statement of the commit.
    Inverse(Access access, Planner planner) {
        this.access = access;
        this.structure = planner.structure();
        this.changes = planner.plan().changes();
        for (Node node : planner.nodes()) {
            switch (node.edit()) {
                case Edit.Insert _ -> {}
                case Edit.Update update ->
                    keep(
                            updated,
                            node.table(),
                            update.target(),
                            List.copyOf(update.changed().keySet()));
                case Edit.Delete delete -> keep(deleted, node.table(), delete.target(), whole(node.table()));
            }
        }
        planner.spread().forEach(this::keep);
        // They stay when the heir of their parent leaves again: so they are told to.
        for (Spread.Found found : planner.inherited()) {
            possible &= found.isWhole();
            found.rows()
                    .keySet()
                    .forEach(key -> keep(
                            unlinked,
                            found.table(),
                            new Target.Stored(found.table().name(), key),
                            found.columns()));
        }
    }

    private void keep(Spread.Found found) {
        possible &= found.isWhole();
        for (RowKey key : found.rows().keySet()) {
            Target.Stored target = new Target.Stored(found.table().name(), key);
            switch (found.kind()) {
                case DELETED -> keep(deleted, found.table(), target, whole(found.table()));
                case SET_NULL, SET_DEFAULT -> keep(unlinked, found.table(), target, found.columns());
                case FOLLOWS ->
                    keep(found.loose().contains(key) ? unlinked : followed, found.table(), target, found.columns());
                case REFUSED -> {}
            }
        }
    }

    private static List<String> whole(Table table) {
        List<String> columns = new ArrayList<>();
        String rowid = Keys.rowidName(table);
        if (rowid != null && table.column(rowid).isEmpty()) {
            columns.add(rowid);
        }
        table.columns().stream().filter(Keys::isWritable).map(Column::name).forEach(columns::add);
        return columns;
    }

    private void keep(
            Map<Target.Stored, Map<String, Value>> kept, Table table, Target.Stored target, List<String> columns) {
        List<Sql> key = RowSql.keyConditions(table, target.key());
        if (!possible || key.isEmpty()) {
            possible = false;
            return;
        }
        Sql condition = RowSql.and(key);
        Map<String, Value> row = Cells.read(access, table.name(), columns, condition);
        if (row != null) {
            bytes += row.values().stream().mapToLong(Inverse::size).sum();
            boolean large = row.values().stream().anyMatch(Value.Large.class::isInstance);
            if (bytes > BYTES) {
                possible = false;
            } else {
                Map<String, Value> all = large ? Cells.readWhole(access, table.name(), columns, condition) : row;
                Map<String, Value> before = kept.getOrDefault(target, Map.of());
                Map<String, Value> both = new LinkedHashMap<>(before);
                both.putAll(all == null ? row : all);
                kept.put(target, both);
            }
        }
    }

    private static long size(Value value) {
        return switch (value) {
            case Value.Null _, Value.Int _, Value.Real _ -> 16;
            case Value.Text text -> 2L * text.value().length();
            case Value.Blob(byte[] content) -> content.length;
            case Value.Large(Value.StorageClass _, long length, String _) -> length;
        };
    }

    /// The edits that take the commit back, after its last statement; `null` where they would not do so wholly.
    @Nullable
    Changes after(List<Written> written) {
        List<Edit> edits = new ArrayList<>();
        deleted.forEach((target, row) ->
                edits.add(new Edit.Insert(new Target.Fresh(target.table(), edits.size() + 1), row)));
        Map<Target, Written> rows = new LinkedHashMap<>();
        written.forEach(w -> rows.put(w.target(), w));
        unlinked.forEach((target, row) -> {
            Target.Stored there = moved(target, rows);
            Map<String, Value> now = now(there, row);
            possible &= now != null || deleted.containsKey(target);
            if (now != null && !deleted.containsKey(target)) {
                edits.add(new Edit.Update(there, now, row));
            }
        });
        followed.forEach((target, row) -> {
            Target.Stored there = moved(target, rows);
            Map<String, Value> now = now(there, row);
            // Others come back with the key that they followed; a NULL follows nobody.
            if (now != null && !deleted.containsKey(target) && now.containsValue(Value.NULL)) {
                edits.add(new Edit.Update(there, now, row));
            }
        });
        for (Edit edit : changes.edits()) {
            Written row = rows.get(edit.target());
            RowKey key = row == null ? null : row.key();
            if (edit instanceof Edit.Delete || (edit.target() instanceof Target.Stored t && deleted.containsKey(t))) {
                continue;
            }
            if (row == null || key == null) {
                return null;
            }
            edits.add(inverse(edit, new Target.Stored(edit.table(), key), row.row()));
        }
        return possible ? Changes.of(merged(edits)) : null;
    }

    /// The row, which an edit may have given another key.
    private static Target.Stored moved(Target.Stored target, Map<Target, Written> written) {
        Written row = written.get(target);
        RowKey key = row == null ? null : row.key();
        return key == null ? target : new Target.Stored(target.table(), key);
    }

    /// A row may have lost its reference to one table and been changed by an edit as well.
    private static List<Edit> merged(List<Edit> edits) {
        Map<Target, Edit> byTarget = new LinkedHashMap<>();
        for (Edit edit : edits) {
            byTarget.merge(edit.target(), edit, (one, other) -> {
                if (one instanceof Edit.Update a && other instanceof Edit.Update b) {
                    Map<String, Value> old = new LinkedHashMap<>(a.old());
                    old.putAll(b.old());
                    Map<String, Value> changed = new LinkedHashMap<>(a.changed());
                    changed.putAll(b.changed());
                    return new Edit.Update(a.target(), old, changed);
                }
                return other;
            });
        }
        return List.copyOf(byTarget.values());
    }

    private Edit inverse(Edit edit, Target.Stored target, Map<String, Value> now) {
        Table table = structure.table(edit.table());
        if (edit.target() instanceof Target.Stored before) {
            return new Edit.Update(target, now, updated.getOrDefault(before, Map.of()));
        }
        Map<String, Value> row = new LinkedHashMap<>(now);
        if (table != null) {
            row.keySet().retainAll(whole(table));
        }
        return new Edit.Delete(target, row);
    }

    private @Nullable Map<String, Value> now(Target.Stored target, Map<String, Value> row) {
        Table table = structure.table(target.table());
        if (table == null) {
            return null;
        }
        Map<String, Value> now = Cells.read(
                access, table.name(), List.copyOf(row.keySet()), RowSql.and(RowSql.keyConditions(table, target.key())));
        return now == null ? null : Contents.known(access, table, target.key(), now);
    }
}
