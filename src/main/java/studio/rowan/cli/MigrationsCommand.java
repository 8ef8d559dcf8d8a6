package studio.rowan.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import studio.rowan.db.Job;
import studio.rowan.diff.DiffWords;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Drift;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Remark;
import studio.rowan.schema.Workspace;

/// Says which migrations ran and which are to be run.
@Command(
        name = "migrations",
        description = "Show the state of each migration. Exits with 1 if history and folder do not agree.",
        mixinStandardHelpOptions = true)
final class MigrationsCommand implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Mixin
    private final MigrationOptions where = new MigrationOptions();

    @Option(
            names = "--drift",
            description = "Compare FILE with what its migrations say it is. Exits with 1 if they differ.")
    private boolean drift;

    MigrationsCommand(Context context) {
        this.context = context;
    }

    /// One migration, as written with `--json`.
    record Line(
            @Nullable String version,
            String description,
            String type,
            String state,
            @Nullable String installedOn,
            @Nullable Integer executionMs,
            @Nullable Integer checksum) {
        static Line of(Migration migration) {
            return new Line(
                    migration.version(),
                    migration.description(),
                    migration.type(),
                    migration.state(),
                    migration.installedOn() == null
                            ? null
                            : migration.installedOn().toString(),
                    migration.executionMs(),
                    migration.checksum());
        }
    }

    @Override
    public Integer call() {
        Path file = context.file(of.file);
        try (Workspace workspace = Workspace.open(file, context.options(true), context.files(), context.clock())) {
            if (drift) {
                return drift(workspace);
            }
            History history =
                    Job.here("migrations", job -> History.read(job, workspace.db(), where.scripts(workspace, context)));
            if (of.json) {
                JsonOut.print(
                        context.out(),
                        history.migrations().stream().map(Line::of).toList());
            } else {
                print(file, history.migrations(), context.out());
            }
            boolean trouble = history.situation() == History.Situation.MISMATCH
                    || history.situation() == History.Situation.UNREADABLE
                    || history.situation() == History.Situation.NEEDS_VALUES;
            Text.Message message = MigrationWords.of(history);
            tell(message, trouble || of.json ? context.err() : context.out());
            MigrationOptions.tellNotRun(history.scripts(), of.json ? context.err() : context.out());
            return trouble ? 1 : 0;
        }
    }

    /// What the file has otherwise, as written with `--json`.
    /// @param failed why nothing was compared; null where it was
    /// @param record a script that makes what the migrations say into what the file is
    /// @param mend a script that makes the file into what they say
    record Drifted(
            boolean drift,
            @Nullable String failed,
            List<String> differences,
            List<String> remarks,
            String record,
            String mend) {}

    private int drift(Workspace workspace) {
        Drift found = Job.here("drift", job -> Drift.find(job, workspace.db(), where.scripts(workspace, context)));
        List<String> differences = found.changes().stream().map(DiffWords::of).toList();
        List<String> remarks = found.remarks().stream().map(Remark::words).toList();
        if (of.json) {
            JsonOut.print(
                    context.out(),
                    new Drifted(
                            !found.isNone(),
                            found.failed() == null ? null : found.words(),
                            differences,
                            remarks,
                            found.recording().isEmpty() ? "" : found.recording().text(),
                            found.mending().isEmpty() ? "" : found.mending().text()));
        } else {
            (found.failed() == null ? context.out() : context.err()).println(found.words());
            differences.forEach(line -> context.out().println("  " + line));
            remarks.forEach(context.out()::println);
        }
        return found.isNone() ? 0 : 1;
    }

    private static void tell(Text.Message message, PrintWriter out) {
        out.println(message.sentence());
        if (!message.nextStep().isEmpty()) {
            out.println(message.nextStep());
        }
    }

    private static void print(Path file, List<Migration> migrations, PrintWriter out) {
        out.println(file);
        for (Migration migration : migrations) {
            Integer ms = migration.executionMs();
            out.printf(
                    "  %-8s %-40s %-10s %-20s %s%n",
                    migration.label(),
                    migration.description(),
                    migration.state(),
                    migration.installedOn() == null ? "" : MOMENT.format(migration.installedOn()),
                    ms == null ? "" : Format.duration(Duration.ofMillis(ms)));
        }
    }
}
