package studio.rowan.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import studio.rowan.db.Value;
import studio.rowan.schema.Table;

/// Stages random edits in a [ChangeSet] as a grid would, and tells a model the same.
final class RandomEdits {
    private final Random random;
    private final Staged staged;
    private final AskedFor asked;
    private final RandomSchema schema;
    private int key = 100;

    RandomEdits(Random random, Staged staged, AskedFor asked) {
        this.random = random;
        this.staged = staged;
        this.asked = asked;
        this.schema = asked.schema;
    }

    void script() {
        for (int steps = 1 + random.nextInt(random.nextInt(6) + 1); steps > 0; steps--) {
            staged.set.together(this::step);
            asked.step();
        }
        for (int moves = random.nextInt(3); moves > 0 && random.nextInt(3) == 0; moves--) {
            if (random.nextBoolean()) {
                staged.set.undo();
                asked.undo();
            } else {
                staged.set.redo();
                asked.redo();
            }
        }
    }

    private void step() {
        RandomSchema.Tab tab = any(schema.tables());
        List<Target.Stored> rows = rows(tab);
        Collections.shuffle(rows, random);
        if (rows.size() < 3) {
            insert(tab);
            return;
        }
        switch (random.nextInt(13)) {
            case 0, 1 -> set(rows.getFirst(), any(tab.open()));
            case 2, 3 -> rotate(tab, rows.subList(0, 2 + random.nextInt(2)));
            case 4 -> insert(tab);
            case 5 -> copy(tab, rows.getFirst());
            case 6, 7 -> delete(rows.getFirst());
            case 8 -> newKey(tab, rows.getFirst());
            case 9 -> takeOver(tab, rows.get(0), rows.get(1));
            case 10 -> family();
            case 11 -> moveAway();
            default -> takeBack(rows.getFirst());
        }
    }

    // ---- what a person does ----

    private void set(Target.Stored target, RandomSchema.Col column) {
        set(target, column.name(), value(schema.table(target.table()), column));
    }

    /// Rows pass the values of one place on to each other.
    private void rotate(RandomSchema.Tab tab, List<Target.Stored> rows) {
        List<List<String>> places = tab.places();
        List<String> place = places.isEmpty() ? List.of(any(tab.open()).name()) : any(places);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Value> next = asked.before.get(rows.get((i + 1) % rows.size()));
            for (String column : place) {
                set(rows.get(i), column, next.get(column));
            }
        }
    }

    private void insert(RandomSchema.Tab tab) {
        insert(tab, Map.of());
    }

    private Target.Fresh insert(RandomSchema.Tab tab, Map<String, Value> given) {
        Map<String, Value> row = new LinkedHashMap<>(given);
        for (RandomSchema.Col column : tab.open()) {
            boolean left = column.nullable() || column.byDefault() != null;
            if (!row.containsKey(column.name()) && (!left || random.nextBoolean())) {
                Value value = value(tab, column);
                if (!(value.isNull() && column.name().equals(tab.rowid()))) {
                    row.put(column.name(), value);
                }
            }
        }
        Target.Fresh target = staged.set.insert(table(tab), row);
        asked.insert(target, row);
        if (random.nextInt(4) == 0) {
            RandomSchema.Col column = any(tab.open());
            if (row.containsKey(column.name()) && random.nextBoolean()) {
                staged.set.useDefault(target, column.name());
                asked.set(target, column.name(), null);
            } else if (!column.name().equals(tab.rowid())) {
                Value value = value(tab, column);
                staged.set.set(target, column.name(), value);
                asked.set(target, column.name(), value);
            }
        }
        return target;
    }

    private void copy(RandomSchema.Tab tab, Target.Stored source) {
        Map<String, Value> row = page(source);
        Target.Fresh target = staged.set.insertCopy(table(tab), row);
        Map<String, Value> copied = new LinkedHashMap<>();
        tab.columns().stream()
                .filter(c -> !c.isComputed() && !c.name().equals(tab.rowid()))
                .forEach(c -> copied.put(c.name(), row.get(c.name())));
        asked.insert(target, copied);
        for (List<String> place : tab.places()) {
            String column = any(place);
            if (!column.equals(tab.rowid())) {
                Value value = fresh(tab, tab.column(column));
                staged.set.set(target, column, value);
                asked.set(target, column, value);
            }
        }
    }

    private void delete(Target.Stored target) {
        RandomSchema.Tab tab = schema.table(target.table());
        staged.set.delete(table(tab), target.key(), page(target));
        asked.delete(target);
    }

    private void newKey(RandomSchema.Tab tab, Target.Stored target) {
        List<List<String>> places = tab.places();
        if (places.isEmpty()) {
            set(target, any(tab.open()));
        } else {
            String column = any(any(places));
            set(target, column, fresh(tab, tab.column(column)));
        }
    }

    /// One row goes, and another or a new one takes what it had for itself alone.
    private void takeOver(RandomSchema.Tab tab, Target.Stored gone, Target.Stored heir) {
        if (random.nextInt(4) > 0) {
            delete(gone);
        }
        Map<String, Value> row = asked.before.get(gone);
        if (random.nextBoolean()) {
            Map<String, Value> values = new LinkedHashMap<>();
            tab.places().forEach(place -> place.forEach(c -> values.put(c, row.get(c))));
            insert(tab, values);
        } else if (!tab.places().isEmpty()) {
            any(tab.places()).forEach(c -> set(heir, c, row.get(c)));
        }
    }

    /// A new parent, with a child that is new or moves there.
    private void family() {
        List<RandomSchema.Fk> keys = schema.keys();
        if (keys.isEmpty()) {
            return;
        }
        RandomSchema.Fk fk = any(keys);
        RandomSchema.Tab parent = schema.table(fk.parent());
        Map<String, Value> there = new LinkedHashMap<>();
        Map<String, Value> here = new LinkedHashMap<>();
        for (int i = 0; i < fk.to().size(); i++) {
            Value value = fresh(parent, parent.column(fk.to().get(i)));
            there.put(fk.to().get(i), value);
            here.put(fk.columns().get(i), value);
        }
        insert(parent, there);
        List<Target.Stored> children = rows(schema.table(fk.table()));
        if (children.isEmpty() || random.nextBoolean()) {
            insert(schema.table(fk.table()), here);
        } else {
            Target.Stored child = any(children);
            here.forEach((c, v) -> set(child, c, v));
        }
    }

    /// Children go to another parent, and theirs is deleted (F20).
    private void moveAway() {
        List<RandomSchema.Fk> keys = schema.keys();
        if (keys.isEmpty()) {
            return;
        }
        RandomSchema.Fk fk = any(keys);
        List<Target.Stored> parents = rows(schema.table(fk.parent()));
        if (parents.size() < 2) {
            return;
        }
        Collections.shuffle(parents, random);
        Map<String, Value> from = asked.before.get(parents.get(0));
        Map<String, Value> to = asked.before.get(parents.get(1));
        List<Value> old = fk.to().stream().map(from::get).toList();
        for (Target.Stored child : rows(schema.table(fk.table()))) {
            Map<String, Value> row = asked.before.get(child);
            if (fk.columns().stream().map(row::get).toList().equals(old) && random.nextInt(5) > 0) {
                for (int i = 0; i < fk.to().size(); i++) {
                    set(child, fk.columns().get(i), to.get(fk.to().get(i)));
                }
            }
        }
        delete(parents.get(0));
    }

    private void takeBack(Target.Stored row) {
        List<Target.Fresh> fresh = List.copyOf(asked.inserted());
        if (!fresh.isEmpty() && random.nextBoolean()) {
            Target target = any(fresh);
            staged.set.revert(target);
            asked.revert(target);
        } else if (random.nextBoolean()) {
            staged.set.revert(row);
            asked.revert(row);
        } else {
            RandomSchema.Tab tab = schema.table(row.table());
            String column = any(tab.open()).name();
            staged.set.revert(table(tab), row, column);
            asked.revert(row, column);
        }
    }

    // ---- means ----

    private void set(Target.Stored target, String column, Value value) {
        RandomSchema.Tab tab = schema.table(target.table());
        if (value.isNull() && column.equals(tab.rowid())) {
            return;
        }
        staged.set.set(table(tab), target.key(), page(target), column, value);
        asked.set(target, column, value);
    }

    private Value value(RandomSchema.Tab tab, RandomSchema.Col column) {
        if (column.nullable() && random.nextInt(8) == 0) {
            return Value.NULL;
        }
        for (RandomSchema.Fk fk : tab.keys()) {
            int at = fk.columns().indexOf(column.name());
            List<Target.Stored> parents = rows(schema.table(fk.parent()));
            if (at >= 0 && !parents.isEmpty() && random.nextInt(6) > 0) {
                return asked.before.get(any(parents)).get(fk.to().get(at));
            }
        }
        boolean unique = tab.places().stream().anyMatch(place -> place.contains(column.name()));
        if (unique && random.nextInt(5) > 0) {
            return fresh(tab, column);
        }
        List<Value> pool = Pool.of(column.values());
        return any(
                tab.strict() || !column.values().equals(column.type()) || random.nextInt(6) > 0
                        ? pool.subList(0, pool.size() - (random.nextInt(20) == 0 ? 0 : 1))
                        : Pool.all());
    }

    /// Such as hardly any row has.
    private Value fresh(RandomSchema.Tab tab, RandomSchema.Col column) {
        key++;
        return switch (column.values()) {
            case "INTEGER", "NUMERIC" -> Value.of(key);
            case "REAL" -> Value.of(key + 0.5);
            case "BLOB" -> Value.of(new byte[] {(byte) key, 7});
            default -> Value.of("k" + key);
        };
    }

    private Map<String, Value> page(Target.Stored target) {
        return staged.row(target.table(), target.key());
    }

    private Table table(RandomSchema.Tab tab) {
        return staged.db.table(tab.name());
    }

    private List<Target.Stored> rows(RandomSchema.Tab tab) {
        return new ArrayList<>(asked.before.keySet().stream()
                .filter(t -> t.table().equals(tab.name()))
                .toList());
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
