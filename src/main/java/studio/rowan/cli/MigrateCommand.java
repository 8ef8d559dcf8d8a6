package studio.rowan.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Approval;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationSettings;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.OtherWords;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Stop;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;
import studio.rowan.vault.Backups;

/// Runs pending migrations.
@Command(
        name = "migrate",
        description = "Run pending migrations behind a verified backup. A FILE that is not there is made.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Mixin
    private final MigrationOptions where = new MigrationOptions();

    @Option(names = "--no-backup", description = "Make no backup first.")
    private boolean noBackup;

    @Option(
            names = "--allow-cascades",
            description = "Run scripts that delete rows of other tables through foreign keys.")
    private boolean allowCascades;

    @Option(
            names = "--allow-untransacted",
            description =
                    "Run scripts without a transaction that can take rows, although nothing of them is taken back.")
    private boolean allowUntransacted;

    @Option(
            names = "--allow-renumbering",
            description = "Run scripts that number rows anew which rows of other tables refer to.")
    private boolean allowRenumbering;

    @Option(
            names = "--baseline",
            paramLabel = "V",
            description = "Say of a database without a history that all up to this version is there already.")
    private @Nullable String baseline;

    @Option(names = "--rehearse", description = "Run them on a private copy only, and tell what each does.")
    private boolean rehearse;

    MigrateCommand(Context context) {
        this.context = context;
    }

    /// What is written with `--json`.
    record Applied(
            boolean ok,
            @Nullable String backup,
            List<Line> migrations,
            @Nullable String error) {
        record Line(@Nullable String version, String description, long ms) {}
    }

    @Override
    public Integer call() {
        Path file = context.file(of.file);
        Path folder = where.folder();
        if (!context.files().exists(file)
                && folder != null
                && (!rehearse || context.files().areInMemory())) {
            Scripts scripts = new Place.Folder(folder).scripts(where.choice(MigrationSettings.Choice.NONE));
            Text.Message notRun = OtherWords.notRun(scripts);
            if (notRun != null) {
                throw new CommandFailed(notRun.both());
            }
            if (scripts.migrations().isEmpty()) {
                throw new CommandFailed(Text.of("cli.migrate.nothing", folder));
            }
            Db.create(file, context.files());
        }
        try (Workspace workspace = Workspace.open(file, context.options(false), context.files(), context.clock())) {
            Scripts scripts = where.scripts(workspace, context);
            if (rehearse) {
                return new RehearsalOut(context, of.json).run(workspace, scripts);
            }
            List<Migrator.Ran> ran = new ArrayList<>();
            Migrator.Result result = run(workspace, scripts, ran);
            Stop stop = result.stop();
            Text.Message why = stop == null ? null : why(stop);
            String error = why == null ? null : why.both();
            if (of.json) {
                JsonOut.print(context.out(), applied(result, ran, error));
            } else {
                print(result, ran, scripts);
            }
            if (error != null) {
                context.err().println(error);
            }
            MigrationOptions.tellNotRun(scripts, of.json ? context.err() : context.out());
            return error == null ? 0 : 1;
        }
    }

    /// Agreeing is an option here.
    private static Text.Message why(Stop stop) {
        Text.Message message = MigrationWords.of(stop);
        return switch (stop) {
            case Stop.ReliesOnCascades _ -> new Text.Message(message.sentence(), Text.of("cli.migrate.cascades"));
            case Stop.NeedsRehearsal _ -> new Text.Message(message.sentence(), Text.of("cli.migrate.untransacted"));
            case Stop.Renumbers _ -> new Text.Message(message.sentence(), Text.of("cli.migrate.renumbers"));
            case Stop.NotReady(History history)
            when history.situation() == History.Situation.NO_HISTORY ->
                new Text.Message(message.sentence(), message.nextStep() + " " + Text.of("cli.migrate.baseline"));
            default -> message;
        };
    }

    /// A script that needs consent is met on the way; where that was given, it goes on from there.
    private Migrator.Result run(Workspace workspace, Scripts scripts, List<Migrator.Ran> ran) {
        Migrator migrator = new Migrator(
                workspace.db(), scripts, new Places(context.folders().data()).applied());
        Migrator.Keeping keeping = keeping(workspace.file());
        Backups.Made backup = null;
        String version = baseline;
        if (version != null) {
            Migrator.Result based = Job.here(
                    Text.of("migrations.job.baseline"),
                    job -> migrator.baseline(job, version, Text.of("migrations.baseline.description"), keeping));
            if (based.stop() != null) {
                return based;
            }
            backup = based.backup();
        }
        List<Migrator.Agreement> agreed = new ArrayList<>();
        List<Approval> renumbered = new ArrayList<>();
        while (true) {
            Migrator.Result result = Job.here(
                    Text.of("migrations.job"),
                    job -> migrator.run(
                            job, new Migrator.Request(Migrator.Request.ALL, keeping, agreed, null, renumbered)));
            backup = backup == null ? result.backup() : backup;
            ran.addAll(result.ran());
            Stop stop = result.stop();
            if (stop == null || !consents(stop, agreed, renumbered)) {
                return new Migrator.Result(backup, ran, stop);
            }
            context.err().println(MigrationWords.of(stop).sentence());
        }
    }

    /// Whether the options allow what it stopped at, and it was not met before.
    private boolean consents(Stop stop, List<Migrator.Agreement> agreed, List<Approval> renumbered) {
        return switch (stop) {
            case Stop.ReliesOnCascades cascades -> allowCascades && isNew(cascades.agreement(), agreed);
            case Stop.NeedsRehearsal needs -> allowUntransacted && isNew(needs.agreement(), agreed);
            case Stop.Renumbers numbers -> allowRenumbering && isNew(numbers.agreement(), renumbered);
            case Stop.Cancelled _,
                    Stop.Failed _,
                    Stop.LeavesOrphans _,
                    Stop.Refused _,
                    Stop.NeedsBackup _,
                    Stop.LosesRows _,
                    Stop.NotRehearsed _,
                    Stop.NotReady _ -> false;
        };
    }

    private static <T> boolean isNew(T consent, List<T> given) {
        return !given.contains(consent) && given.add(consent);
    }

    private Migrator.@Nullable Keeping keeping(Path file) {
        BackupChoices choices = new BackupChoices(context.folders().data(), BackupSettings.of(context.env()));
        return noBackup
                ? null
                : new Migrator.Keeping(
                        new Backups(choices.folderFor(file), context.files(), context.clock()), choices.keep());
    }

    private static Applied applied(Migrator.Result result, List<Migrator.Ran> ran, @Nullable String error) {
        Backups.Made backup = result.backup();
        return new Applied(
                error == null,
                backup == null ? null : backup.file().toString(),
                ran.stream()
                        .map(r -> new Applied.Line(
                                r.migration().version(), r.migration().description(), r.ms()))
                        .toList(),
                error);
    }

    private void print(Migrator.Result result, List<Migrator.Ran> ran, Scripts scripts) {
        Backups.Made backup = result.backup();
        if (backup != null) {
            context.out().println(Text.of("cli.migrate.backup", backup.file()));
        }
        for (Migrator.Ran each : ran) {
            context.out()
                    .println(Text.of(
                            "cli.migrate.ran", each.migration().name(), Format.duration(Duration.ofMillis(each.ms()))));
        }
        if (result.stop() == null) {
            context.out()
                    .println(
                            ran.isEmpty()
                                    ? Text.of(
                                            scripts.migrations().isEmpty()
                                                    ? "migrations.is.nothing"
                                                    : "migrations.is.current")
                                    : Text.count("cli.migrate.done", ran.size()));
        }
    }
}
