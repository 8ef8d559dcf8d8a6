package studio.rowan.migrations;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.migrate.AlreadyThere;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.vault.Backup;

/// Brings scripts that are written or drafted here to the stage: a new migration, what closes a drift, an undo.
final class DraftsView {
    private final Deeds deeds;
    private final StageView stage;
    private final Dialogs dialogs;
    private final Consumer<Backup> returnTo;
    private final NoticeBar waiting = new NoticeBar();

    /// @param returnTo asks, and returns to a backup
    DraftsView(Deeds deeds, StageView stage, Dialogs dialogs, Consumer<Backup> returnTo) {
        this.deeds = deeds;
        this.stage = stage;
        this.dialogs = dialogs;
        this.returnTo = returnTo;
        waiting.setId("draftsWaiting");
        deeds.drafting().unsaved().subscribe(_ -> tell());
        stage.centerProperty().subscribe(_ -> tell());
    }

    /// The line that leads back to what was typed and not saved.
    Node waiting() {
        return waiting;
    }

    private void tell() {
        DraftModel.Draft shown = stage.getCenter() instanceof DraftView
                ? deeds.drafting().draft().get()
                : null;
        List<String> titles = deeds.drafting().unsaved().get().stream()
                .filter(title -> shown == null || !title.equals(shown.title()))
                .toList();
        if (titles.isEmpty()) {
            waiting.clear();
            return;
        }
        Notice notice = Notice.info(Text.count("draft.waiting", titles.size()));
        for (int i = 0; i < titles.size(); i++) {
            String title = titles.get(i);
            notice = notice.action("goOnDraft" + (i + 1), Text.of("draft.goOn", title), () -> goOn(title));
        }
        waiting.show(notice);
    }

    private void goOn(String title) {
        deeds.drafting().goOn(title);
        show();
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
                        .when(() -> deeds.undoing().isUsable(selected.getValue())),
                Command.of("migrations.markApplied", Icons.CHECK, Text.of("markApplied"), null, this::enter)
                        .when(deeds.marking()::isUsable));
    }

    private void begin() {
        deeds.drafting().begin();
        show();
    }

    private void compare() {
        deeds.drift().compare();
        stage.show(
                new DriftView(
                        deeds.drift(),
                        () -> {
                            deeds.drift().record();
                            show();
                        },
                        () -> {
                            deeds.drift().mend();
                            show();
                        },
                        this::ask),
                Text.of("drift.title"));
    }

    /// Enters as run what the file has already.
    private void enter() {
        deeds.marking().find(this::ask);
    }

    /// Says what it means, before it is done.
    private void ask(AlreadyThere there) {
        if (dialogs.confirm(
                Dialogs.Question.of(Text.of("markApplied.title"), MigrationWords.of(there), Text.of("markApplied.yes"))
                        .detail(MigrationWords.unknown(there)))) {
            deeds.marking().enter(there, () -> {
                if (stage.getCenter() instanceof DriftView) {
                    stage.back();
                }
            });
        }
    }

    private void undo(@Nullable Migration migration) {
        if (migration != null) {
            deeds.undoing().draft(migration, this::show);
        }
    }

    private void show() {
        DraftModel.Draft draft = deeds.drafting().draft().get();
        if (draft == null) {
            return;
        }
        Backup backup = draft.backup();
        DraftView view = new DraftView(
                deeds.drafting(),
                draft,
                () -> saved(draft),
                this::discard,
                backup == null ? new Node[0] : returning(backup));
        stage.show(view, draft.title());
        view.begin();
    }

    private void saved(DraftModel.Draft draft) {
        stage.back();
        Notice told = deeds.looking().runs().notice().get();
        if (draft.there() && told != null) {
            deeds.looking()
                    .runs()
                    .notice()
                    .set(told.next(Text.of("markApplied.saved"))
                            .action("enterSaved", Text.of("markApplied"), this::enter));
        }
    }

    private Node[] returning(Backup backup) {
        return new Node[] {
            Controls.button("returnToBackup", Icons.REVERT, Text.of("undo.returnTo"), () -> returnTo.accept(backup))
        };
    }

    private void discard() {
        DraftModel.Draft draft = deeds.drafting().draft().get();
        if (draft != null
                && dialogs.confirm(Dialogs.Question.of(
                                Text.of("draft.discard.title"),
                                Text.of("draft.discard.ask", draft.title()),
                                Text.of("draft.discard"))
                        .dangerous())) {
            deeds.drafting().discard();
            stage.back();
        }
    }
}
