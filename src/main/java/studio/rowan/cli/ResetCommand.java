package studio.rowan.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.rowan.blog.Reset;
import studio.rowan.blog.Seed;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// Makes a database the sample's again.
@Command(
        name = "reset",
        description = "Back a database up, drop everything in it, run the sample's migrations and the base seed.",
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
    /// What is written with `--json`.
    /// @param backup of what was there before; null where there was nothing
    record Done(String file, @Nullable String backup, long users, long tags, long ms) {}

    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--yes", description = "Everything in the file shall go. Without it nothing is done.")
    private boolean yes;

    @Spec
    @Nullable
    CommandSpec spec;

    ResetCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = context.file(of.file);
        if (!yes) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), Text.of("cli.reset.yes", file));
        }
        Instant begin = context.clock().now();
        Reset reset = new Reset(context.files(), context.clock(), context.options(false));
        Path backup = run(reset, file);
        Seed.Made made = reset.made();
        Duration took = Duration.between(begin, context.clock().now());
        if (of.json) {
            String kept = backup == null ? null : backup.toString();
            JsonOut.print(context.out(), new Done(file.toString(), kept, made.users(), made.tags(), took.toMillis()));
            return 0;
        }
        context.out().println(Text.of("cli.reset.done", file, made.users(), made.tags(), Format.duration(took)));
        if (backup != null) {
            context.out().println("  " + Text.of("cli.restore.before", backup));
        }
        return 0;
    }

    private @Nullable Path run(Reset reset, Path file) {
        try {
            if (!context.files().exists(file)) {
                reset.build(file);
                return null;
            }
            try (Db db = Db.open(file, context.options(false), context.files(), context.clock())) {
                Backups.Request keeping = Backups.Request.of(Reason.BEFORE_RESET)
                        .keep(folder.choices(context).keep());
                Restore.Done done =
                        reset.start(db, folder.backups(context, file), keeping).await();
                Backups.Made before = done.before();
                return before == null ? null : before.file();
            }
        } catch (DbError e) {
            throw CommandFailed.of(file, e);
        }
    }
}
