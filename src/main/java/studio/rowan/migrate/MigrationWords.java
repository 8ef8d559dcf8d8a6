package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.rowan.db.DbError;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// What happened to migrations, in sentences; the same in the window and on the command line.
public final class MigrationWords {
    private static final int MOST_LACKING = 8;

    private MigrationWords() {}

    /// Why a run ended.
    public static Text.Message of(Stop stop) {
        return switch (stop) {
            case Stop.Cancelled cancelled ->
                message(
                        cancelled.stays() ? "cancelled.stays" : "cancelled",
                        cancelled.migration().name());
            case Stop.Failed failed -> failed(failed);
            case Stop.LeavesOrphans orphans ->
                message(
                        orphans.stays() ? "orphans.stays" : "orphans",
                        orphans.migration().name(),
                        orphans(orphans.orphans()));
            case Stop.ReliesOnCascades cascades ->
                message(
                        cascades.losses().isEmpty() ? "relies" : "cascades",
                        cascades.migration().name(),
                        losses(cascades.losses()));
            case Stop.Refused refused ->
                message(
                        "refused." + refused.statement().reason().name().toLowerCase(Locale.ROOT),
                        refused.migration().name(),
                        refused.statement().line(),
                        firstLine(refused.statement().statement()));
            case Stop.NeedsBackup needs ->
                message("needsBackup", needs.migration().name());
            case Stop.NeedsRehearsal needs ->
                message("needsRehearsal", needs.migration().name(), String.join(", ", needs.tables()));
            case Stop.LosesRows loses ->
                message(
                        loses.stays() ? "losesRows.stays" : "losesRows",
                        loses.migration().name(),
                        rows(loses.rows()));
            case Stop.Renumbers renumbers ->
                message("renumbers", renumbers.migration().name(), rows(renumbers.rows()));
            case Stop.NotRehearsed not ->
                message("notRehearsed", not.migration().name());
            case Stop.NotReady notReady -> of(notReady.history());
        };
    }

    private static Text.Message failed(Stop.Failed failed) {
        String name = failed.migration().name();
        DbError error = failed.error();
        if (error != null && !(error instanceof DbError.Syntax) && !(error instanceof DbError.Constraint)) {
            // Not the script is to blame, but the file, the disk or another program.
            Text.Message message = Text.error(error);
            boolean stays = failed.script().optsOutOfTransaction();
            String rest = Text.of(stays ? "migrations.is.failedPartly.next" : "migrations.is.failed.next");
            return new Text.Message(
                    Text.of("migrations.is.failed", name, message.sentence()), message.nextStep() + " " + rest);
        }
        String key = failed.script().optsOutOfTransaction() ? "failedPartly" : "failed";
        return failed.line() > 0
                ? message(key + ".line", name, failed.line(), failed.words())
                : message(key, name, failed.words());
    }

    /// What it means to enter these as run.
    public static String of(AlreadyThere there) {
        String names = there.migrations().stream().map(Migration::name).collect(Collectors.joining(", "));
        return Text.of("markApplied.ask", names);
    }

    /// What a comparison of structures cannot know of them, a line each; empty for nothing.
    public static String unknown(AlreadyThere there) {
        return there.entries().stream()
                .filter(entry -> !entry.rows().isEmpty())
                .map(entry -> Text.of(
                        "markApplied.rows",
                        entry.migration().name(),
                        entry.rows().stream().map(String::valueOf).collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }

    /// How a database stands to a folder.
    public static Text.Message of(History history) {
        Text.Message notRun = OtherWords.notRun(history.scripts());
        return notRun == null ? standing(history) : notRun;
    }

    private static Text.Message standing(History history) {
        return switch (history.situation()) {
            case NOTHING -> message("nothing");
            case UNREADABLE -> message("unreadable", history.words());
            case OTHER_TOOL -> message("otherTool", history.scripts().tool());
            case NEEDS_VALUES -> message("needsValues", lacking(history));
            case NO_HISTORY -> message("noHistory");
            case MISMATCH ->
                new Text.Message(
                        Text.of("migrations.is.mismatch"),
                        history.mismatches().stream().map(MigrationWords::of).collect(Collectors.joining("\n")));
            case PENDING ->
                new Text.Message(
                        Text.count("migrations.is.pending", history.pending().size()), "");
            case CURRENT -> message("current");
        };
    }

    /// What does not agree, and what to do about it.
    public static String of(Mismatch mismatch) {
        String name = mismatch.version().isEmpty()
                ? mismatch.description()
                : "V" + mismatch.version() + " " + mismatch.description();
        return Text.of(
                "migrations.mismatch." + mismatch.kind().name().toLowerCase(Locale.ROOT),
                name.strip(),
                mismatch.words());
    }

    /// What a repair does to a line of the history.
    public static String of(Repair.Change change) {
        return Text.of("migrations.repair." + change.kind().name().toLowerCase(Locale.ROOT), change.name());
    }

    /// What came of comparing a history with its scripts.
    public static Text.Message validated(History history) {
        if (!history.isReady()) {
            return of(history);
        }
        long applied = history.migrations().stream()
                .filter(migration -> migration.kind() == Migration.Kind.APPLIED)
                .count();
        return new Text.Message(
                Text.count("migrations.validated", applied),
                history.pending().isEmpty() ? "" : of(history).sentence());
    }

    /// Why a file of the folder is not run.
    public static String of(Scripts.Reason reason) {
        return Text.of("migrations.notRun." + reason.name().toLowerCase(Locale.ROOT));
    }

    /// `posts: 214 rows deleted, 3 references cleared`.
    public static String of(Loss loss) {
        String deleted = loss.deleted() == 0 ? "" : Text.count("migrations.loss.deleted", loss.deleted());
        String cleared = loss.cleared() == 0 ? "" : Text.count("migrations.loss.cleared", loss.cleared());
        String both = deleted.isEmpty() || cleared.isEmpty() ? deleted + cleared : deleted + ", " + cleared;
        return Text.of("migrations.loss", loss.table(), both);
    }

    /// What may hurt in a script, and what to write instead.
    public static Text.Message of(Finding finding) {
        String key = "migrations.guard." + finding.kind().name().toLowerCase(Locale.ROOT);
        Object[] subjects = finding.subjects().toArray();
        return new Text.Message(Text.of(key, subjects), Text.of(key + ".instead", subjects));
    }

    /// `12 rows lost, 12 other rows new, 3 rows numbered anew`; empty where none went and none is another's.
    public static String of(RowCount count) {
        List<String> said = new ArrayList<>();
        if (count.lost() > 0) {
            said.add(Text.count("migrations.rows.lost", count.lost()));
        }
        if (count.isHidden()) {
            said.add(Text.count("migrations.rows.new", count.added()));
        }
        if (count.renumbered() > 0) {
            said.add(Text.count("migrations.rows.renumbered", count.renumbered()));
        }
        return String.join(", ", said);
    }

    /// How the rows of a table were told apart, where that bounds what is known of them; else empty.
    public static String how(RowCount count) {
        return switch (count.rows().by()) {
            case NUMBER, KEY -> "";
            case CONTENT -> count.lost() == 0 ? "" : Text.of("migrations.rows.byContent");
            case NONE -> count.after() == null ? "" : Text.of("migrations.rows.untold");
        };
    }

    /// `V3__x.sql has no value for ${name} in line 4`.
    private static String lacking(History history) {
        MigrationSettings settings = history.scripts().settings();
        return history.lacking().stream()
                .flatMap(script -> script.missing().stream()
                        .map(missing -> Text.of(
                                "migrations.placeholder.missing",
                                script.path(),
                                settings.get(Setting.PLACEHOLDER_PREFIX)
                                        + missing.name()
                                        + settings.get(Setting.PLACEHOLDER_SUFFIX),
                                missing.line())))
                .distinct()
                .limit(MOST_LACKING)
                .collect(Collectors.joining("; "));
    }

    private static String rows(List<RowCount> counts) {
        return counts.stream()
                .map(count -> Text.of("migrations.loss", count.table(), of(count)))
                .collect(Collectors.joining("; "));
    }

    private static String losses(List<Loss> losses) {
        return losses.stream().map(MigrationWords::of).collect(Collectors.joining("; "));
    }

    private static String orphans(List<Orphans> orphans) {
        return orphans.stream()
                .map(o -> o.parent().isEmpty()
                        ? Text.of("migrations.orphans.unchecked", o.table())
                        : Text.of("migrations.orphans", Format.count(o.rows()), o.table(), o.parent()))
                .collect(Collectors.joining("; "));
    }

    private static String firstLine(String statement) {
        String line = statement.lines().findFirst().orElse("");
        return line.length() > 80 ? line.substring(0, 79) + "…" : line;
    }

    private static Text.Message message(String key, Object... args) {
        String next = "migrations.is." + key + ".next";
        return new Text.Message(Text.of("migrations.is." + key, args), Text.has(next) ? Text.of(next, args) : "");
    }
}
