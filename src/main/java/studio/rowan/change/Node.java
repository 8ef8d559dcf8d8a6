package studio.rowan.change;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.rowan.db.Value;
import studio.rowan.schema.Table;

/// One statement to be put in order: which places its row leaves and which it takes.
/// @param seq the place among the staged edits
/// @param changed what is written; empty for a deletion
/// @param frees slots that the row holds before and not after, each with the columns that hold it
/// @param takes slots that the row holds after and not before
/// @param refs parents that the row has before, near and far
/// @param gains parents that the row has after, as it is told to: not before, or by a value that is set again
record Node(
        Edit edit,
        Table table,
        Phase phase,
        int seq,
        Map<String, Value> changed,
        Map<Slot, List<String>> frees,
        Set<Slot> takes,
        List<Ref> refs,
        List<Ref> gains) {

    /// An update that stands in a cycle is done in two steps.
    enum Phase {
        WHOLE,
        STEP_ASIDE,
        SETTLE
    }

    /// What one row has for itself alone: values in a unique index, or values by which others refer to it.
    /// @param table in small letters
    /// @param parent true for values that foreign keys refer to
    record Slot(String table, List<String> columns, List<Value> values, boolean parent) {}

    /// A parent that a row refers to.
    /// @param columns of the child, by which it gets there; of a far one, those of the first step
    /// @param acts whether something happens to the child at once when the parent goes
    /// @param near the row itself refers to it, not one of its parents
    record Ref(Slot slot, List<String> columns, boolean acts, boolean near) {}

    /// What a row holds and refers to at one moment.
    record Places(Map<Slot, List<String>> slots, List<Ref> refs) {
        static final Places NONE = new Places(Map.of(), List.of());
    }

    static Node of(
            Edit edit, Table table, Phase phase, int seq, Map<String, Value> changed, Places before, Places after) {
        Map<Slot, List<String>> frees = new LinkedHashMap<>(before.slots());
        frees.keySet().removeAll(after.slots().keySet());
        Set<Slot> takes = new LinkedHashSet<>(after.slots().keySet());
        takes.removeAll(before.slots().keySet());
        Set<Slot> had = new LinkedHashSet<>();
        before.refs().stream().filter(Ref::near).forEach(ref -> had.add(ref.slot()));
        List<Ref> gains = after.refs().stream()
                .filter(ref -> ref.near()
                        && (!had.contains(ref.slot()) || ref.columns().stream().anyMatch(changed::containsKey)))
                .toList();
        return new Node(edit, table, phase, seq, changed, frees, takes, before.refs(), gains);
    }

    /// The same statement, which takes other rows along: they leave these places.
    Node dragging(Map<Slot, List<String>> places) {
        Map<Slot, List<String>> all = new LinkedHashMap<>(places);
        all.keySet().removeAll(takes);
        all.putAll(frees);
        return new Node(edit, table, phase, seq, changed, all, takes, refs, gains);
    }

    /// Tells nodes apart.
    int id() {
        return seq * Phase.values().length + phase.ordinal();
    }

    boolean isDelete() {
        return edit instanceof Edit.Delete;
    }

    boolean canStepAside() {
        return edit instanceof Edit.Update && phase == Phase.WHOLE;
    }

    /// Columns that the row has to leave before it refers to their old values, since what happens to children that are
    /// left would happen to itself.
    Set<String> ownWay() {
        Set<String> columns = new LinkedHashSet<>();
        gains.stream().filter(Ref::acts).forEach(ref -> columns.addAll(frees.getOrDefault(ref.slot(), List.of())));
        columns.retainAll(changed.keySet());
        return columns;
    }

    boolean changesAny(List<String> columns) {
        return columns.stream().anyMatch(changed::containsKey);
    }

    /// What goes first where nothing else decides: what frees before what takes, and rows whose rowid SQLite chooses
    /// last.
    int rank() {
        return switch (edit) {
            case Edit.Delete _ -> 0;
            case Edit.Update _ -> 1;
            case Edit.Insert _ -> isNumbered() ? 3 : 2;
        };
    }

    /// Whether SQLite chooses the rowid, which must be none that another row is to have, even if only on its way.
    boolean isNumbered() {
        String rowid = Keys.rowidName(table);
        return edit instanceof Edit.Insert insert
                && rowid != null
                && insert.values().getOrDefault(rowid, Value.NULL).isNull();
    }
}
