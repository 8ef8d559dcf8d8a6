package studio.rowan.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.rowan.db.DbError;
import studio.rowan.health.Report;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Says how a database is doing.
@Command(
        name = "health",
        description = "Say how a database is doing: sizes, rows, findings. Exits with 1 if there is trouble.",
        mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    HealthCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = context.file(of.file);
        Report report = report(file);
        if (of.json) {
            JsonOut.print(context.out(), report);
        } else if (report.error() == null) {
            print(file, report, context.out());
        }
        if (report.error() != null) {
            context.err().println(Text.of("cli.failed", file, report.error()));
        }
        return report.status().equals("healthy") ? 0 : 1;
    }

    private Report report(Path file) {
        try (Workspace workspace = Workspace.open(file, context.options(true), context.files(), context.clock())) {
            return Report.of(workspace, context.clock());
        } catch (DbError e) {
            return Report.failed(e, size(file), context.clock().now());
        }
    }

    private long size(Path file) {
        try {
            return context.files().size(file);
        } catch (DbError e) {
            // Why it cannot be reached is what the report says already.
            return 0;
        }
    }

    private static void print(Path file, Report report, PrintWriter out) {
        out.println(file + ": " + Text.of("health.status." + report.status()).toLowerCase(Locale.ROOT));
        line(out, Text.of("health.card.file"), Format.bytes(report.database().size()));
        Report.Performance performance = report.performance();
        if (performance != null) {
            Double average = performance.avgPostsPerUser();
            line(out, Text.of("health.card.posts"), average == null ? "–" : String.valueOf(average));
            line(out, Text.of("cli.health.lastPost"), orNever(performance.lastPostCreated()));
            line(out, Text.of("cli.health.lastUser"), orNever(performance.lastUserCreated()));
        }
        if (!report.database().tables().isEmpty()) {
            out.println();
            report.database().tables().forEach((table, rows) -> line(out, table, Format.count(rows)));
        }
        for (Report.Line finding : report.findings()) {
            out.println();
            out.println(Text.of("health.severity." + finding.severity()) + ": " + finding.message());
            if (!finding.fix().isEmpty()) {
                out.println("  " + finding.fix());
            }
        }
        out.flush();
    }

    private static String orNever(@Nullable String moment) {
        return moment == null ? Text.of("health.never") : moment;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-28s %s%n", name, value);
    }
}
