package studio.rowan.migrations;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Repair;

/// Compares the history with the scripts, and brings it in line with them.
final class HistoryModel {
    private final MigrationsModel looking;
    private final KeepingModel keeping;
    private @Nullable Notice validated;

    HistoryModel(MigrationsModel looking, KeepingModel keeping) {
        this.looking = looking;
        this.keeping = keeping;
        looking.history().subscribe(_ -> forget());
    }

    /// What was validated holds until something changes.
    private void forget() {
        Notice last = validated;
        if (last != null && last.equals(looking.runs().notice().get())) {
            looking.runs().notice().set(null);
        }
        validated = null;
    }

    boolean isRepairable() {
        return looking.isWritable()
                && !looking.runs().running().get()
                && !changes().isEmpty();
    }

    /// What a repair would change.
    List<Repair.Change> changes() {
        History seen = looking.history().get();
        return seen == null ? List.of() : Repair.preview(seen);
    }

    /// As lines that tell of each.
    static String lines(List<Repair.Change> changes) {
        return changes.stream().map(MigrationWords::of).collect(Collectors.joining("\n"));
    }

    void repair() {
        History seen = looking.history().get();
        if (seen == null) {
            return;
        }
        Repair work = new Repair(looking.workspace().db(), seen.scripts());
        looking.runs()
                .start(
                        () -> work.start(Text.of("migrations.job.repair"), keeping.keeping()),
                        _ -> Text.of("migrations.backingUp"),
                        done -> tell(
                                done.changes().isEmpty()
                                        ? Notice.info(Text.of("migrations.repair.nothing"))
                                        : Notice.success(Text.count(
                                                        "migrations.repair.done",
                                                        done.changes().size()))
                                                .next(lines(done.changes()))),
                        error -> tell(
                                error instanceof DbError.Cancelled
                                        ? Notice.info(Text.of("migrations.repair.cancelled"))
                                        : Notice.of(error)));
    }

    boolean isValidatable() {
        History seen = looking.history().get();
        return seen != null && !looking.runs().running().get();
    }

    /// Looks again, and tells what came of it.
    void validate() {
        looking.look(history -> {
            Text.Message message = MigrationWords.validated(history);
            boolean good = history.isReady();
            // What is wrong stands above already, for as long as it is.
            Notice notice = good
                    ? Notice.success(message.sentence()).next(message.nextStep())
                    : Notice.info(Text.of("migrations.validated.not"));
            tell(notice);
            validated = notice;
        });
    }

    private void tell(Notice notice) {
        looking.runs().notice().set(notice);
    }
}
