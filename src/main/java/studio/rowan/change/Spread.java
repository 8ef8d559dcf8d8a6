package studio.rowan.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Table;

/// Finds the rows that foreign keys will change along with staged edits, table by table, up to a bound for each.
/// RESTRICT counts as NO ACTION, as `defer_foreign_keys` makes of it: what matters is how the commit ends.
final class Spread {
    /// Rows of one effect that are counted for a preview.
    static final int SHOWN = 10_000;

    /// Rows of one effect that are kept to be taken back.
    static final int KEPT = 2_000;

    private static final int CHUNK = 200;

    /// @param columns of the rows, by which they refer to what goes
    /// @param rows with the edit that reaches them, at most as many as the bound
    /// @param loose those of the rows that refer by a value that counts as equal and is another, as in another case
    /// @param keyless rows beside those, which nothing tells apart
    /// @param more there are more than these
    record Found(
            Cascade.Kind kind,
            Table table,
            List<String> columns,
            Map<RowKey, Edit> rows,
            Set<RowKey> loose,
            long keyless,
            boolean more) {
        long count() {
            return rows.size() + keyless;
        }

        /// What is done to them can be taken back row by row.
        boolean isWhole() {
            return !more && keyless == 0;
        }
    }

    /// @param columns that change; empty: the rows are deleted
    private record Work(Table table, List<String> columns, Map<RowKey, Edit> rows) {
        boolean isDelete() {
            return columns.isEmpty();
        }
    }

    private record Effect(Cascade.Kind kind, String table, List<String> columns) {}

    /// @param place by which the child refers to its parent; `null` where it cannot be told
    private record Child(RowKey key, RowKey parent, Node.@Nullable Slot place, boolean loose) {}

    /// Where another row takes the place of the parent, the child just has another one.
    /// @param edit of the heir
    /// @param acts something happens to the child when the heir is taken back
    private record Heir(Edit origin, Edit edit, boolean acts) {}

    private final Access access;
    private final Structure structure;
    private final List<Node> nodes;
    private final Changes changes;
    private final int bound;
    private final Map<Node.Slot, Edit> taken = new HashMap<>();
    private final Map<Effect, Map<RowKey, Edit>> found = new LinkedHashMap<>();
    private final Map<Effect, Map<RowKey, Heir>> inherited = new LinkedHashMap<>();
    private final Map<Effect, Set<RowKey>> loose = new HashMap<>();
    private final Map<Effect, Long> keyless = new HashMap<>();
    private final Set<Effect> more = new HashSet<>();
    private final Deque<Work> todo = new ArrayDeque<>();

    Spread(Access access, Structure structure, Changes changes, List<Node> nodes, int bound) {
        this.access = access;
        this.structure = structure;
        this.changes = changes;
        this.nodes = nodes;
        this.bound = bound;
        nodes.forEach(node -> node.takes().forEach(slot -> taken.put(slot, node.edit())));
        begin();
        for (Work work = todo.poll(); work != null; work = todo.poll()) {
            spread(work);
        }
    }

    /// Rows that have another parent of the same key afterwards, where foreign keys would act when that one leaves.
    List<Found> inherited() {
        Set<Target> doomed = doomed();
        List<Found> list = new ArrayList<>();
        inherited.forEach((effect, heirs) -> {
            Map<RowKey, Edit> rows = new LinkedHashMap<>();
            heirs.forEach((key, heir) -> {
                if (heir.acts() && !doomed.contains(heir.edit().target())) {
                    rows.put(key, heir.origin());
                }
            });
            add(list, effect, rows, rows.size() > bound);
        });
        return list;
    }

    /// A row that goes in the end has nothing else done to it, and is nobody's heir.
    List<Found> found() {
        Set<Target> doomed = doomed();
        inherited.forEach((effect, heirs) -> heirs.forEach((key, heir) -> {
            if (doomed.contains(heir.edit().target())) {
                found.computeIfAbsent(effect, _ -> new LinkedHashMap<>()).put(key, heir.origin());
            }
        }));
        List<Found> list = new ArrayList<>();
        found.forEach((effect, reached) -> {
            Map<RowKey, Edit> rows = new LinkedHashMap<>(reached);
            if (effect.kind() != Cascade.Kind.DELETED) {
                rows.keySet().removeIf(key -> doomed.contains(new Target.Stored(effect.table(), key)));
            }
            add(list, effect, rows, more.contains(effect));
        });
        keyless.keySet().stream()
                .filter(effect -> !found.containsKey(effect))
                .forEach(effect -> add(list, effect, Map.of(), more.contains(effect)));
        return list;
    }

    private void add(List<Found> list, Effect effect, Map<RowKey, Edit> rows, boolean more) {
        Table table = structure.table(effect.table());
        long others = keyless.getOrDefault(effect, 0L);
        if (table != null && (!rows.isEmpty() || others > 0)) {
            Set<RowKey> unlike = loose.getOrDefault(effect, Set.of());
            list.add(new Found(effect.kind(), table, effect.columns(), rows, unlike, others, more));
        }
    }

    private Set<Target> doomed() {
        Set<Target> doomed = new HashSet<>();
        found.forEach((effect, rows) -> {
            if (effect.kind() == Cascade.Kind.DELETED) {
                rows.keySet().forEach(key -> doomed.add(new Target.Stored(effect.table(), key)));
            }
        });
        return doomed;
    }

    private void begin() {
        Map<List<String>, Work> starts = new LinkedHashMap<>();
        for (Node node : nodes) {
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
                starts.computeIfAbsent(name, _ -> new Work(node.table(), List.copyOf(columns), new LinkedHashMap<>()))
                        .rows()
                        .put(key, node.edit());
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
        Cascade.Kind kind = switch (work.isDelete() ? key.onDelete() : key.onUpdate()) {
            case "CASCADE" -> work.isDelete() ? Cascade.Kind.DELETED : Cascade.Kind.FOLLOWS;
            case "SET NULL" -> Cascade.Kind.SET_NULL;
            case "SET DEFAULT" -> Cascade.Kind.SET_DEFAULT;
            default -> Cascade.Kind.REFUSED;
        };
        List<String> columns = Structure.spelled(key.columns(), child);
        Effect effect = new Effect(kind, child.name(), kind == Cascade.Kind.DELETED ? List.of() : columns);
        Map<RowKey, Edit> fresh = new LinkedHashMap<>();
        List<RowKey> all = List.copyOf(work.rows().keySet());
        for (int i = 0; i < all.size() && !more.contains(effect); i += CHUNK) {
            access.job().checkCancelled();
            List<RowKey> chunk = all.subList(i, Math.min(all.size(), i + CHUNK));
            if (RowSql.keyColumns(child).isEmpty()) {
                count(effect, work.table(), parents, child, columns, chunk);
                continue;
            }
            for (Child row : children(work.table(), parents, child, columns, chunk)) {
                Edit origin = work.rows().get(row.parent());
                if (origin != null && !isStagedAway(child, row.key(), columns)) {
                    reach(effect, key, row, origin, fresh);
                }
            }
        }
        if (!fresh.isEmpty() && kind != Cascade.Kind.REFUSED) {
            todo.add(new Work(child, effect.columns(), fresh));
        }
    }

    private void reach(Effect effect, ForeignKey key, Child row, Edit origin, Map<RowKey, Edit> fresh) {
        Edit heir = effect.kind() == Cascade.Kind.REFUSED ? taken.get(row.place()) : null;
        Map<RowKey, Edit> reached = found.computeIfAbsent(effect, _ -> new LinkedHashMap<>());
        if (heir != null) {
            inherited
                    .computeIfAbsent(effect, _ -> new LinkedHashMap<>())
                    .put(row.key(), new Heir(origin, heir, leavesAgain(key, heir)));
        } else if (reached.size() == bound && !reached.containsKey(row.key())) {
            more.add(effect);
        } else if (reached.putIfAbsent(row.key(), origin) == null) {
            fresh.put(row.key(), origin);
            if (row.loose()) {
                loose.computeIfAbsent(effect, _ -> new HashSet<>()).add(row.key());
            }
        }
    }

    /// Whether something happens to the children when the heir of their parent is taken back.
    private static boolean leavesAgain(ForeignKey key, Edit heir) {
        return switch (heir) {
            case Edit.Insert _ -> Ancestors.propagates(key.onDelete());
            case Edit.Update _ -> Ancestors.propagates(key.onUpdate());
            case Edit.Delete _ -> false;
        };
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

    private List<Child> children(
            Table parent, List<String> parents, Table child, List<String> columns, List<RowKey> keys) {
        List<String> key = RowSql.keyColumns(child);
        List<String> parentKey = RowSql.keyColumns(parent);
        if (key.isEmpty() || parentKey.isEmpty()) {
            return List.of();
        }
        Sql.Builder sql = Sql.builder().add("SELECT 1");
        key.forEach(column -> sql.add(", c.").ident(column));
        parentKey.forEach(column -> sql.add(", p.").ident(column));
        parents.forEach(column -> sql.add(", p.").ident(column));
        columns.forEach(column -> sql.add(", c.").ident(column));
        sql.add(joined(parent, parents, child, columns, keys));
        List<Child> rows = new ArrayList<>();
        int split = 1 + key.size();
        int end = split + parentKey.size();
        int last = end + parents.size();
        for (Row row : access.query(sql.build())) {
            List<Value> cells = row.toList();
            RowKey own = RowSql.key(child, cells.subList(1, split));
            RowKey above = RowSql.key(parent, cells.subList(split, end));
            if (own != null && above != null) {
                List<Value> referred = cells.subList(end, last);
                boolean exact = referred.equals(cells.subList(last, cells.size()));
                rows.add(new Child(own, above, Structure.parentSlot(parent, parents, referred), !exact));
            }
        }
        return rows;
    }

    /// Rows that no key tells apart can be counted all the same.
    private void count(
            Effect effect, Table parent, List<String> parents, Table child, List<String> columns, List<RowKey> keys) {
        if (RowSql.keyColumns(parent).isEmpty()) {
            return;
        }
        Sql sql = Sql.builder()
                .add("SELECT count(*) FROM (SELECT 1")
                .add(joined(parent, parents, child, columns, keys))
                .add(")")
                .build();
        long rows = keyless.getOrDefault(effect, 0L) + access.scalar(sql).asLong();
        if (rows > bound) {
            more.add(effect);
        }
        if (rows > 0) {
            keyless.put(effect, Math.min(rows, bound));
        }
    }

    /// The children `c` of the parents `p` that have one of the keys.
    private Sql joined(Table parent, List<String> parents, Table child, List<String> columns, List<RowKey> keys) {
        Sql.Builder sql = Sql.builder()
                .add(" FROM ")
                .ident(parent.name())
                .add(" AS p JOIN ")
                .ident(child.name())
                .add(" AS c ON ");
        String and = "";
        for (int i = 0; i < parents.size(); i++) {
            sql.add(and)
                    .add("p.")
                    .ident(parents.get(i))
                    .add(" = ")
                    .add(Structure.asParent(parent, parents.get(i), child, columns.get(i)));
            and = " AND ";
        }
        return sql.add(" WHERE ")
                .add(oneOf(parent, keys))
                .add(" LIMIT " + (bound + changes.edits().size() + 1))
                .build();
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
