package studio.rowan.migrations;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.UndoDraft;
import studio.rowan.vault.Backup;

/// Brings scripts that are written or drafted here to the stage: a new migration, what closes a drift, an undo.
final class DraftsView {
    private final Deeds deeds;
    private final StageView stage;
    private final Consumer<Backup> returnTo;

    /// @param returnTo asks, and returns to a backup
    DraftsView(Deeds deeds, StageView stage, Consumer<Backup> returnTo) {
        this.deeds = deeds;
        this.stage = stage;
        this.returnTo = returnTo;
    }

    /// What stands in the menu.
    /// @param selected the migration that an undo is of
    List<Command> commands(ObservableValue<@Nullable Migration> selected) {
        return List.of(
                Command.of("migrations.draft", Icons.FILE_NEW, Text.of("draft"), null, this::begin)
                        .when(() -> deeds.looking().history().get() != null),
                Command.of("migrations.drift", Icons.EYE, Text.of("drift"), null, this::compare)
                        .when(deeds.drift().usable()::get),
                Command.of("migrations.undo", Icons.UNDO, Text.of("undo"), null, () -> undo(selected.getValue()))
                        .when(() -> deeds.undoing().isUsable(selected.getValue())));
    }

    private void begin() {
        deeds.drafting().begin();
        show();
    }

    private void compare() {
        deeds.drift().compare();
        stage.show(new DriftView(
                deeds.drift(),
                () -> {
                    deeds.drift().record();
                    show();
                },
                () -> {
                    deeds.drift().mend();
                    show();
                }));
    }

    private void undo(@Nullable Migration migration) {
        if (migration != null) {
            deeds.undoing().draft(migration, this::show);
        }
    }

    private void show(UndoDraft undo) {
        Backup backup = undo.backup();
        if (backup == null) {
            show();
        } else {
            Button button = Controls.button(
                    "returnToBackup", Icons.REVERT, Text.of("undo.returnTo"), () -> returnTo.accept(backup));
            show(button);
        }
    }

    private void show(Node... buttons) {
        DraftModel.Draft draft = deeds.drafting().draft().get();
        if (draft != null) {
            DraftView view = new DraftView(deeds.drafting(), draft, stage::back, buttons);
            stage.show(view);
            view.begin();
        }
    }
}
