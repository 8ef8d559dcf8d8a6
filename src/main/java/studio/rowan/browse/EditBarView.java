package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.CopyFormat;
import studio.rowan.grid.GridDeed;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// How edits are reached beside the keys of the grid: a button for a new row, or a lock that says why there is none,
/// and a command for each deed.
final class EditBarView {
    private final RowEditsModel edits;
    private final GridView grid;
    private final NoticeBar notices;
    private final Button insert;
    private final Button lock;

    EditBarView(RowEditsModel edits, BrowseModel model, GridView grid, NoticeBar notices) {
        this.edits = edits;
        this.grid = grid;
        this.notices = notices;
        insert = Controls.iconButton(
                "insertRowButton", Icons.PLUS, title(GridDeed.INSERT), () -> edits.run(GridDeed.INSERT));
        lock = Controls.iconButton("readOnlyLock", Icons.LOCK, "", this::sayWhy);
        model.table().subscribe(this::show);
    }

    List<Node> nodes() {
        return List.of(lock, insert);
    }

    private void show(@Nullable Table table) {
        EditedTable edited = edits.edited();
        String reason = edited == null ? null : edited.reason();
        lock.setTooltip(new Tooltip(reason == null ? "" : reason));
        lock.setAccessibleText(reason == null ? "" : reason);
        Controls.show(lock, reason != null);
        Controls.show(insert, table != null && reason == null);
    }

    private void sayWhy() {
        EditedTable edited = edits.edited();
        String reason = edited == null ? null : edited.reason();
        if (reason != null) {
            notices.show(Notice.info(reason));
        }
    }

    // ---- commands ----

    /// One for each deed. Their keys are the grid's: elsewhere in the window they would change rows unseen.
    List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of("copy", Icons.COPY, Text.of("grid.copy"), null, () -> grid.copy(CopyFormat.TSV, false))
                .when(() -> grid.current().get() != null)
                .because(() -> Text.of("browse.why.noCell")));
        commands.add(Command.of("selectAll", Icons.TABLE, Text.of("grid.selectAll"), null, grid::selectAll));
        commands.add(Command.of("editCell", Icons.EDIT, Text.of("grid.deed.editCell") + " (F2)", null, this::edit)
                .when(() -> isEdited() && grid.current().get() != null)
                .because(() -> edits.whyNot(GridDeed.SET_NULL))
                .in(Text.of("browse.menu.rows")));
        for (GridDeed deed : GridDeed.values()) {
            if (deed == GridDeed.UNDO || deed == GridDeed.REDO) {
                // The file's own, for all its tables.
                continue;
            }
            commands.add(Command.of(deed.id(), icon(deed), title(deed), null, () -> edits.run(deed))
                    .when(() -> isEdited() && edits.can(deed))
                    .because(() -> edits.whyNot(deed))
                    .in(Text.of("browse.menu.rows")));
        }
        return commands;
    }

    private boolean isEdited() {
        EditedTable edited = edits.edited();
        return edited != null && edited.reason() == null;
    }

    private void edit() {
        grid.requestFocus();
        grid.edits().open();
    }

    private static String title(GridDeed deed) {
        String title = Text.of("grid.deed." + deed.id());
        return deed.keys().isEmpty()
                ? title
                : title + " (" + KeyCombination.valueOf(deed.keys()).getDisplayText() + ")";
    }

    private static Icons icon(GridDeed deed) {
        return switch (deed) {
            case INSERT -> Icons.PLUS;
            case CLONE -> Icons.COPY;
            case DELETE -> Icons.DELETE;
            case SET_NULL, SET_EMPTY, SET_DEFAULT -> Icons.EDIT;
            case PASTE -> Icons.PASTE;
            case REVERT_CELLS, REVERT_ROWS -> Icons.REVERT;
            case UNDO -> Icons.UNDO;
            case REDO -> Icons.REDO;
        };
    }
}
