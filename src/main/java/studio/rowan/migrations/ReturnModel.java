package studio.rowan.migrations;

import java.nio.file.Path;
import studio.rowan.db.Job;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// The way back to the state before the last run.
final class ReturnModel {
    private static final RunModel.Telling TELLING = new RunModel.Telling() {
        @Override
        public String title(Job<?> job) {
            return Text.of("migrations.returning");
        }

        @Override
        public boolean needsFile() {
            return true;
        }
    };

    private final MigrationsModel looking;
    private final KeepingModel keeping;

    ReturnModel(MigrationsModel looking, KeepingModel keeping) {
        this.looking = looking;
        this.keeping = keeping;
    }

    /// Brings the state back from before the last run.
    /// @param file where the backup lies
    void returnTo(Backup to, Path file) {
        Backups.Request request = Backups.Request.of(Reason.BEFORE_RESTORE).keep(keeping.count());
        looking.runs()
                .start(
                        () -> new Restore(keeping.files(), keeping.clock())
                                .start(file, looking.workspace().db(), keeping.backups(), request),
                        TELLING,
                        done -> {
                            looking.result(null);
                            looking.runs().notice().set(notice(to, done));
                        });
    }

    private Notice notice(Backup to, Restore.Done done) {
        String name = looking.workspace().name();
        String backup = to.file();
        Notice notice = switch (done.match()) {
            case SAME -> Notice.success(Text.of("migrations.returned", name));
            case NOT_COMPARED -> Notice.warning(Text.of("backups.restored.notCompared", name, backup));
            case DIFFERS -> Notice.error(Text.of("backups.restored.differs", name, backup));
        };
        Backups.Made before = done.before();
        return before == null
                ? notice
                : notice.next(
                        Text.of("migrations.returned.before", before.backup().file()));
    }
}
