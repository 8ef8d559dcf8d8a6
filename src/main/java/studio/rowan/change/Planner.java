package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Table;

/// Makes a [Plan], and keeps what was read for it.
final class Planner {
    private final Structure structure;
    private final Situation situation;
    private final List<Node> nodes;
    private final List<Spread.Found> spread;
    private final List<Spread.Found> inherited;
    private final Map<Plan.Step, Map<String, Value>> changed = new IdentityHashMap<>();
    private final Plan plan;

    Planner(Access access, Schema schema, Changes changes) {
        structure = new Structure(access, schema);
        situation = new Situation(access, structure, changes);
        nodes = situation.nodes();
        Spread along = new Spread(access, structure, changes, nodes, Spread.KEPT);
        spread = along.found();
        inherited = along.inherited();
        Spare spare = new Spare(access, structure, changes);
        Map<Edit, Map<Node.Slot, List<String>>> dragged = dragged();
        List<Node> all = lasting().stream()
                .map(node -> node.dragging(dragged.getOrDefault(node.edit(), Map.of())))
                .toList();
        List<Order.Placed> order = Order.sort(all, (node, columns) -> {
            List<Node> two = situation.split(node, spare.values(node.table(), columns));
            return List.of(two.getFirst().dragging(dragged.getOrDefault(node.edit(), Map.of())), two.getLast());
        });
        plan = new Plan(changes, steps(order), situation.clashes());
    }

    Plan plan() {
        return plan;
    }

    Structure structure() {
        return structure;
    }

    /// One for each edit.
    List<Node> nodes() {
        return nodes;
    }

    /// The rows that go or change along with the staged ones, up to [Spread#KEPT] of each effect.
    List<Spread.Found> spread() {
        return spread;
    }

    /// What the step writes; empty for a deletion.
    Map<String, Value> changed(Plan.Step step) {
        return changed.getOrDefault(step, Map.of());
    }

    /// Rows that have another parent of the same key afterwards.
    List<Spread.Found> inherited() {
        return inherited;
    }

    /// The places that rows leave which go or change along with a staged one: who is to have such a place waits for it.
    private Map<Edit, Map<Node.Slot, List<String>>> dragged() {
        Set<String> wanted = new HashSet<>();
        for (Node node : nodes) {
            node.takes().forEach(slot -> wanted.add(slot.table()));
            node.gains().forEach(ref -> wanted.add(ref.slot().table()));
        }
        Map<Edit, Map<Node.Slot, List<String>>> dragged = new HashMap<>();
        for (Spread.Found found : spread) {
            if (found.kind() != Cascade.Kind.REFUSED
                    && wanted.contains(Structure.lower(found.table().name()))) {
                found.rows()
                        .forEach((key, edit) -> situation
                                .held(
                                        found.table(),
                                        key,
                                        found.kind() == Cascade.Kind.DELETED ? List.of() : found.columns())
                                .forEach(slot -> dragged.computeIfAbsent(edit, _ -> new HashMap<>())
                                        .put(slot, List.of())));
            }
        }
        return dragged;
    }

    /// What is done to a row that goes anyhow need not be done.
    private List<Node> lasting() {
        Set<Target> doomed = new HashSet<>();
        for (Spread.Found found : spread) {
            if (found.kind() == Cascade.Kind.DELETED) {
                found.rows()
                        .keySet()
                        .forEach(key ->
                                doomed.add(new Target.Stored(found.table().name(), key)));
            }
        }
        return nodes.stream()
                .filter(node -> !doomed.contains(node.edit().target()))
                .toList();
    }

    private List<Plan.Step> steps(List<Order.Placed> order) {
        List<Plan.Step> steps = new ArrayList<>();
        Map<Integer, Map<String, Value>> between = new LinkedHashMap<>();
        for (Order.Placed placed : order) {
            Node node = placed.node();
            if (node.phase() == Node.Phase.STEP_ASIDE) {
                between.put(node.seq(), node.changed());
            }
            try {
                Plan.Step step = step(node, between.getOrDefault(node.seq(), Map.of()), placed.doomedBy());
                changed.put(step, node.changed());
                steps.add(step);
            } catch (DbError e) {
                throw new EditError(node.edit(), e);
            }
        }
        return steps;
    }

    private static Plan.Step step(Node node, Map<String, Value> between, Set<Edit> doomedBy) {
        Table table = node.table();
        return switch (node.edit()) {
            case Edit.Insert insert ->
                new Plan.Step(RowSql.insert(table, insert.values()), insert, Plan.Meaning.INSERT, doomedBy);
            case Edit.Delete delete -> {
                Sql row = RowSql.condition(table, delete.target().key(), delete.old());
                yield new Plan.Step(RowSql.delete(table, row), delete, Plan.Meaning.DELETE, doomedBy);
            }
            case Edit.Update update -> {
                RowKey key = update.target().key();
                Plan.Meaning meaning = switch (node.phase()) {
                    case WHOLE -> Plan.Meaning.UPDATE;
                    case STEP_ASIDE -> Plan.Meaning.STEP_ASIDE;
                    case SETTLE -> Plan.Meaning.SETTLE;
                };
                Sql row = meaning == Plan.Meaning.SETTLE
                        ? RowSql.condition(table, moved(table, key, between), between)
                        : RowSql.condition(table, key, update.old());
                yield new Plan.Step(RowSql.update(table, row, node.changed()), update, meaning, doomedBy);
            }
        };
    }

    /// The key of a row whose columns were changed.
    static RowKey moved(Table table, RowKey key, Map<String, Value> changed) {
        List<String> columns = RowSql.keyColumns(table);
        String rowid = Keys.rowidName(table);
        return switch (key) {
            case RowKey.Rowid(long before) ->
                rowid != null && changed.get(rowid) instanceof Value.Int(long now)
                        ? new RowKey.Rowid(now)
                        : new RowKey.Rowid(before);
            case RowKey.Primary(List<Value> parts)
            when parts.size() == columns.size() -> {
                List<Value> now = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    now.add(changed.getOrDefault(columns.get(i), parts.get(i)));
                }
                yield new RowKey.Primary(now);
            }
            case RowKey.Primary _, RowKey.Ordinal _, RowKey.Fresh _ -> key;
        };
    }
}
