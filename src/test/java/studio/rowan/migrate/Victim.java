package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.vault.Backups;

/// Runs all migrations of a folder, in a process of its own, and waits to be killed.
final class Victim {
    private Victim() {}

    /// `FILE SCRIPTS BACKUPS`
    static void main(String[] args) throws IOException {
        DbFiles files = new DbFiles();
        Clock clock = Clock.system();
        Backups backups = new Backups(Path.of(args[2]), files, clock);
        try (Db db = Db.open(Path.of(args[0]), Db.Options.defaults(), files, clock)) {
            Migrator migrator = new Migrator(db, Scripts.ofFolder(Path.of(args[1])));
            System.out.println("ready");
            Migrator.Result result = migrator.start(
                            "migrate",
                            new Migrator.Request(Migrator.Request.ALL, new Migrator.Keeping(backups, 3), List.of()))
                    .await();
            System.out.println(result.stop());
            while (System.in.read() >= 0) {
                // until the pipe is closed, or this process killed
            }
        }
    }
}
