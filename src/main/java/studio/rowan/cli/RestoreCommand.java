package studio.rowan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.db.Replaced;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// Puts a backup in place of a database.
@Command(
        name = "restore",
        description = "Put a backup in place of a database, whose present state is backed up first; or make a new file"
                + " of it.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    /// What is written with `--json`.
    /// @param before the backup of what was there before; null where there was nothing
    record Restored(
            String file,
            long bytes,
            long pages,
            long ms,
            String sha256,
            boolean verified,
            List<String> pruned,
            @Nullable String before) {}

    private final Context context;

    @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup: its path, or its name in the folder.")
    @Nullable
    Path backup;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The database; DATABASE_PATH, else the sample, if left out.")
    @Nullable
    Path file;

    @Option(names = "--json", description = "Write one JSON document to standard output.")
    boolean json;

    @Mixin
    private final FolderOption folder = new FolderOption();

    RestoreCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path target = context.keptFile(file);
        Backups backups = folder.backups(context, target);
        Path source = source(backups);
        Instant begin = context.clock().now();
        Restore.Done done = restore(source, target, backups);
        Duration took = Duration.between(begin, context.clock().now());
        if (json) {
            JsonOut.print(context.out(), restored(done, took));
        } else {
            FileCheck check = done.check();
            context.out()
                    .println(Text.count(
                            done.match() == Replaced.Match.SAME ? "cli.restore.done" : "cli.restore.notCompared",
                            check.contents().pages(),
                            target,
                            source.getFileName(),
                            Format.bytes(check.bytes()),
                            Format.duration(took)));
            Backups.Made before = done.before();
            if (before != null) {
                context.out().println("  " + Text.of("cli.restore.before", before.file()));
            }
        }
        if (done.match() == Replaced.Match.DIFFERS) {
            context.err().println(Text.of("backups.restored.differs", target, source.getFileName()));
            return 1;
        }
        return 0;
    }

    private static Restored restored(Restore.Done done, Duration took) {
        Backups.Made before = done.before();
        return new Restored(
                done.file().toString(),
                done.check().bytes(),
                done.check().contents().pages(),
                took.toMillis(),
                done.check().sha256(),
                done.match() == Replaced.Match.SAME,
                before == null
                        ? List.of()
                        : before.pruned().stream().map(Path::toString).toList(),
                before == null ? null : before.file().toString());
    }

    /// A name without a folder may be one of the list.
    private Path source(Backups backups) {
        Path named = java.util.Objects.requireNonNull(backup);
        Path listed = backups.folder().resolve(named);
        return !Files.exists(named) && named.getNameCount() == 1 && Files.exists(listed)
                ? listed
                : named.toAbsolutePath().normalize();
    }

    private static boolean isOfContent(DbError error) {
        return error instanceof DbError.NotADatabase || error instanceof DbError.Corrupt;
    }

    private Restore.Done restore(Path source, Path target, Backups backups) {
        Restore restore = new Restore(context.files(), context.clock());
        if (!Files.isRegularFile(source)) {
            throw new CommandFailed(Text.of("cli.restore.noBackup", source));
        }
        boolean opened = false;
        try {
            if (!Files.exists(target)) {
                opened = true;
                return Job.here("restore", job -> restore.toNew(job, source, target));
            }
            try (Db db = Db.open(target, context.options(false), context.files(), context.clock())) {
                Backups.Request keeping = Backups.Request.of(Reason.BEFORE_RESTORE)
                        .keep(folder.choices(context).keep());
                opened = true;
                return restore.start(source, db, backups, keeping).await();
            }
        } catch (DbError e) {
            // What is no database, or damaged, is the backup: the file itself was opened, and is as it was.
            throw CommandFailed.of(isOfContent(e) && opened ? source : target, e);
        }
    }
}
