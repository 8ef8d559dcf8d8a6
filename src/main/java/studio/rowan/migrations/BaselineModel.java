package studio.rowan.migrations;

import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Setting;

/// Gives a file that has tables but no history one that begins with what is there.
final class BaselineModel {
    private final MigrationsModel looking;
    private final KeepingModel keeping;

    BaselineModel(MigrationsModel looking, KeepingModel keeping) {
        this.looking = looking;
        this.keeping = keeping;
    }

    /// Writes a history that says: all up to this version is there already.
    void begin(String version) {
        History seen = looking.history().get();
        if (seen == null) {
            return;
        }
        Migrator work = new Migrator(looking.workspace().db(), seen.scripts());
        looking.runs()
                .start(
                        () -> work.startBaseline(
                                Text.of("migrations.job.baseline"),
                                version,
                                seen.scripts()
                                        .settings()
                                        .said(Setting.BASELINE_DESCRIPTION, Text.of("migrations.baseline.description")),
                                keeping.keeping()),
                        new StepTelling(work),
                        _ -> looking.runs().notice().set(Notice.success(Text.of("migrations.baseline.done", version))),
                        error -> looking.runs().notice().set(ApplyModel.notRun(error)));
    }
}
