package studio.rowan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.rowan.db.Job;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Conversion;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.OtherWords;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Refusal;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Standing;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;
import studio.rowan.vault.Backups;

/// Writes another tool's migrations as Flyway's, and says in a database up to where they ran there.
@Command(
        name = "convert",
        description = "Write the migrations of Drizzle, golang-migrate, dbmate, goose or Prisma as Flyway’s into a new"
                + " folder. FILE is touched with --baseline only.",
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Option(names = "--dir", paramLabel = "D", required = true, description = "The folder of the other tool.")
    @Nullable
    Path dir;

    @Option(
            names = "--to",
            paramLabel = "E",
            required = true,
            description = "The folder to be made; it must be new, or empty.")
    @Nullable
    Path to;

    @Option(
            names = "--undo",
            paramLabel = "none|text|scripts",
            defaultValue = "text",
            description =
                    "What becomes of the ways back: left out, text files in a folder “undo” (default), or Flyway’s"
                            + " own undo scripts.")
    private String undo = "text";

    @Option(
            names = "--baseline",
            description = "Then say in FILE, behind a verified backup, up to which of them ran there.")
    private boolean baseline;

    @Option(names = "--no-backup", description = "Make no backup before the baseline.")
    private boolean noBackup;

    @Spec
    @Nullable
    CommandSpec spec;

    ConvertCommand(Context context) {
        this.context = context;
    }

    /// What is written with `--json`.
    /// @param baseline the version at which the database stands; null where none was set
    record Converted(
            String tool,
            String folder,
            List<File> files,
            @Nullable String baseline,
            @Nullable String backup,
            @Nullable String error) {
        record File(String file, String from, List<String> notes) {}
    }

    @Override
    public Integer call() throws IOException {
        Path source = java.util.Objects.requireNonNull(dir).toAbsolutePath().normalize();
        Path target = java.util.Objects.requireNonNull(to).toAbsolutePath().normalize();
        if (!Files.isDirectory(source)) {
            throw usage(Text.of("cli.migrations.noFolder", source));
        }
        Scripts scripts = new Place.Folder(source).scripts();
        Refusal refusal = scripts.refusal();
        if (refusal != null) {
            throw new CommandFailed(OtherWords.of(refusal).both());
        }
        if (!scripts.isConvertible()) {
            throw new CommandFailed(Text.of("cli.convert.onlyFlyway", source));
        }
        Conversion conversion = Conversion.of(scripts);
        try {
            conversion.write(source, target, undo());
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
        List<String> said = new ArrayList<>();
        said.add(Text.count("cli.convert.done", conversion.files().size(), conversion.tool(), target));
        Based based = baseline ? baseline(scripts, conversion, target, said) : Based.NONE;
        print(conversion, target, said, based);
        return based.error == null ? 0 : 1;
    }

    private Conversion.Undo undo() {
        return switch (undo.toLowerCase(Locale.ROOT)) {
            case "none" -> Conversion.Undo.NONE;
            case "text" -> Conversion.Undo.TEXT;
            case "scripts" -> Conversion.Undo.SCRIPTS;
            default -> throw usage("--undo " + undo);
        };
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), message);
    }

    private record Based(
            @Nullable String version,
            @Nullable String backup,
            @Nullable String error) {
        static final Based NONE = new Based(null, null, null);
    }

    private Based baseline(Scripts scripts, Conversion conversion, Path target, List<String> said) {
        Path file = context.file(of.file);
        try (Workspace workspace = Workspace.open(file, context.options(false), context.files(), context.clock())) {
            History history = Job.here("migrations", job -> History.read(job, workspace.db(), scripts));
            Standing standing = Standing.of(history, conversion);
            String words = OtherWords.of(standing, String.valueOf(file.getFileName()));
            return switch (standing) {
                case Standing.Fresh _ -> {
                    said.add(words);
                    yield Based.NONE;
                }
                case Standing.Unclear _ -> new Based(null, null, words);
                case Standing.At at -> {
                    said.add(words);
                    yield set(workspace, new Place.Folder(target).scripts(), at.version(), conversion.tool(), said);
                }
            };
        }
    }

    private Based set(Workspace workspace, Scripts converted, String version, String tool, List<String> said) {
        BackupChoices choices = new BackupChoices(context.folders().data(), BackupSettings.of(context.env()));
        Backups backups = new Backups(choices.folderFor(workspace.file()), context.files(), context.clock());
        Migrator.Keeping keeping = noBackup ? null : new Migrator.Keeping(backups, choices.keep());
        Migrator.Result result = Job.here(
                Text.of("migrations.job.baseline"),
                job -> new Migrator(workspace.db(), converted)
                        .baseline(job, version, Text.of("migrations.convert.baseline.description", tool), keeping));
        if (result.stop() != null) {
            return new Based(null, null, MigrationWords.of(result.stop()).both());
        }
        Backups.Made backup = result.backup();
        if (backup != null) {
            said.add(Text.of("cli.migrate.backup", backup.file()));
        }
        said.add(Text.of("cli.convert.baseline", tool));
        return new Based(version, backup == null ? null : backup.file().toString(), null);
    }

    private void print(Conversion conversion, Path target, List<String> said, Based based) {
        if (of.json) {
            List<Converted.File> files = conversion.files().stream()
                    .map(file -> new Converted.File(
                            file.name(),
                            file.from(),
                            file.notes().stream().map(OtherWords::of).toList()))
                    .toList();
            JsonOut.print(
                    context.out(),
                    new Converted(
                            conversion.tool(), target.toString(), files, based.version, based.backup, based.error));
        } else {
            for (Conversion.File file : conversion.files()) {
                context.out().printf("  %s%n", file.name());
                file.notes().forEach(note -> context.out().printf("      %s%n", OtherWords.of(note)));
            }
            said.forEach(context.out()::println);
        }
        if (based.error != null) {
            context.err().println(based.error);
        }
    }
}
