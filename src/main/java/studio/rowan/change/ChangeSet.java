package studio.rowan.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// The edits of one database that were staged and not yet committed, with undo and redo. Belongs to one thread, the
/// window's; [#changes()] is for others.
public final class ChangeSet {
    /// Told after each change, on the thread that made it.
    @FunctionalInterface
    public interface Listener {
        void changed(Changes now);
    }

    private record Replacement(
            Target target, @Nullable Edit before, @Nullable Edit after) {
        Replacement inverse() {
            return new Replacement(target, after, before);
        }

        Replacement noted(Value.Large reading, Value.Large read) {
            return new Replacement(
                    target,
                    before == null ? null : Contents.noted(before, reading, read),
                    after == null ? null : Contents.noted(after, reading, read));
        }
    }

    private final LinkedHashMap<Target, Edit> edits = new LinkedHashMap<>();
    private final List<List<Replacement>> undo = new ArrayList<>();
    private final List<List<Replacement>> redo = new ArrayList<>();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable List<Replacement> group;
    private @Nullable Changes snapshot;
    private long fresh;

    /// What is staged now; the same object until the next change.
    public Changes changes() {
        Changes now = snapshot;
        if (now == null) {
            now = Changes.of(edits.values());
            snapshot = now;
        }
        return now;
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    // ---- staging ----

    /// Stages a new row. Columns that are not set keep their default.
    public Target.Fresh insert(Table table, Map<String, Value> values) {
        values.values().forEach(ChangeSet::checkLoaded);
        Target.Fresh target = new Target.Fresh(table.name(), ++fresh);
        put(new Edit.Insert(target, values));
        return target;
    }

    /// Stages a new row with the values of another; the rowid is left to SQLite.
    /// @throws IllegalArgumentException where a cell of the row was not loaded whole
    public Target.Fresh insertCopy(Table table, Map<String, Value> row) {
        Map<String, Value> values = new LinkedHashMap<>();
        String rowid = Keys.rowidColumn(table).map(Column::name).orElse(null);
        for (Column column : table.columns()) {
            Value value = row.get(column.name());
            if (value != null && Keys.isWritable(column) && !column.name().equals(rowid)) {
                values.put(column.name(), value);
            }
        }
        return insert(table, values);
    }

    /// Sets a cell of a new row.
    public void set(Target.Fresh target, String column, Value value) {
        checkLoaded(value);
        if (edits.get(target) instanceof Edit.Insert insert) {
            Map<String, Value> values = new LinkedHashMap<>(insert.values());
            values.put(column, value);
            put(new Edit.Insert(target, values));
        }
    }

    /// Leaves a cell of a new row to its default.
    public void useDefault(Target.Fresh target, String column) {
        if (edits.get(target) instanceof Edit.Insert insert && insert.values().containsKey(column)) {
            Map<String, Value> values = new LinkedHashMap<>(insert.values());
            values.remove(column);
            put(new Edit.Insert(target, values));
        }
    }

    /// Sets a cell of a row; back to its old value un-stages it. A row that is to be deleted is left alone.
    /// @param row the row as it was read, by column
    public void set(Table table, RowKey key, Map<String, Value> row, String column, Value value) {
        checkLoaded(value);
        Target.Stored target = Target.of(table, key, row);
        Edit edit = edits.get(target);
        if (edit instanceof Edit.Delete) {
            return;
        }
        Map<String, Value> old = new LinkedHashMap<>();
        Map<String, Value> changed = new LinkedHashMap<>();
        if (edit instanceof Edit.Update update) {
            old.putAll(update.old());
            changed.putAll(update.changed());
        } else {
            Keys.witnesses(table, row).forEach(witness -> copy(row, witness, old));
        }
        if (!old.containsKey(column)) {
            copy(row, column, old);
        }
        Value before = old.get(column);
        boolean same = table.column(column)
                .map(c -> Form.stored(table, c, value).equals(before))
                .orElse(value.equals(before));
        if (same) {
            changed.remove(column);
        } else {
            changed.put(column, value);
        }
        if (changed.isEmpty()) {
            replace(target, null);
        } else {
            put(new Edit.Update(target, witnessed(table, old, changed), changed));
        }
    }

    /// What is no longer changed need not be checked, unless it tells the row apart.
    private static Map<String, Value> witnessed(Table table, Map<String, Value> old, Map<String, Value> changed) {
        Set<String> witnesses = Keys.witnesses(table, old);
        old.keySet().removeIf(column -> !changed.containsKey(column) && !witnesses.contains(column));
        return old;
    }

    /// Stages the deletion of a row.
    /// @param row the row as it was read, by column
    public void delete(Table table, RowKey key, Map<String, Value> row) {
        Target.Stored target = Target.of(table, key, row);
        Map<String, Value> old = new LinkedHashMap<>();
        table.columns().stream().filter(Keys::isWritable).forEach(column -> copy(row, column.name(), old));
        if (edits.get(target) instanceof Edit.Update update) {
            old.putAll(update.old());
        }
        put(new Edit.Delete(target, old));
    }

    /// Takes back what is staged for a row: a new row vanishes, a changed or deleted one is as the file has it.
    public void revert(Target target) {
        replace(target, null);
    }

    /// Takes back what is staged for one cell of a row of the file.
    public void revert(Table table, Target.Stored target, String column) {
        if (edits.get(target) instanceof Edit.Update update) {
            Value old = update.old().get(column);
            if (old != null) {
                Map<String, Value> changed = new LinkedHashMap<>(update.changed());
                changed.remove(column);
                replace(
                        update.target(),
                        changed.isEmpty()
                                ? null
                                : new Edit.Update(
                                        update.target(),
                                        witnessed(table, new LinkedHashMap<>(update.old()), changed),
                                        changed));
            }
        }
    }

    /// Takes back everything; can be undone.
    public void discard() {
        revert(changes());
    }

    /// Takes back what is staged for the rows of these edits, as one step.
    public void revert(Changes some) {
        together(() -> some.edits().forEach(edit -> revert(edit.target())));
    }

    /// Keeps the user's values over what the row holds now, which the user was shown.
    /// @param theirs the row as it is in the file
    public void keepMine(Target.Stored target, Map<String, Value> theirs) {
        switch (edits.get(target)) {
            case Edit.Update update -> {
                Map<String, Value> old = new LinkedHashMap<>(update.old());
                old.replaceAll((column, value) -> theirs.getOrDefault(column, value));
                Map<String, Value> changed = new LinkedHashMap<>(update.changed());
                changed.entrySet().removeIf(e -> e.getValue().equals(old.get(e.getKey())));
                replace(target, changed.isEmpty() ? null : new Edit.Update(target, old, changed));
            }
            case Edit.Delete delete -> {
                Map<String, Value> old = new LinkedHashMap<>(delete.old());
                old.replaceAll((column, value) -> theirs.getOrDefault(column, value));
                replace(target, new Edit.Delete(target, old));
            }
            case Edit.Insert _ -> {}
            case null -> {}
        }
    }

    /// Notes the content of a large cell that edits are based on, read after they were staged: in those that were taken
    /// back too. No step of undo.
    /// @param reading the very object that they hold
    public void seen(Value.Large reading, Value.Large read) {
        edits.replaceAll((_, edit) -> Contents.noted(edit, reading, read));
        UnaryOperator<List<Replacement>> noted =
                steps -> steps.stream().map(step -> step.noted(reading, read)).toList();
        undo.replaceAll(noted);
        redo.replaceAll(noted);
        snapshot = null;
        tell();
    }

    /// Makes one step for undo out of all that `body` stages, and tells listeners once.
    public void together(Runnable body) {
        if (group != null) {
            body.run();
            return;
        }
        List<Replacement> steps = new ArrayList<>();
        group = steps;
        try {
            body.run();
        } finally {
            group = null;
            record(steps);
        }
    }

    // ---- undo ----

    public boolean canUndo() {
        return !undo.isEmpty();
    }

    public boolean canRedo() {
        return !redo.isEmpty();
    }

    public void undo() {
        move(undo, redo);
    }

    public void redo() {
        move(redo, undo);
    }

    private void move(List<List<Replacement>> from, List<List<Replacement>> to) {
        if (from.isEmpty()) {
            return;
        }
        List<Replacement> inverse =
                from.removeLast().reversed().stream().map(Replacement::inverse).toList();
        inverse.forEach(this::apply);
        to.add(inverse);
        tell();
    }

    // ---- life ----

    /// Stages edits that were kept from before, such as drafts of the last session. No step of undo.
    public void restore(Changes kept) {
        for (Edit edit : kept.edits()) {
            edits.put(edit.target(), edit);
            if (edit.target() instanceof Target.Fresh(String _, long number)) {
                fresh = Math.max(fresh, number);
            }
        }
        forgetSteps();
        tell();
    }

    /// Takes out what was committed. What was staged for the same rows meanwhile stays, based on what is in the file
    /// now.
    public void committed(Changes committed, List<Written> written) {
        Map<Target, Written> now = new LinkedHashMap<>();
        written.forEach(w -> now.put(w.target(), w));
        for (Edit edit : committed.edits()) {
            Edit current = edits.remove(edit.target());
            if (current != null && !current.equals(edit)) {
                Edit rebased = rebased(current, now.get(edit.target()));
                if (rebased != null) {
                    edits.put(rebased.target(), rebased);
                }
            }
        }
        forgetSteps();
        tell();
    }

    private static @Nullable Edit rebased(Edit current, @Nullable Written written) {
        RowKey key = written == null ? null : written.key();
        if (written == null || key == null) {
            return null;
        }
        Target.Stored target = new Target.Stored(current.table(), key);
        return switch (current) {
            case Edit.Insert insert -> update(target, Map.of(), insert.values(), written);
            case Edit.Update update -> update(target, update.old(), update.changed(), written);
            case Edit.Delete delete -> {
                Map<String, Value> old = new LinkedHashMap<>(delete.old());
                old.putAll(written.row());
                yield new Edit.Delete(target, old);
            }
        };
    }

    private static @Nullable Edit update(
            Target.Stored target, Map<String, Value> old, Map<String, Value> wanted, Written written) {
        Map<String, Value> base = new LinkedHashMap<>(old);
        base.putAll(written.row());
        Map<String, Value> changed = new LinkedHashMap<>(wanted);
        changed.entrySet().removeIf(e -> e.getValue().equals(base.get(e.getKey())));
        base.keySet().removeIf(column -> !changed.containsKey(column) && !old.containsKey(column));
        return changed.isEmpty() ? null : new Edit.Update(target, base, changed);
    }

    // ---- inside ----

    private void put(Edit edit) {
        replace(edit.target(), edit);
    }

    private void replace(Target target, @Nullable Edit after) {
        Edit before = edits.get(target);
        if (Objects.equals(before, after)) {
            return;
        }
        Replacement step = new Replacement(target, before, after);
        apply(step);
        List<Replacement> open = group;
        if (open != null) {
            open.add(step);
        } else {
            record(List.of(step));
        }
    }

    private void record(List<Replacement> steps) {
        if (!steps.isEmpty()) {
            undo.add(steps);
            redo.clear();
            tell();
        }
    }

    private void apply(Replacement step) {
        snapshot = null;
        Edit after = step.after();
        if (after == null) {
            edits.remove(step.target());
        } else {
            edits.put(step.target(), after);
        }
    }

    private void forgetSteps() {
        snapshot = null;
        undo.clear();
        redo.clear();
    }

    private void tell() {
        Changes now = changes();
        listeners.forEach(listener -> listener.changed(now));
    }

    private static void copy(Map<String, Value> from, String column, Map<String, Value> to) {
        Value value = from.get(column);
        if (value != null) {
            to.put(column, value);
        }
    }

    private static void checkLoaded(Value value) {
        if (value instanceof Value.Large) {
            throw new IllegalArgumentException("content not loaded: " + value);
        }
    }
}
