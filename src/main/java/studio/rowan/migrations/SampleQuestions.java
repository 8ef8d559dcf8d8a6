package studio.rowan.migrations;

import java.util.function.Consumer;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;

/// What the user is asked before the sample is filled or made anew.
final class SampleQuestions {
    private static final String SUGGESTED = "1000";

    private final MigrationsModel looking;
    private final SampleModel sample;
    private final Dialogs dialogs;

    SampleQuestions(MigrationsModel looking, SampleModel sample, Dialogs dialogs) {
        this.looking = looking;
        this.sample = sample;
        this.dialogs = dialogs;
    }

    void seed() {
        String answer = dialogs.ask(Text.of("migrations.seed.title"), Text.of("migrations.seed.ask"), SUGGESTED);
        if (answer != null) {
            sample.seed(answer);
        }
    }

    /// Everything in the file goes: its name is to be typed.
    void reset(Consumer<Backups.Made> back) {
        String name = looking.workspace().name();
        if (dialogs.confirm(Dialogs.Question.of(
                        Text.of("migrations.reset.title"),
                        Backups.promised(looking.workspace().db(), Text.of("migrations.reset.ask", name)),
                        Text.of("migrations.reset.yes"))
                .typed(name))) {
            sample.reset(back);
        }
    }
}
