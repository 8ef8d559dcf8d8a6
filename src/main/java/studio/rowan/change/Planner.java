package studio.rowan.change;

import java.util.ArrayList;
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
    private final Plan plan;

    Planner(Access access, Schema schema, Changes changes) {
        structure = new Structure(access, schema);
        situation = new Situation(access, structure, changes);
        nodes = situation.nodes();
        Spare spare = new Spare(access, structure, changes);
        List<Order.Placed> order =
                Order.sort(nodes, (node, columns) -> situation.split(node, spare.values(node.table(), columns)));
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

    private static List<Plan.Step> steps(List<Order.Placed> order) {
        List<Plan.Step> steps = new ArrayList<>();
        Map<Integer, Map<String, Value>> between = new LinkedHashMap<>();
        for (Order.Placed placed : order) {
            Node node = placed.node();
            if (node.phase() == Node.Phase.STEP_ASIDE) {
                between.put(node.seq(), node.changed());
            }
            try {
                steps.add(step(node, between.getOrDefault(node.seq(), Map.of()), placed.doomedBy()));
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
