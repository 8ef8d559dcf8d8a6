package studio.rowan.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;

/// Backs a database up.
@Command(
        name = "backup",
        description = "Copy a database while others go on writing, verify the copy, and remove the oldest beyond those"
                + " to keep.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    /// What is written with `--json`.
    record Made(String file, long bytes, long pages, long ms, String sha256, boolean verified, List<String> pruned) {
        static Made of(Backups.Made made) {
            Backup backup = made.backup();
            return new Made(
                    made.file().toString(),
                    backup.bytes(),
                    backup.pages(),
                    made.took().toMillis(),
                    backup.sha256(),
                    backup.verified(),
                    made.pruned().stream().map(Path::toString).toList());
        }
    }

    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--keep", paramLabel = "N", description = "How many verified ones stay; 10 if nothing was chosen.")
    @Nullable
    Integer keep;

    @Option(
            names = "--lock",
            description = "Where others write all the time to a file that is not in WAL mode: let them wait for as long"
                    + " as it takes.")
    private boolean lock;

    @Spec
    @Nullable
    CommandSpec spec;

    BackupCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (keep != null && (keep < 1 || keep > BackupChoices.MOST_KEPT)) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), Text.of("cli.backup.keep", BackupChoices.MOST_KEPT));
        }
        Path file = context.keptFile(of.file);
        Backups.Made made = make(file);
        if (of.json) {
            JsonOut.print(context.out(), Made.of(made));
            return 0;
        }
        Backup backup = made.backup();
        context.out().println(made.file());
        context.out()
                .println("  "
                        + Text.count(
                                "cli.backup.made",
                                backup.pages(),
                                Format.bytes(backup.bytes()),
                                Format.duration(made.took()),
                                backup.sha256()));
        made.pruned().forEach(gone -> context.out().println("  " + Text.of("cli.backup.pruned", gone)));
        return 0;
    }

    private Backups.Made make(Path file) {
        try (Db db = Db.open(file, context.options(false), context.files(), context.clock())) {
            Backups.Request request = Backups.Request.of(Reason.ASKED)
                    .keep(keep == null ? folder.choices(context).keep() : keep);
            return folder.backups(context, file)
                    .start(db, lock ? request.locking() : request)
                    .await();
        } catch (DbError e) {
            throw CommandFailed.of(file, e);
        }
    }
}
