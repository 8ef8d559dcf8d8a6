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
import studio.rowan.db.Job;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.MigrationWords;
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
