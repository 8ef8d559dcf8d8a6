package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.UndoDraft;

/// Drafts the script that takes one migration back.
final class UndoModel {
    private final MigrationsModel looking;
    private final KeepingModel keeping;
    private final DraftModel drafts;

    UndoModel(MigrationsModel looking, KeepingModel keeping, DraftModel drafts) {
        this.looking = looking;
        this.keeping = keeping;
        this.drafts = drafts;
    }

    /// Whether there is something to take back, and nothing else runs.
    boolean isUsable(@Nullable Migration migration) {
        return migration != null
                && migration.kind() == Migration.Kind.APPLIED
                && !looking.runs().running().get();
    }

    /// @param done told once the draft is open
    void draft(Migration migration, Runnable done) {
        History seen = looking.history().get();
        if (seen == null) {
            return;
        }
        looking.runs()
                .start(
                        () -> UndoDraft.start(
                                looking.workspace().db(),
                                Text.of("undo.job"),
                                seen.scripts(),
                                migration,
                                keeping.backups()),
                        _ -> Text.of("undo.running"),
                        undo -> {
                            drafts.open(draft(undo));
                            done.run();
                        },
                        error -> looking.runs().notice().set(Notice.of(error)));
    }

    private static DraftModel.Draft draft(UndoDraft undo) {
        List<String> words = new ArrayList<>();
        words.add(undo.sentence());
        words.addAll(undo.words());
        words.add(
                undo.backup() == null
                        ? Text.of("undo.noBackup")
                        : Text.of("undo.backup", undo.backup().file()));
        return new DraftModel.Draft(
                Text.of("undo.title", undo.migration().name()),
                words,
                undo.script().isEmpty() ? "" : undo.script().text(),
                Text.of("undo.description", undo.migration().description()),
                false,
                undo.backup());
    }
}
