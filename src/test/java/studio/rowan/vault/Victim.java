package studio.rowan.vault;

import java.nio.file.Path;
import java.util.Arrays;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;

/// Backs up or restores without end, in a process of its own, until it is killed.
final class Victim {
    private Victim() {}

    /// `backup FILE FOLDER`, or `restore FILE FOLDER BACKUP BACKUP`: one after the other in turn.
    static void main(String[] args) {
        DbFiles files = new DbFiles();
        Clock clock = Clock.system();
        Backups backups = new Backups(Path.of(args[2]), files, clock);
        Restore restore = new Restore(files, clock);
        String[] sources = Arrays.copyOfRange(args, 3, args.length);
        try (Db db = Db.open(Path.of(args[1]), Db.Options.defaults(), files, clock)) {
            System.out.println("ready");
            for (int i = 0; ; i++) {
                if (args[0].equals("backup")) {
                    backups.start(db, Backups.Request.of("test").keep(3)).await();
                } else {
                    restore.start(
                                    Path.of(sources[i % sources.length]),
                                    db,
                                    backups,
                                    Backups.Request.of("test").keep(2))
                            .await();
                }
            }
        }
    }
}
