package studio.rowan.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.diff.DiffWords;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Finding;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.RowCount;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Stop;
import studio.rowan.schema.Workspace;

/// Rehearses and tells how it went.
final class RehearsalOut {
    /// What is written with `--json`.
    record Rehearsed(
            boolean ok,
            List<Line> migrations,
            List<String> damage,
            long lockMs,
            @Nullable String error) {
        /// @param approvals what an apply would need
        record Line(
                @Nullable String version,
                String description,
                long ms,
                boolean ok,
                Map<String, Rows> rows,
                List<String> schema,
                List<Seen> findings,
                List<String> cascades,
                List<String> approvals,
                @Nullable String error) {}

        /// @param before null where the table was not there
        /// @param lost rows that were there before and are not there afterwards
        /// @param added rows that were not there before
        /// @param renumbered rows that got another number than others refer to
        /// @param by how they were told apart: number, key, content or none
        record Rows(@Nullable Long before, @Nullable Long after, long lost, long added, long renumbered, String by) {}

        record Seen(String severity, int line, String message, String instead) {}
    }

    private final Context context;
    private final boolean json;

    RehearsalOut(Context context, boolean json) {
        this.context = context;
        this.json = json;
    }

    int run(Workspace workspace, Scripts scripts) {
        Rehearsal rehearsal = new Rehearsal(
                workspace.db(),
                scripts,
                new Rehearsal.Tools(
                        context.folders().clones(), context.files(), context.clock(), context.options(false)));
        try (Rehearsal.Report report = Job.here(Text.of("migrations.job.rehearse"), rehearsal::run)) {
            boolean ready = report.history().isReady();
            Text.Message why = ready ? null : MigrationWords.of(report.history());
            if (json) {
                JsonOut.print(context.out(), rehearsed(report, why == null ? null : why.both()));
            } else if (why == null) {
                print(workspace, report);
            }
            if (why != null) {
                context.err().println(why.both());
            }
            return ready && report.ok() ? 0 : 1;
        }
    }

    private static Rehearsed rehearsed(Rehearsal.Report report, @Nullable String error) {
        return new Rehearsed(
                report.ok() && error == null,
                report.trials().stream().map(RehearsalOut::line).toList(),
                report.damage(),
                report.lockMs(),
                error);
    }

    private static Rehearsed.Line line(Rehearsal.Trial trial) {
        Map<String, Rehearsed.Rows> rows = new LinkedHashMap<>();
        trial.rows().forEach(count -> rows.put(count.table(), rows(count)));
        Stop stop = trial.stop();
        return new Rehearsed.Line(
                trial.migration().version(),
                trial.migration().description(),
                trial.ms(),
                stop == null,
                rows,
                trial.schema().stream().map(DiffWords::of).toList(),
                trial.findings().stream().map(RehearsalOut::seen).toList(),
                trial.cascades().stream().map(MigrationWords::of).toList(),
                approvals(trial),
                stop == null ? null : MigrationWords.of(stop).sentence());
    }

    private static Rehearsed.Rows rows(RowCount count) {
        return new Rehearsed.Rows(
                count.before(),
                count.after(),
                count.lost(),
                count.added(),
                count.renumbered(),
                count.rows().by().name().toLowerCase(Locale.ROOT));
    }

    private static Rehearsed.Seen seen(Finding finding) {
        Text.Message message = MigrationWords.of(finding);
        return new Rehearsed.Seen(severity(finding), finding.line(), message.sentence(), message.nextStep());
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private void print(Workspace workspace, Rehearsal.Report report) {
        for (Rehearsal.Trial trial : report.trials()) {
            print(trial);
        }
        if (report.trials().stream().flatMap(trial -> trial.rows().stream()).anyMatch(rows -> rows.renumbered() > 0)) {
            tell("cli.rehearse.renumbers");
        }
        if (!report.damage().isEmpty()) {
            tell("cli.rehearse.damage", String.join("; ", report.damage()));
        }
        if (report.trials().isEmpty()) {
            tell("cli.rehearse.nothing");
        } else if (report.ok()) {
            tell("cli.rehearse.done", workspace.name(), Format.duration(Duration.ofMillis(report.lockMs())));
        } else {
            tell("cli.rehearse.stopped", workspace.name());
        }
    }

    private void print(Rehearsal.Trial trial) {
        Stop stop = trial.stop();
        String name = trial.migration().name();
        if (stop == null) {
            tell("cli.rehearse.migration", name, Format.duration(Duration.ofMillis(trial.ms())));
        } else {
            tell("cli.rehearse.failed", name, MigrationWords.of(stop).sentence());
        }
        trial.findings()
                .forEach(finding -> indented(Text.of(
                        "cli.rehearse.finding",
                        severity(finding),
                        finding.line(),
                        MigrationWords.of(finding).sentence())));
        trial.schema().forEach(change -> indented(DiffWords.of(change)));
        trial.rows().forEach(this::print);
        if (!trial.cascades().isEmpty()) {
            indented(Text.of(
                    "cli.rehearse.cascades",
                    trial.cascades().stream().map(MigrationWords::of).collect(Collectors.joining("; "))));
        }
        approvals(trial).forEach(this::indented);
    }

    /// What an apply needs beyond what the options for foreign keys and for numbers speak of.
    private static List<String> approvals(Rehearsal.Trial trial) {
        if (trial.stop() != null || trial.overwritten().isEmpty()) {
            return List.of();
        }
        String columns = trial.overwritten().stream()
                .map(finding -> String.join(".", finding.subjects().subList(0, 2)))
                .collect(Collectors.joining(", "));
        return List.of(Text.of(
                trial.script().optsOutOfTransaction()
                        ? "cli.rehearse.overwrites.untransacted"
                        : "cli.rehearse.overwrites",
                columns));
    }

    private void print(RowCount count) {
        if (!Objects.equals(count.before(), count.after()) || !count.isHarmless()) {
            String lost = MigrationWords.of(count);
            String line = Text.of("cli.rehearse.rows", count.table(), number(count.before()), number(count.after()));
            indented(lost.isEmpty() ? line : Text.of("cli.rehearse.rows.lost", line, lost));
        }
        String how = MigrationWords.how(count);
        if (!how.isEmpty()) {
            indented(Text.of("migrations.loss", count.table(), how));
        }
    }

    private static String number(@Nullable Long count) {
        return count == null ? Text.of("cli.rehearse.gone") : Format.count(count);
    }

    private void tell(String key, Object... args) {
        context.out().println(Text.of(key, args));
    }

    private void indented(String line) {
        context.out().println("  " + line);
    }
}
