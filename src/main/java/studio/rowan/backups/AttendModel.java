package studio.rowan.backups;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;
import studio.rowan.vault.TimedBackups;

/// What is done for a file as long as it is open, whether its backups are shown or not: leftovers of killed runs are
/// removed, and timed backups made.
public final class AttendModel {
    private static final Logger LOG = LoggerFactory.getLogger(AttendModel.class);

    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private final Clock clock;
    private String told = "";

    public AttendModel(Workspace workspace, Nav nav, Jobs jobs, Clock clock) {
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// @return ends it
    public Runnable begin(BackupChoices choices, DbFiles files) {
        if (workspace.db().isInMemory()) {
            return () -> {};
        }
        sweep(choices.folderFor(workspace.file()));
        Clock.Timer timer = TimedBackups.begin(
                workspace, choices, files, clock, job -> jobs.ui(() -> jobs.run(job, _ -> told = "", this::failed)));
        return timer::close;
    }

    private void sweep(Path backups) {
        Path own = workspace.file().getParent();
        jobs.run(
                jobs.<Boolean>task(Text.of("backups.job.list"), _ -> {
                    if (own != null) {
                        Backups.sweep(own);
                    }
                    Backups.sweep(backups);
                    return true;
                }),
                _ -> {},
                // A folder that cannot be listed is told by whoever wants to see it.
                error -> LOG.info("leftovers stay: {}", error.words()));
    }

    /// Said once, and again only when it is another trouble or there was a backup in between.
    private void failed(DbError error) {
        Notice plain = Notice.of(error);
        String words = Text.of("backups.timed.failed", workspace.name(), plain.message());
        if (!(error instanceof DbError.Cancelled) && !words.equals(told)) {
            told = words;
            nav.notify(Notice.warning(words).next(plain.nextStep()).details(plain.details()));
        }
    }
}
