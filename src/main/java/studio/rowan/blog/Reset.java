package studio.rowan.blog;

import java.nio.file.Path;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Restore;

/// Makes a database the sample's again: everything in it goes, behind a verified backup. The new content is built
/// beside the file and brought into place in one transaction, so that a run that is killed leaves it as it was.
public final class Reset {
    private final DbFiles files;
    private final Clock clock;
    private final Db.Options options;
    private volatile Seed.Made made = new Seed.Made(0, 0, 0, 0);

    public Reset(DbFiles files, Clock clock, Db.Options options) {
        this.files = files;
        this.clock = clock;
        this.options = options;
    }

    /// The rows that the new content begins with, once it is built.
    public Seed.Made made() {
        return made;
    }

    /// Resets an open database, on a thread of its own. Its stages are those of a restore.
    public Job<Restore.Done> start(Db live, Backups backups, Backups.Request keeping) {
        return new Restore(files, clock).startBuilt(this::build, live, backups, keeping);
    }

    /// Makes the new content in a file that is not there yet. Blocks.
    public void build(Path file) {
        Sample.migrate(file, files);
        Seed seed = new Seed(1, clock.now());
        try (Db db = Db.open(file, options, files, clock)) {
            made = db.write("seed", seed::base).await();
        }
    }
}
