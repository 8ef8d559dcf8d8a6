package studio.rowan.browse;

import java.util.List;
import java.util.Map;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Target;
import studio.rowan.change.Typed;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.DisplayFormat;
import studio.rowan.grid.GridDeed;
import studio.rowan.grid.GridEditing;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowEdit;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// The edits of one table in its grid: shows what is staged and stages what is typed. Drafts belong to the file's
/// [EditsModel], so other tabs and other filters show the same.
final class RowEditsModel implements GridEditing, AutoCloseable {
    private final EditsModel edits;
    private final BrowseModel model;
    private final GridView grid;
    private final NoticeBar notices;
    private final EditDeedsModel deeds;
    private final Subscription watching;
    private @Nullable EditedTable edited;
    private StagedRows staged = StagedRows.NONE;
    private @Nullable Notice refusal;

    RowEditsModel(EditsModel edits, BrowseModel model, GridView grid, NoticeBar notices, EditDeedsModel.Seams seams) {
        this.edits = edits;
        this.model = model;
        this.grid = grid;
        this.notices = notices;
        this.deeds = new EditDeedsModel(this, edits, model, grid, notices, seams);
        watching = edits.changes()
                .subscribe(_ -> refresh())
                .and(edits.failure().subscribe(_ -> refresh()))
                .and(model.table().subscribe(this::edit))
                .and(grid.range().subscribe(_ -> goOn()));
        grid.edits().set(this);
    }

    private void edit(@Nullable Table table) {
        // What stands in an open editor was typed into a column of the table as it was.
        grid.edits().finish();
        edited = table == null ? null : EditedTable.of(table, model.workspace());
        refresh();
    }

    private void refresh() {
        EditedTable now = edited;
        Failure failure = edits.failure().get();
        staged = now == null
                ? StagedRows.NONE
                : StagedRows.of(
                        now.table(), edits.changes().get(), failure == null ? List.of() : failure.targets(), staged);
        grid.edits().changed();
    }

    /// `null` until the structure was read.
    @Nullable
    EditedTable edited() {
        return edited;
    }

    // ---- what is shown ----

    @Override
    public int freshRows() {
        return staged.freshRows();
    }

    @Override
    public KeyedRow fresh(int at) {
        return staged.fresh(at);
    }

    @Override
    public int freshAt(RowKey.Fresh key) {
        return staged.freshAt(key);
    }

    @Override
    public @Nullable RowEdit of(KeyedRow row) {
        EditedTable now = edited;
        if (staged.isEmpty() || now == null) {
            return null;
        }
        // A row without a key is told apart by what it holds.
        return staged.of(
                row.key() instanceof RowKey.Ordinal && now.target(row) instanceof Target.Stored(String _, RowKey key)
                        ? key
                        : row.key());
    }

    @Override
    public Map<RowKey, RowEdit> staged() {
        return staged.stored();
    }

    @Override
    public String unset(int column) {
        EditedTable now = edited;
        return now == null ? "" : now.unset(column);
    }

    /// The value that the grid shows in a cell.
    Value shown(KeyedRow row, int column) {
        RowEdit edit = of(row);
        Value value = edit == null ? null : edit.staged(column);
        return value == null ? row.get(column) : value;
    }

    // ---- typing ----

    /// Why a cell cannot be set; `null` where it can.
    @Nullable
    String reason(KeyedRow row, int column) {
        EditedTable now = edited;
        RowEdit edit = of(row);
        if (now == null) {
            return Text.of("browse.edit.notYet");
        }
        String reason = now.cellReason(row, column);
        return reason == null && edit != null && edit.mark() == RowEdit.Mark.DELETED
                ? Text.of("browse.edit.deleted")
                : reason;
    }

    @Override
    public boolean mayType(KeyedRow row, int column) {
        String reason = reason(row, column);
        if (reason != null) {
            refuse(Notice.info(reason));
            return false;
        }
        Value value = shown(row, column);
        if (grid.formats().edits(value, column)) {
            return true;
        }
        refuse(Notice.info(Text.of("browse.edit.notHere." + kind(value)))
                .next(Text.of("browse.edit.notHere.next"))
                .action("setNull", Text.of("grid.deed.setNull"), () -> {
                    notices.clear();
                    grid.requestFocus();
                    deeds.run(GridDeed.SET_NULL);
                })
                .action("typeOver", Text.of("browse.edit.typeOver"), () -> {
                    notices.clear();
                    grid.edits().typeOver();
                }));
        return false;
    }

    /// Says why not, until one goes on to another cell.
    void refuse(Notice notice) {
        refusal = notice;
        notices.show(notice);
    }

    void goOn() {
        Notice said = refusal;
        refusal = null;
        if (said != null && notices.notice() == said) {
            notices.clear();
        }
    }

    private static String kind(Value value) {
        return switch (value) {
            case Value.Blob _ -> "blob";
            case Value.Large _ -> "large";
            case Value.Text text when text.raw() != null -> "invalid";
            case Value.Text _, Value.Null _, Value.Int _, Value.Real _ -> "text";
        };
    }

    @Override
    public void typed(KeyedRow row, int column, String text) {
        EditedTable now = edited;
        if (now != null) {
            put(row, column, Typed.value(now.table(), now.columns().get(column), text, shown(row, column)));
        }
    }

    /// What SQLite makes of a value, read on a lane.
    Job<Value> ask(Sql sql) {
        return model.workspace().db().read(Text.of("inspector.looking"), access -> access.scalar(sql));
    }

    /// What a pasted text would be stored as.
    Value typedValue(KeyedRow row, int column, String text) {
        EditedTable now = edited;
        Column at = now == null ? null : now.columns().get(column);
        if (now == null || at == null) {
            return new Value.Text(text);
        }
        Value before = shown(row, column);
        Value read = grid.formats().pasted(text, before, column);
        return read == null ? Typed.value(now.table(), at, text, before) : Typed.stored(now.table(), at, read);
    }

    @Override
    public void converted(KeyedRow row, int column, Value value) {
        EditedTable now = edited;
        if (now != null) {
            put(row, column, Typed.stored(now.table(), now.columns().get(column), value));
        }
    }

    @Override
    public void refused(KeyedRow row, int column, String text, DisplayFormat format) {
        notices.show(Notice.warning(Text.of("browse.edit.unreadable", text.strip(), format.title()))
                .next(Text.of(format.isDate() ? "browse.edit.unreadable.date" : "browse.edit.unreadable.next"))
                .action("storeRaw", Text.of("browse.edit.storeRaw"), () -> {
                    notices.clear();
                    grid.requestFocus();
                    EditedTable now = edited;
                    if (now != null) {
                        Column at = now.columns().get(column);
                        put(row, column, Typed.value(now.table(), at, text, shown(row, column)));
                    }
                }));
    }

    /// Stages a value.
    void put(KeyedRow row, int column, Value value) {
        EditedTable now = edited;
        if (now == null) {
            return;
        }
        String name = now.columns().get(column).name();
        if (now.target(row) instanceof Target.Fresh fresh) {
            edits.changeSet().set(fresh, name, value);
        } else {
            edits.changeSet().set(now.table(), row.key(), now.values(row), name, value);
        }
    }

    // ---- deeds ----

    @Override
    public boolean can(GridDeed deed) {
        return deeds.can(deed);
    }

    @Override
    public String whyNot(GridDeed deed) {
        return deeds.whyNot(deed);
    }

    @Override
    public void run(GridDeed deed) {
        deeds.run(deed);
    }

    @Override
    public void close() {
        grid.edits().finish();
        watching.unsubscribe();
        grid.edits().set(null);
    }
}
