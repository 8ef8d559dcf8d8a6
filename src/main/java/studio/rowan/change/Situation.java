package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Table;

/// What the file holds where staged edits are about to change it: the rows themselves, and the parents above them as
/// far as an edit may pull one away.
final class Situation {
    private static final Set<String> PROPAGATING = Set.of("CASCADE", "SET NULL", "SET DEFAULT");

    private final Access access;
    private final Structure structure;
    private final Changes changes;
    private final Map<Target, Map<String, Value>> rows = new HashMap<>();
    private final List<Clash> clashes = new ArrayList<>();
    private final Set<String> below;
    private final Map<Node.Slot, List<Node.Slot>> parents = new HashMap<>();

    Situation(Access access, Structure structure, Changes changes) {
        this.access = access;
        this.structure = structure;
        this.changes = changes;
        this.below = below();
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
        for (Edit edit : changes.edits()) {
            Table table = table(edit);
            int seq = nodes.size();
            nodes.add(
                    switch (edit) {
                        case Edit.Insert insert -> {
                            checkColumns(insert, table, insert.values());
                            Map<String, Value> row = Defaults.with(access, table, relevant(table), insert.values());
                            Node.Places after = places(table, stored(table, Map.of(), row), false);
                            yield Node.of(edit, table, Node.Phase.WHOLE, seq, insert.values(), Node.Places.NONE, after);
                        }
                        case Edit.Update update -> {
                            checkColumns(update, table, update.changed());
                            Map<String, Value> row = row(update.target());
                            yield step(
                                    update,
                                    table,
                                    Node.Phase.WHOLE,
                                    seq,
                                    row,
                                    update.changed(),
                                    stored(table, row, update.changed()));
                        }
                        case Edit.Delete delete ->
                            Node.of(
                                    edit,
                                    table,
                                    Node.Phase.WHOLE,
                                    seq,
                                    Map.of(),
                                    places(table, row(delete.target()), true),
                                    Node.Places.NONE);
                    });
        }
        return nodes;
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
            List<Value> values =
                    Structure.tuple(table, unique.columns(), unique.collations(), cells(row, unique.columns()));
            if (values != null) {
                slots.put(new Node.Slot(name, unique.columns(), values, false), unique.columns());
            }
        }
        for (ForeignKey key : structure.referencing(table.name())) {
            List<String> columns = structure.parentColumns(key, table);
            Node.Slot slot = parentSlot(table, columns, row, columns);
            if (slot != null) {
                slots.put(slot, columns);
            }
        }
        return new Node.Places(slots, refs(table, row, far));
    }

    private List<Node.Ref> refs(Table table, Map<String, Value> row, boolean far) {
        Set<Node.Ref> refs = new LinkedHashSet<>();
        for (ForeignKey key : structure.foreignKeys(table.name())) {
            Node.Slot slot = parentOf(table, key, row);
            if (slot != null) {
                List<String> columns = Structure.spelled(key.columns(), table);
                boolean acts =
                        !key.onDelete().equals("NO ACTION") || !key.onUpdate().equals("NO ACTION");
                refs.add(new Node.Ref(slot, columns, acts, true));
                if (far) {
                    above(slot).forEach(up -> refs.add(new Node.Ref(up, columns, acts, false)));
                }
            }
        }
        return List.copyOf(refs);
    }

    private Node.@Nullable Slot parentOf(Table table, ForeignKey key, Map<String, Value> row) {
        Table parent = structure.table(key.parent());
        return parent == null
                ? null
                : parentSlot(
                        parent, structure.parentColumns(key, parent), row, Structure.spelled(key.columns(), table));
    }

    private static Node.@Nullable Slot parentSlot(
            Table parent, List<String> columns, Map<String, Value> row, List<String> from) {
        if (columns.isEmpty() || columns.size() != from.size()) {
            return null;
        }
        return Structure.parentSlot(parent, columns, cells(row, from));
    }

    private static List<@Nullable Value> cells(Map<String, Value> row, List<String> columns) {
        List<@Nullable Value> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(row.get(column)));
        return cells;
    }

    // ---- the parents above ----

    /// The parents of the row in that slot, theirs, and so on, along keys that carry a deletion or change downwards.
    private Set<Node.Slot> above(Node.Slot start) {
        Set<Node.Slot> found = new LinkedHashSet<>();
        List<Node.Slot> todo = new ArrayList<>(List.of(start));
        while (!todo.isEmpty()) {
            for (Node.Slot up : parents(todo.removeLast())) {
                if (!up.equals(start) && found.add(up)) {
                    todo.add(up);
                }
            }
        }
        return found;
    }

    private List<Node.Slot> parents(Node.Slot slot) {
        List<Node.Slot> known = parents.get(slot);
        if (known == null) {
            known = readParents(slot);
            parents.put(slot, known);
        }
        return known;
    }

    private List<Node.Slot> readParents(Node.Slot slot) {
        Table table = structure.table(slot.table());
        if (table == null || !below.contains(slot.table())) {
            return List.of();
        }
        access.job().checkCancelled();
        List<ForeignKey> keys = structure.foreignKeys(slot.table()).stream()
                .filter(Situation::propagates)
                .toList();
        Set<String> columns = new LinkedHashSet<>();
        keys.forEach(key -> columns.addAll(Structure.spelled(key.columns(), table)));
        Map<String, Value> row = columns.isEmpty() || slot.values().stream().anyMatch(Value.Large.class::isInstance)
                ? null
                : Cells.read(access, table.name(), List.copyOf(columns), Cells.equal(slot.columns(), slot.values()));
        List<Node.Slot> up = new ArrayList<>();
        if (row != null) {
            for (ForeignKey key : keys) {
                Node.Slot parent = parentOf(table, key, row);
                if (parent != null) {
                    up.add(parent);
                }
            }
        }
        return up;
    }

    static boolean propagates(ForeignKey key) {
        return PROPAGATING.contains(key.onDelete()) || PROPAGATING.contains(key.onUpdate());
    }

    /// The tables to whose rows a staged deletion or change of a key may spread.
    private Set<String> below() {
        Set<String> found = new HashSet<>();
        List<String> todo = new ArrayList<>();
        for (Edit edit : changes.edits()) {
            boolean leaves = switch (edit) {
                case Edit.Insert _ -> false;
                case Edit.Delete _ -> true;
                case Edit.Update update -> changesKey(update);
            };
            if (leaves) {
                todo.add(edit.table());
            }
        }
        Set<String> seen = new HashSet<>();
        while (!todo.isEmpty()) {
            String table = todo.removeLast();
            if (seen.add(Structure.lower(table))) {
                for (ForeignKey key : structure.referencing(table)) {
                    if (propagates(key)) {
                        found.add(Structure.lower(key.table()));
                        todo.add(key.table());
                    }
                }
            }
        }
        return found;
    }

    private boolean changesKey(Edit.Update update) {
        Table table = structure.table(update.table());
        return table != null
                && structure.referencing(update.table()).stream()
                        .flatMap(key -> structure.parentColumns(key, table).stream())
                        .anyMatch(update.changed()::containsKey);
    }
}
