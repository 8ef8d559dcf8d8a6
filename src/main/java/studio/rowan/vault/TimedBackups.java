package studio.rowan.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.schema.Workspace;

/// Backs an open file up each `DB_BACKUP_INTERVAL` in which it changed, if `DB_BACKUP_ENABLED`. It never shuts writers
/// out for long, never runs twice at a time, and drives out none but earlier timed ones.
public final class TimedBackups {
    private static final Logger LOG = LoggerFactory.getLogger(TimedBackups.class);

    private final Workspace workspace;
    private final BackupChoices choices;
    private final DbFiles files;
    private final Clock clock;
    private final Listener listener;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long saved = -1;

    /// Told on threads of the file.
    @FunctionalInterface
    public interface Listener {
        /// A backup began; ask the job how it ends.
        void started(Job<Backups.Made> job);
    }

    private TimedBackups(Workspace workspace, BackupChoices choices, DbFiles files, Clock clock, Listener listener) {
        this.workspace = workspace;
        this.choices = choices;
        this.files = files;
        this.clock = clock;
        this.listener = listener;
    }

    /// Begins, if the environment asks for it.
    /// @return ends it
    public static Clock.Timer begin(
            Workspace workspace, BackupChoices choices, DbFiles files, Clock clock, Listener listener) {
        TimedBackups timed = new TimedBackups(workspace, choices, files, clock, listener);
        return choices.environment().automatic()
                ? clock.every(choices.environment().interval(), timed::due)
                : () -> {};
    }

    /// On the timer's thread, which must not wait: what reads files goes to a thread of its own.
    private void due() {
        if (busy.compareAndSet(false, true)) {
            workspace.db().<Boolean>aside("timed backup", _ -> isWanted()).whenDone(this::start, e -> {
                LOG.info("no timed backup of {}", workspace.file(), e);
                busy.set(false);
            });
        }
    }

    private void start(boolean wanted) {
        if (!wanted) {
            busy.set(false);
            return;
        }
        long changes = workspace.changes();
        Job<Backups.Made> job =
                backups().start(workspace.db(), Backups.Request.of(Reason.TIMED).keep(choices.keep()));
        job.whenDone(
                _ -> {
                    saved = changes;
                    busy.set(false);
                },
                _ -> busy.set(false));
        listener.started(job);
    }

    private Backups backups() {
        return new Backups(choices.folderFor(workspace.file()), files, clock);
    }

    /// Since it was opened, the file's own count of changes tells; before that, its times do. A backup that somebody
    /// opened to look at it needs none of its own.
    private boolean isWanted() {
        Path file = workspace.file();
        if (saved >= 0) {
            return saved != workspace.changes();
        }
        if (new Backups(file.resolveSibling(""), files, clock).find(file).isPresent()) {
            return false;
        }
        List<Backup> known = backups().list(file);
        long newest = known.stream()
                .filter(Backup::verified)
                .mapToLong(Backup::created)
                .max()
                .orElse(Long.MIN_VALUE);
        return workspace.changes() > 0 || newest <= modified(file);
    }

    private static long modified(Path file) {
        try {
            Path wal = file.resolveSibling(file.getFileName() + "-wal");
            long own = Files.getLastModifiedTime(file).toMillis();
            return Files.exists(wal) && Files.size(wal) > 0
                    ? Math.max(own, Files.getLastModifiedTime(wal).toMillis())
                    : own;
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }
}
