package studio.rowan.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Profile;
import studio.rowan.kit.About;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationFailed;

/// The command line. Answers go to standard output, one JSON document with `--json`; what went wrong goes to standard
/// error. Exits with 0 done, 1 found trouble or failed, 2 wrong usage.
@Command(
        name = "rowan",
        description = "A studio for SQLite. Without a command it opens the window.",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        subcommands = {CommandLine.HelpCommand.class})
public final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Set<String> OF_ROOT = Set.of("-h", "--help", "-V", "--version");

    private Commands() {}

    /// Runs on this process's streams and environment.
    /// @return the exit code
    public static int run(String[] args, Context.Window window) {
        try (Clock clock = Clock.system()) {
            return run(
                    args,
                    new Context(
                            System::getenv,
                            AppFolders.ofSystem(),
                            DbFiles.of(System::getenv),
                            clock,
                            writer(System.out),
                            writer(System.err),
                            window));
        }
    }

    /// JSON is UTF-8, whatever the terminal's locale.
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /// Runs with what the context gives.
    public static int run(String[] args, Context context) {
        if (Profile.of(context.env()) == null) {
            // Taken for nothing, a misspelt “test” would work on files.
            context.err().println(Text.of("cli.env.unknown", context.env().apply(Profile.VARIABLE)));
            context.err().flush();
            return CommandLine.ExitCode.USAGE;
        }
        CommandLine line = new CommandLine(new Commands())
                .addSubcommand(new OpenCommand(context))
                .addSubcommand(new ChooseCommand(context))
                .addSubcommand(new HealthCommand(context))
                .addSubcommand(new SearchCommand(context))
                .addSubcommand(new SeedCommand(context))
                .addSubcommand(new MigrationsCommand(context))
                .addSubcommand(new MigrateCommand(context))
                .addSubcommand(new ConvertCommand(context))
                .addSubcommand(new BackupCommand(context))
                .addSubcommand(new BackupsCommand(context))
                .addSubcommand(new RestoreCommand(context))
                .addSubcommand(new ResetCommand(context))
                .setOut(context.out())
                .setErr(context.err())
                .setExecutionExceptionHandler((e, command, _) -> failed(e, command, context));
        int code = line.execute(named(args, line.getSubcommands().keySet()));
        context.out().flush();
        context.err().flush();
        return code;
    }

    /// A file, or nothing, means `open`. A word that is neither is a command misspelt.
    private static String[] named(String[] args, Set<String> commands) {
        List<String> given = Arrays.asList(args);
        if (!given.isEmpty() && (commands.contains(given.getFirst()) || OF_ROOT.contains(given.getFirst()))) {
            return args;
        }
        boolean misspelt =
                !given.isEmpty() && given.getFirst().matches("[a-z]+") && !Files.exists(Path.of(given.getFirst()));
        return misspelt
                ? args
                : Stream.concat(Stream.of("open"), given.stream()).toArray(String[]::new);
    }

    private static int failed(Exception e, CommandLine command, Context context) {
        String sentence = switch (e) {
            case DbError error -> Text.error(error).both();
            case CommandFailed failed -> String.valueOf(failed.getMessage());
            case MigrationFailed failed -> String.valueOf(failed.getMessage());
            default -> {
                LOG.error("command failed", e);
                yield Text.of("cli.unexpected", e);
            }
        };
        if (command.getParseResult().hasMatchedOption("--json")) {
            JsonOut.print(context.out(), new JsonOut.Failure(sentence));
        }
        context.err().println(sentence);
        return 1;
    }

    /// What `--version` says.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Rowan Studio " + About.read().version()};
        }
    }
}
