package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.Value;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Table;

/// The parents above a row, theirs, and so on, as far as a staged deletion or change of a key may come down to it.
final class Ancestors {
    private static final Set<String> PROPAGATING = Set.of("CASCADE", "SET NULL", "SET DEFAULT");

    private final Access access;
    private final Structure structure;
    private final Changes changes;
    private final Set<String> below;
    private final Map<Node.Slot, List<Node.Slot>> parents = new HashMap<>();

    Ancestors(Access access, Structure structure, Changes changes) {
        this.access = access;
        this.structure = structure;
        this.changes = changes;
        this.below = below();
    }

    /// The parents of the row in that slot, theirs, and so on, along keys that carry a deletion or change downwards.
    Set<Node.Slot> above(Node.Slot start) {
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
                .filter(key -> propagates(key))
                .toList();
        Set<String> columns = new LinkedHashSet<>();
        keys.forEach(key -> columns.addAll(Structure.spelled(key.columns(), table)));
        Map<String, Value> row = columns.isEmpty() || slot.values().stream().anyMatch(Value.Large.class::isInstance)
                ? null
                : Cells.read(access, table.name(), List.copyOf(columns), Cells.equal(slot.columns(), slot.values()));
        List<Node.Slot> up = new ArrayList<>();
        if (row != null) {
            for (ForeignKey key : keys) {
                Node.Slot parent = structure.parentOf(table, key, row);
                if (parent != null) {
                    up.add(parent);
                }
            }
        }
        return up;
    }

    static boolean propagates(ForeignKey key) {
        return propagates(key.onDelete()) || propagates(key.onUpdate());
    }

    /// Whether the action does something to the child, and not only asks at the end of the commit.
    static boolean propagates(String action) {
        return PROPAGATING.contains(action);
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
