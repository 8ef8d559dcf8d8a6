package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.vault.Backups;

/// Runs all migrations of a folder, in a process of its own, and waits to be killed. Where it is told where copies go,
/// it rehearses them first, and is ready when it begins to apply what it saw.
final class Victim {
    private Victim() {}

    /// `FILE SCRIPTS BACKUPS [CLONES]`
    static void main(String[] args) throws IOException {
        DbFiles files = new DbFiles();
        Clock clock = Clock.system();
        Backups backups = new Backups(Path.of(args[2]), files, clock);
        try (Db db = Db.open(Path.of(args[0]), Db.Options.defaults(), files, clock)) {
            Scripts scripts = Scripts.ofFolder(Path.of(args[1]));
            Migrator.Keeping keeping = new Migrator.Keeping(backups, 3);
            Migrator.Request request = new Migrator.Request(Migrator.Request.ALL, keeping, List.of());
            if (args.length > 3) {
                Rehearsal.Tools tools = new Rehearsal.Tools(Path.of(args[3]), files, clock, Db.Options.defaults());
                try (Rehearsal.Report report =
                        new Rehearsal(db, scripts, tools).start("rehearse").await()) {
                    if (!report.ok() || report.losesRows()) {
                        throw new IllegalStateException(report.trials().toString());
                    }
                    request = report.request(keeping);
                }
            }
            System.out.println("ready");
            Migrator.Result result =
                    new Migrator(db, scripts).start("migrate", request).await();
            System.out.println(result.stop());
            while (System.in.read() >= 0) {
                // until the pipe is closed, or this process killed
            }
        }
    }
}
