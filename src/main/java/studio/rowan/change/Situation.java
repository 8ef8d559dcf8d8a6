package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Table;

/// What the file holds where staged edits are about to change it.
final class Situation {
    private final Access access;
    private final Structure structure;
    private final Changes changes;
    private final Map<Target, Map<String, Value>> rows = new HashMap<>();
    private final List<Clash> clashes = new ArrayList<>();
    private final Ancestors ancestors;

    Situation(Access access, Structure structure, Changes changes) {
        this.access = access;
        this.structure = structure;
        this.changes = changes;
        this.ancestors = new Ancestors(access, structure, changes);
        for (Edit edit : changes.edits()) {
            access.job().checkCancelled();
            switch (edit) {
                case Edit.Insert _ -> {}
                case Edit.Update update -> look(update, update.target(), update.old());
                case Edit.Delete delete -> look(delete, delete.target(), delete.old());
            }
        }
    }

    /// Edits whose row is not as it was seen.
    List<Clash> clashes() {
        return clashes;
    }

    Structure structure() {
        return structure;
    }

    /// @throws EditError where there is no such table any more
    Table table(Edit edit) {
        Table table = structure.table(edit.table());
        if (table == null) {
            throw new EditError(edit, new DbError.Syntax("no such table: " + edit.table(), 1, null, null));
        }
        return table;
    }

    private void look(Edit edit, Target.Stored target, Map<String, Value> old) {
        Table table = table(edit);
        checkColumns(edit, table, old);
        try {
            var same = RowSql.condition(table, target.key(), old);
            Set<String> columns = new LinkedHashSet<>(relevant(table));
            columns.addAll(old.keySet());
            List<String> all = List.copyOf(columns);
            Map<String, Value> row = Cells.read(access, table.name(), all, same);
            if (row == null) {
                var key = RowSql.keyConditions(table, target.key());
                Map<String, Value> theirs =
                        key.isEmpty() ? null : Cells.read(access, table.name(), all, RowSql.and(key));
                clashes.add(new Clash(edit, theirs == null ? null : only(theirs, old.keySet()), false));
            } else if (RowSql.keyConditions(table, target.key()).isEmpty()
                    && Cells.count(access, table.name(), same) > 1) {
                throw new EditError(
                        edit, new DbError.Constraint("several rows of " + table.name() + " are alike", 19, null, null));
            }
            rows.put(target, row == null ? old : row);
        } catch (DbError e) {
            throw new EditError(edit, e);
        }
    }

    /// In double quotes a name that no column has would be taken for a text.
    private static void checkColumns(Edit edit, Table table, Map<String, Value> cells) {
        for (String column : cells.keySet()) {
            if (table.column(column).isEmpty() && !column.equals(Keys.rowidName(table))) {
                throw new EditError(edit, new DbError.Syntax("no such column: " + column, 1, null, null));
            }
        }
    }

    private static Map<String, Value> only(Map<String, Value> row, Set<String> columns) {
        Map<String, Value> some = new LinkedHashMap<>(row);
        some.keySet().retainAll(columns);
        return some;
    }

    /// The columns whose values decide the order.
    private List<String> relevant(Table table) {
        Set<String> columns = new LinkedHashSet<>();
        Structure.uniques(table).forEach(unique -> columns.addAll(unique.columns()));
        structure.foreignKeys(table.name()).forEach(key -> columns.addAll(Structure.spelled(key.columns(), table)));
        structure.referencing(table.name()).forEach(key -> columns.addAll(structure.parentColumns(key, table)));
        return List.copyOf(columns);
    }

    // ---- nodes ----

    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        changes.edits().forEach(edit -> nodes.add(node(edit, table(edit), nodes.size())));
        return nodes;
    }

    private Node node(Edit edit, Table table, int seq) {
        Node.Phase whole = Node.Phase.WHOLE;
        return switch (edit) {
            case Edit.Insert insert -> {
                checkColumns(insert, table, insert.values());
                Map<String, Value> row = Defaults.with(access, table, relevant(table), insert.values());
                Node.Places after = places(table, stored(table, Map.of(), row), false);
                yield Node.of(edit, table, whole, seq, insert.values(), Node.Places.NONE, after);
            }
            case Edit.Update update -> {
                checkColumns(update, table, update.changed());
                Map<String, Value> row = row(update.target());
                Map<String, Value> after = stored(table, row, update.changed());
                yield step(update, table, whole, seq, row, update.changed(), after);
            }
            case Edit.Delete delete -> {
                Node.Places before = places(table, row(delete.target()), true);
                yield Node.of(edit, table, whole, seq, Map.of(), before, Node.Places.NONE);
            }
        };
    }

    private Node step(
            Edit edit,
            Table table,
            Node.Phase phase,
            int seq,
            Map<String, Value> before,
            Map<String, Value> changed,
            Map<String, Value> after) {
        return Node.of(edit, table, phase, seq, changed, places(table, before, true), places(table, after, false));
    }

    /// The two steps of an update that goes through the intermediate values.
    List<Node> split(Node node, Map<String, Value> between) {
        Edit.Update update = (Edit.Update) node.edit();
        Map<String, Value> row = row(update.target());
        Map<String, Value> mid = stored(node.table(), row, between);
        Map<String, Value> after = stored(node.table(), row, update.changed());
        return List.of(
                step(update, node.table(), Node.Phase.STEP_ASIDE, node.seq(), row, between, mid),
                step(update, node.table(), Node.Phase.SETTLE, node.seq(), mid, update.changed(), after));
    }

    private Map<String, Value> row(Target target) {
        return rows.getOrDefault(target, Map.of());
    }

    /// The row after the change, as far as it is known: what is computed from other columns is not.
    private static Map<String, Value> stored(Table table, Map<String, Value> before, Map<String, Value> changed) {
        Map<String, Value> after = new LinkedHashMap<>(before);
        changed.forEach((name, value) -> after.put(
                name, table.column(name).map(c -> Form.stored(table, c, value)).orElse(value)));
        table.columns().stream().filter(Column::isGenerated).forEach(column -> after.remove(column.name()));
        return after;
    }

    /// What a row that nobody staged has for itself alone, where these columns are part of it; all of it without
    /// columns.
    Set<Node.Slot> held(Table table, RowKey key, List<String> columns) {
        Map<String, Value> row =
                Cells.read(access, table.name(), relevant(table), RowSql.and(RowSql.keyConditions(table, key)));
        Set<Node.Slot> held = new LinkedHashSet<>();
        places(table, row == null ? Map.of() : row, false).slots().forEach((slot, of) -> {
            if (columns.isEmpty() || of.stream().anyMatch(columns::contains)) {
                held.add(slot);
            }
        });
        return held;
    }

    private Node.Places places(Table table, Map<String, Value> row, boolean far) {
        Map<Node.Slot, List<String>> slots = new LinkedHashMap<>();
        String name = Structure.lower(table.name());
        for (Structure.Unique unique : Structure.uniques(table)) {
            List<Value> values = Structure.tuple(
                    table, unique.columns(), unique.collations(), Structure.cells(row, unique.columns()));
            if (values != null) {
                slots.put(new Node.Slot(name, unique.columns(), values, false), unique.columns());
            }
        }
        for (ForeignKey key : structure.referencing(table.name())) {
            List<String> columns = structure.parentColumns(key, table);
            Node.Slot slot = Structure.parentSlot(table, columns, Structure.cells(row, columns));
            if (slot != null) {
                slots.put(slot, columns);
            }
        }
        return new Node.Places(slots, refs(table, row, far));
    }

    private List<Node.Ref> refs(Table table, Map<String, Value> row, boolean far) {
        Set<Node.Ref> refs = new LinkedHashSet<>();
        for (ForeignKey key : structure.foreignKeys(table.name())) {
            Node.Slot slot = structure.parentOf(table, key, row);
            if (slot != null) {
                List<String> columns = Structure.spelled(key.columns(), table);
                boolean acts = Ancestors.propagates(key);
                refs.add(new Node.Ref(slot, columns, acts, true));
                if (far) {
                    ancestors.above(slot).forEach(up -> refs.add(new Node.Ref(up, columns, acts, false)));
                }
            }
        }
        return List.copyOf(refs);
    }
}
