package studio.rowan.browse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.db.Row;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowEdit;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// What is staged for one table, by the rows that a grid shows; immutable.
final class StagedRows {
    static final StagedRows NONE = new StagedRows(Map.of(), List.of());

    private record Made(Edit edit, RowEdit shown, @Nullable KeyedRow fresh) {}

    private final Map<RowKey, Made> byKey;
    private final List<Made> fresh;
    private final Map<RowKey, Integer> places = new HashMap<>();

    private StagedRows(Map<RowKey, Made> byKey, List<Made> fresh) {
        this.byKey = byKey;
        this.fresh = fresh;
        for (int i = 0; i < fresh.size(); i++) {
            KeyedRow row = fresh.get(i).fresh();
            if (row != null) {
                places.put(row.key(), i);
            }
        }
    }

    /// @param failed rows at which the last commit stopped
    /// @param before what was staged before: what is the same stays the same object
    static StagedRows of(Table table, Changes changes, Collection<Target> failed, StagedRows before) {
        List<Column> columns = RowSource.visible(table);
        Map<RowKey, Made> byKey = new HashMap<>();
        List<Made> fresh = new ArrayList<>();
        for (Edit edit : changes.edits()) {
            if (edit.table().equals(table.name())) {
                RowKey key = key(edit.target());
                Made known = before.byKey.get(key);
                boolean stopped = failed.contains(edit.target());
                Made made = known != null && known.edit == edit && known.shown.failed() == stopped
                        ? known
                        : made(columns, key, edit, stopped);
                byKey.put(key, made);
                if (made.fresh != null) {
                    fresh.add(made);
                }
            }
        }
        return byKey.isEmpty() ? NONE : new StagedRows(byKey, fresh);
    }

    private static Made made(List<Column> columns, RowKey key, Edit edit, boolean failed) {
        @Nullable Value[] staged = new @Nullable Value[columns.size()];
        return switch (edit) {
            case Edit.Insert insert -> {
                Value[] cells = new Value[columns.size()];
                for (int i = 0; i < cells.length; i++) {
                    Value value = insert.values().get(columns.get(i).name());
                    staged[i] = value;
                    cells[i] = value == null ? Value.NULL : value;
                }
                yield new Made(edit, new RowEdit(RowEdit.Mark.NEW, failed, staged), new KeyedRow(key, new Row(cells)));
            }
            case Edit.Update update -> {
                for (int i = 0; i < staged.length; i++) {
                    staged[i] = update.changed().get(columns.get(i).name());
                }
                yield new Made(edit, new RowEdit(RowEdit.Mark.CHANGED, failed, staged), null);
            }
            case Edit.Delete _ -> new Made(edit, new RowEdit(RowEdit.Mark.DELETED, failed, staged), null);
        };
    }

    private static RowKey key(Target target) {
        return switch (target) {
            case Target.Stored(String _, RowKey key) -> key;
            case Target.Fresh(String _, long number) -> new RowKey.Fresh(number);
        };
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    @Nullable
    RowEdit of(RowKey key) {
        Made made = byKey.get(key);
        return made == null ? null : made.shown;
    }

    /// By the keys of the file's rows.
    Map<RowKey, RowEdit> stored() {
        Map<RowKey, RowEdit> stored = new HashMap<>();
        byKey.forEach((key, made) -> {
            if (made.fresh == null) {
                stored.put(key, made.shown);
            }
        });
        return stored;
    }

    int freshRows() {
        return fresh.size();
    }

    KeyedRow fresh(int at) {
        KeyedRow row = fresh.get(at).fresh;
        if (row == null) {
            throw new IllegalStateException("no new row: " + at);
        }
        return row;
    }

    int freshAt(RowKey.Fresh key) {
        return places.getOrDefault(key, -1);
    }
}
