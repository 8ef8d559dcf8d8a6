package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.diff.DiffWords;
import studio.rowan.diff.SchemaScript;
import studio.rowan.diff.ScriptNote;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Drift;
import studio.rowan.migrate.History;

/// How the file differs from what its migrations say it is.
final class DriftModel {
    private final MigrationsModel looking;
    private final DraftModel drafts;
    private final BooleanBinding usable;
    private final ReadOnlyObjectWrapper<@Nullable Drift> drift = new ReadOnlyObjectWrapper<>();

    DriftModel(MigrationsModel looking, DraftModel drafts) {
        this.looking = looking;
        this.drafts = drafts;
        this.usable = Bindings.createBooleanBinding(
                () -> looking.history().get() instanceof History history
                        && !history.migrations().isEmpty()
                        && !looking.runs().running().get(),
                looking.history(),
                looking.runs().running());
    }

    /// Whether there is something to compare with, and nothing else runs.
    BooleanBinding usable() {
        return usable;
    }

    /// Null while it is not known.
    ReadOnlyObjectProperty<@Nullable Drift> drift() {
        return drift.getReadOnlyProperty();
    }

    /// Replays the migrations and compares.
    void compare() {
        History seen = looking.history().get();
        if (seen == null) {
            return;
        }
        drift.set(null);
        looking.runs()
                .start(
                        () -> Drift.start(looking.workspace().db(), Text.of("drift.job"), seen.scripts()),
                        _ -> Text.of("drift.running"),
                        drift::set,
                        error -> looking.runs().notice().set(Notice.of(error)));
    }

    /// A migration that says what was done by hand.
    void record() {
        Drift now = drift.get();
        if (now != null) {
            draft("drift.record", "drift.record.text", now.recording(), true);
        }
    }

    /// A migration that takes back what was done by hand.
    void mend() {
        Drift now = drift.get();
        if (now != null) {
            draft("drift.mend", "drift.mend.text", now.mending(), false);
        }
    }

    private void draft(String title, String text, SchemaScript script, boolean there) {
        List<String> words = new ArrayList<>();
        words.add(Text.of(text));
        script.notes().stream().map(ScriptNote::words).forEach(words::add);
        if (!script.remains().isEmpty()) {
            words.add(Text.of(
                    "drift.remains",
                    String.join(
                            "; ", script.remains().stream().map(DiffWords::of).toList())));
        }
        drafts.open(new DraftModel.Draft(Text.of(title), words, script.text(), "", there, null));
    }
}
