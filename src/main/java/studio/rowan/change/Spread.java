package studio.rowan.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Table;

/// Finds the rows that foreign keys will change along with staged edits, table by table, up to a bound for each.
final class Spread {
    /// Rows of one effect that are counted for a preview.
    static final int SHOWN = 10_000;

    private static final int CHUNK = 200;

    /// @param keys the rows, at most as many as the bound
    /// @param more there are more than these
    record Found(Cascade.Kind kind, Table table, List<String> columns, Set<RowKey> keys, boolean more) {}

    /// @param columns that change; empty: the rows are deleted
    private record Work(Table table, List<String> columns, Collection<RowKey> keys, boolean staged) {
        boolean isDelete() {
            return columns.isEmpty();
        }
    }

    private record Effect(Cascade.Kind kind, String table, List<String> columns) {}

    private final Access access;
    private final Planner planner;
    private final Structure structure;
    private final Changes changes;
    private final int bound;
    private final Map<Effect, Set<RowKey>> found = new LinkedHashMap<>();
    private final Set<Effect> more = new HashSet<>();
    private final Deque<Work> todo = new ArrayDeque<>();

    Spread(Access access, Planner planner, int bound) {
        this.access = access;
        this.planner = planner;
        this.structure = planner.structure();
        this.changes = planner.plan().changes();
        this.bound = bound;
        begin();
        for (Work work = todo.poll(); work != null; work = todo.poll()) {
            spread(work);
        }
    }

    List<Found> found() {
        List<Found> list = new ArrayList<>();
        found.forEach((effect, keys) -> {
            Table table = structure.table(effect.table());
            if (table != null && !keys.isEmpty()) {
                list.add(new Found(effect.kind(), table, effect.columns(), keys, more.contains(effect)));
            }
        });
        return list;
    }

    private void begin() {
        Map<List<String>, Work> starts = new LinkedHashMap<>();
        for (Node node : planner.nodes()) {
            if (node.edit().target() instanceof Target.Stored(String table, RowKey key)) {
                Set<String> columns = new LinkedHashSet<>();
                if (!node.isDelete()) {
                    node.frees().entrySet().stream()
                            .filter(e -> e.getKey().parent())
                            .forEach(e -> columns.addAll(e.getValue()));
                    columns.retainAll(node.changed().keySet());
                    if (columns.isEmpty()) {
                        continue;
                    }
                }
                List<String> name = new ArrayList<>(List.of(table));
                name.addAll(columns);
                starts.computeIfAbsent(name, _ -> new Work(node.table(), List.copyOf(columns), new ArrayList<>(), true))
                        .keys()
                        .add(key);
            }
        }
        todo.addAll(starts.values());
    }

    private void spread(Work work) {
        for (ForeignKey key : structure.referencing(work.table().name())) {
            Table child = structure.table(key.table());
            List<String> parents = structure.parentColumns(key, work.table());
            if (child == null || parents.isEmpty()) {
                continue;
            }
            if (work.isDelete() || parents.stream().anyMatch(work.columns()::contains)) {
                spread(work, key, child, parents);
            }
        }
    }

    private void spread(Work work, ForeignKey key, Table child, List<String> parents) {
        String action = work.isDelete() ? key.onDelete() : key.onUpdate();
        Cascade.Kind kind = switch (action) {
            case "CASCADE" -> work.isDelete() ? Cascade.Kind.DELETED : Cascade.Kind.FOLLOWS;
            case "SET NULL" -> Cascade.Kind.SET_NULL;
            case "SET DEFAULT" -> Cascade.Kind.SET_DEFAULT;
            default -> Cascade.Kind.REFUSED;
        };
        Collection<RowKey> from =
                work.staged() && action.equals("NO ACTION") ? withoutSuccessor(work, parents) : work.keys();
        List<String> columns = Structure.spelled(key.columns(), child);
        Effect effect = new Effect(kind, child.name(), kind == Cascade.Kind.DELETED ? List.of() : columns);
        Set<RowKey> reached = found.computeIfAbsent(effect, _ -> new LinkedHashSet<>());
        List<RowKey> fresh = new ArrayList<>();
        List<RowKey> all = List.copyOf(from);
        for (int i = 0; i < all.size() && !more.contains(effect); i += CHUNK) {
            access.job().checkCancelled();
            List<RowKey> chunk = all.subList(i, Math.min(all.size(), i + CHUNK));
            for (RowKey row : children(work.table(), parents, child, columns, chunk)) {
                if (!isStagedAway(child, row, columns) && !reached.contains(row)) {
                    if (reached.size() == bound) {
                        more.add(effect);
                        break;
                    }
                    reached.add(row);
                    fresh.add(row);
                }
            }
        }
        if (!fresh.isEmpty() && kind != Cascade.Kind.REFUSED) {
            todo.add(new Work(child, effect.columns(), fresh, false));
        }
    }

    /// Rows whose key no other staged row takes: where one does, the children just have another parent.
    private Collection<RowKey> withoutSuccessor(Work work, List<String> parents) {
        Set<Node.Slot> taken = new HashSet<>();
        planner.nodes().forEach(node -> taken.addAll(node.takes()));
        List<RowKey> alone = new ArrayList<>();
        for (Node node : planner.nodes()) {
            boolean succeeded = node.frees().keySet().stream()
                    .anyMatch(slot -> slot.parent() && slot.columns().equals(parents) && taken.contains(slot));
            if (!succeeded
                    && node.table().name().equals(work.table().name())
                    && node.edit().target() instanceof Target.Stored(String _, RowKey key)
                    && work.keys().contains(key)) {
                alone.add(key);
            }
        }
        return alone;
    }

    /// Whether the row goes or changes its reference by an edit of its own.
    private boolean isStagedAway(Table table, RowKey key, List<String> columns) {
        return switch (changes.of(table.name(), key)) {
            case Edit.Delete _ -> true;
            case Edit.Update update -> columns.stream().anyMatch(update.changed()::containsKey);
            case Edit.Insert _ -> false;
            case null -> false;
        };
    }

    private List<RowKey> children(
            Table parent, List<String> parents, Table child, List<String> columns, List<RowKey> keys) {
        List<String> key = RowSql.keyColumns(child);
        if (key.isEmpty() || RowSql.keyColumns(parent).isEmpty()) {
            return List.of();
        }
        Sql.Builder sql = Sql.builder().add("SELECT ");
        String comma = "";
        for (String column : key) {
            sql.add(comma).add("c.").ident(column);
            comma = ", ";
        }
        sql.add(" FROM ")
                .ident(parent.name())
                .add(" AS p JOIN ")
                .ident(child.name())
                .add(" AS c ON ");
        String and = "";
        for (int i = 0; i < parents.size(); i++) {
            sql.add(and).add("p.").ident(parents.get(i)).add(" = c.").ident(columns.get(i));
            and = " AND ";
        }
        sql.add(" WHERE ")
                .add(oneOf(parent, keys))
                .add(" LIMIT " + (bound + changes.edits().size() + 1));
        List<RowKey> rows = new ArrayList<>();
        for (Row row : access.query(sql.build())) {
            RowKey found = RowSql.key(child, row.toList());
            if (found != null) {
                rows.add(found);
            }
        }
        return rows;
    }

    /// `(p."a", p."b") IN (VALUES (?, ?), …)`.
    private static Sql oneOf(Table table, List<RowKey> keys) {
        Sql.Builder sql = Sql.builder().add("(");
        String comma = "";
        for (String column : RowSql.keyColumns(table)) {
            sql.add(comma).add("p.").ident(column);
            comma = ", ";
        }
        sql.add(") IN (VALUES ");
        String next = "(";
        for (RowKey key : keys) {
            sql.add(next);
            comma = "";
            for (Value value : key.values()) {
                sql.add(comma).add(RowSql.exact(value));
                comma = ", ";
            }
            sql.add(")");
            next = ", (";
        }
        return sql.add(")").build();
    }
}
