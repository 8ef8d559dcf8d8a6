package studio.rowan.browse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Changes;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.db.Value;
import studio.rowan.relate.Hop;
import studio.rowan.relate.Link;
import studio.rowan.relate.Nested;

/// Ties between two rows that are staged as edits of their join table.
final class RelatedTies {
    /// A staged row of the join table.
    /// @param far its values of the columns that refer to the other side
    record Staged(Target target, List<Value> far) {}

    private RelatedTies() {}

    /// The ties of one row that are to be made.
    static List<Staged> added(Changes changes, Hop.Through hop, List<Value> near) {
        List<Staged> found = new ArrayList<>();
        for (Edit edit : changes.edits()) {
            if (edit instanceof Edit.Insert(Target.Fresh target, Map<String, Value> values)) {
                find(hop, near, target, values, found);
            }
        }
        return found;
    }

    /// The ties of one row that are to be cut.
    static List<Staged> removed(Changes changes, Hop.Through hop, List<Value> near) {
        List<Staged> found = new ArrayList<>();
        for (Edit edit : changes.edits()) {
            if (edit instanceof Edit.Delete(Target.Stored target, Map<String, Value> old)) {
                find(hop, near, target, old, found);
            }
        }
        return found;
    }

    private static void find(
            Hop.Through hop, List<Value> near, Target target, Map<String, Value> values, List<Staged> found) {
        if (target.table().equalsIgnoreCase(hop.near().child().name()) && near.equals(values(hop.near(), values))) {
            List<Value> far = values(hop.far(), values);
            if (far != null) {
                found.add(new Staged(target, far));
            }
        }
    }

    private static @Nullable List<Value> values(Link link, Map<String, Value> row) {
        List<Value> values = new ArrayList<>();
        for (String column : link.columns()) {
            Value value = row.get(column);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    /// Stages a tie.
    static void add(ChangeSet edits, Hop.Through hop, List<Value> near, List<Value> far) {
        Map<String, Value> values = new LinkedHashMap<>();
        put(hop.near(), near, values);
        put(hop.far(), far, values);
        edits.insert(hop.near().child(), values);
    }

    private static void put(Link link, List<Value> key, Map<String, Value> values) {
        for (int i = 0; i < link.columns().size(); i++) {
            values.put(link.columns().get(i), key.get(i));
        }
    }

    /// Stages that these rows of the join table go.
    /// @param ties as [Related#ties] read them
    static void remove(ChangeSet edits, Hop.Through hop, List<String> columns, Nested ties) {
        edits.together(() -> {
            for (Nested.Node tie : ties.rows()) {
                Map<String, Value> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i), tie.cells().get(i));
                }
                edits.delete(hop.near().child(), tie.key(), row);
            }
        });
    }
}
