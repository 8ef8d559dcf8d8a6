package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// A plain model of what a user asked for: all edits at once, a reference being to the row that it meant before, and a
/// value that was set being that value.
final class AskedFor {
    private record State(
            Map<Target.Stored, Map<String, Value>> changed,
            Set<Target.Stored> deleted,
            Map<Target.Fresh, Map<String, Value>> inserted) {
        State copy() {
            Map<Target.Stored, Map<String, Value>> c = new LinkedHashMap<>();
            changed.forEach((t, row) -> c.put(t, new LinkedHashMap<>(row)));
            Map<Target.Fresh, Map<String, Value>> i = new LinkedHashMap<>();
            inserted.forEach((t, row) -> i.put(t, new LinkedHashMap<>(row)));
            return new State(c, new LinkedHashSet<>(deleted), i);
        }
    }

    final RandomSchema schema;
    final SqliteOracle oracle;
    final Map<Target.Stored, Map<String, Value>> before;
    private final List<SqliteOracle.Link> links;
    private final List<State> undo = new ArrayList<>();
    private final List<State> redo = new ArrayList<>();
    private State now = new State(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
    private State marked = now.copy();

    /// @param oracle holds the rows that are there before
    AskedFor(RandomSchema schema, SqliteOracle oracle) {
        this.schema = schema;
        this.oracle = oracle;
        this.before = oracle.rows();
        this.links = oracle.links();
    }

    // ---- staging ----

    void set(Target.Stored target, String column, Value value) {
        if (now.deleted.contains(target)) {
            return;
        }
        RandomSchema.Tab tab = schema.table(target.table());
        Map<String, Value> changed = now.changed.computeIfAbsent(target, _ -> new LinkedHashMap<>());
        if (oracle.stored(tab, tab.column(column), value)
                .equals(before.get(target).get(column))) {
            changed.remove(column);
        } else {
            changed.put(column, value);
        }
        if (changed.isEmpty()) {
            now.changed.remove(target);
        }
    }

    void set(Target.Fresh target, String column, @Nullable Value value) {
        Map<String, Value> row = now.inserted.get(target);
        if (row != null) {
            if (value == null) {
                row.remove(column);
            } else {
                row.put(column, value);
            }
        }
    }

    void insert(Target.Fresh target, Map<String, Value> row) {
        now.inserted.put(target, new LinkedHashMap<>(row));
    }

    void delete(Target.Stored target) {
        now.changed.remove(target);
        now.deleted.add(target);
    }

    void revert(Target target) {
        now.changed.remove(target);
        now.deleted.remove(target);
        now.inserted.remove(target);
    }

    void revert(Target.Stored target, String column) {
        Map<String, Value> changed = now.changed.get(target);
        if (changed != null && changed.remove(column) != null && changed.isEmpty()) {
            now.changed.remove(target);
        }
    }

    /// The end of a step that undo takes back.
    void step() {
        if (!now.equals(marked)) {
            undo.add(marked);
            redo.clear();
            marked = now.copy();
        }
    }

    void undo() {
        move(undo, redo);
    }

    void redo() {
        move(redo, undo);
    }

    private void move(List<State> from, List<State> to) {
        if (!from.isEmpty()) {
            to.add(marked);
            marked = from.removeLast();
            now = marked.copy();
        }
    }

    Set<Target.Fresh> inserted() {
        return now.inserted.keySet();
    }

    /// Whether that is what is staged.
    boolean is(Changes changes) {
        State staged = new State(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
        for (Edit edit : changes.edits()) {
            switch (edit) {
                case Edit.Insert insert -> staged.inserted.put(insert.target(), insert.values());
                case Edit.Update update -> staged.changed.put(update.target(), update.changed());
                case Edit.Delete delete -> staged.deleted.add(delete.target());
            }
        }
        return staged.equals(now);
    }

    @Override
    public String toString() {
        return "changed " + now.changed + "\ndeleted " + now.deleted + "\ninserted " + now.inserted;
    }

    // ---- what it comes to ----

    /// The rows after all that was asked for and all that foreign keys make of it.
    /// @param deleted rows of the file that go
    /// @param ambiguous the order of what happens would decide: a default that itself goes away
    /// @param torn a row that goes by one foreign key would be changed by another, which SQLite may do first
    record Final(Map<Target, Map<String, Value>> rows, Set<Target.Stored> deleted, boolean ambiguous, boolean torn) {
        Map<String, List<Map<String, Value>>> byTable() {
            Map<String, List<Map<String, Value>>> tables = new LinkedHashMap<>();
            rows.forEach((target, row) -> tables.computeIfAbsent(target.table(), _ -> new ArrayList<>())
                    .add(row));
            return tables;
        }
    }

    Final result() {
        Set<Target.Stored> deleted = new LinkedHashSet<>(now.deleted);
        boolean more = true;
        while (more) {
            more = false;
            for (SqliteOracle.Link link : links) {
                if (deleted.contains(link.parent())
                        && !left(link)
                        && link.key().onDelete().equals("CASCADE")) {
                    more |= deleted.add(link.child());
                }
            }
        }
        Map<Target, Map<String, Value>> after = new LinkedHashMap<>();
        before.forEach((target, row) -> {
            if (!deleted.contains(target)) {
                Map<String, Value> cells = new LinkedHashMap<>(row);
                RandomSchema.Tab tab = schema.table(target.table());
                now.changed.getOrDefault(target, Map.of()).forEach((c, v) -> cells.put(c, stored(tab, c, v)));
                after.put(target, cells);
            }
        });
        boolean ambiguous = spread(after, deleted);
        after.values().forEach(row -> row.remove("note"));
        now.inserted.forEach((target, row) -> after.put(target, new LinkedHashMap<>(row)));
        boolean torn = links.stream()
                .anyMatch(link -> deleted.contains(link.child())
                        && !now.deleted.contains(link.child())
                        && (deleted.contains(link.parent())
                                ? link.key().onDelete().startsWith("SET")
                                : moved(link, after.get(link.parent()))));
        return new Final(after, deleted, ambiguous, torn);
    }

    private Value stored(RandomSchema.Tab tab, String column, Value value) {
        return tab.has(column) ? oracle.stored(tab, tab.column(column), value) : value;
    }

    /// The child was told to refer elsewhere, or goes anyhow.
    private boolean left(SqliteOracle.Link link) {
        Map<String, Value> changed = now.changed.getOrDefault(link.child(), Map.of());
        return now.deleted.contains(link.child())
                || link.key().columns().stream().anyMatch(changed::containsKey);
    }

    /// References that lose their row or follow it, until nothing more moves.
    private boolean spread(Map<Target, Map<String, Value>> after, Set<Target.Stored> deleted) {
        Set<List<Value>> defaults = new HashSet<>();
        boolean more = true;
        for (int round = 0; more && round < 50; round++) {
            more = false;
            for (SqliteOracle.Link link : links) {
                Map<String, Value> child = after.get(link.child());
                Map<String, Value> parent = after.get(link.parent());
                if (child != null && !left(link)) {
                    String action = parent == null
                            ? link.key().onDelete()
                            : moved(link, parent) ? link.key().onUpdate() : "";
                    List<Value> values = values(link, action, parent);
                    for (int i = 0; i < values.size(); i++) {
                        Value old = child.put(link.key().columns().get(i), values.get(i));
                        more |= !values.get(i).equals(old);
                    }
                    if (action.equals("SET DEFAULT")) {
                        defaults.add(values);
                    }
                }
            }
        }
        return isAmbiguous(defaults, after) || more;
    }

    private boolean moved(SqliteOracle.Link link, Map<String, Value> parent) {
        RandomSchema.Tab tab = schema.table(link.parent().table());
        Map<String, Value> old = before.get(link.parent());
        return link.key().to().stream().anyMatch(c -> !oracle.isSame(old.get(c), parent.get(c), tab.column(c)));
    }

    private List<Value> values(SqliteOracle.Link link, String action, @Nullable Map<String, Value> parent) {
        RandomSchema.Tab tab = schema.table(link.child().table());
        return switch (action) {
            case "CASCADE" ->
                parent == null
                        ? List.of()
                        : link.key().to().stream().map(parent::get).toList();
            case "SET NULL" ->
                link.key().columns().stream().map(_ -> Value.NULL).toList();
            case "SET DEFAULT" ->
                link.key().columns().stream()
                        .map(c -> {
                            Value value = tab.column(c).byDefault();
                            return value == null ? Value.NULL : stored(tab, c, value);
                        })
                        .toList();
            default -> List.of();
        };
    }

    /// A default names a row that is about to lose that very key.
    private boolean isAmbiguous(Set<List<Value>> defaults, Map<Target, Map<String, Value>> after) {
        if (defaults.isEmpty()) {
            return false;
        }
        for (RandomSchema.Fk key : schema.keys()) {
            for (Map.Entry<Target.Stored, Map<String, Value>> row : before.entrySet()) {
                if (row.getKey().table().equals(key.parent())) {
                    List<Value> old = key.to().stream().map(row.getValue()::get).toList();
                    Map<String, Value> kept = after.get(row.getKey());
                    boolean same = kept != null
                            && old.equals(key.to().stream().map(kept::get).toList());
                    if (!same
                            && defaults.stream()
                                    .anyMatch(d -> String.valueOf(d).equalsIgnoreCase(String.valueOf(old)))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
