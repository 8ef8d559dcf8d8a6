package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Stop;
import studio.rowan.vault.Backups;

/// Runs what is pending in the file: all, the next, what was rehearsed, or what the user agreed to.
final class ApplyModel {
    private final MigrationsModel looking;
    private final KeepingModel keeping;
    private final RehearsalModel rehearsal;
    private final BooleanBinding usable;

    ApplyModel(MigrationsModel looking, KeepingModel keeping, RehearsalModel rehearsal) {
        this.looking = looking;
        this.keeping = keeping;
        this.rehearsal = rehearsal;
        this.usable = Bindings.createBooleanBinding(
                () -> looking.pending().get() > 0
                        && looking.isWritable()
                        && !looking.runs().running().get(),
                looking.pending(),
                looking.runs().running());
    }

    /// Whether there is something to run, and it can run now.
    BooleanBinding usable() {
        return usable;
    }

    /// Runs the next pending ones.
    /// @param atMost how many
    void run(int atMost) {
        looking.result(null);
        start(atMost, List.of(), null);
    }

    /// Applies what was rehearsed, and nothing that goes beyond it.
    void applyRehearsed() {
        Rehearsal.Report report = rehearsal.report().get();
        if (report != null && rehearsal.applicable().get()) {
            start(report.history().scripts(), report.request(keeping.keeping()), null);
        }
    }

    /// Goes on with the migration that the last run stopped at, as the user agreed.
    void agree(Stop.ReliesOnCascades stop) {
        start(1, List.of(stop.agreement()), looking.result().get());
    }

    private void start(int atMost, List<Migrator.Agreement> agreed, Migrator.@Nullable Result before) {
        History seen = looking.history().get();
        if (seen != null) {
            start(seen.scripts(), new Migrator.Request(atMost, keeping.keeping(), agreed), before);
        }
    }

    /// @param before the run that this one goes on with
    private void start(Scripts scripts, Migrator.Request request, Migrator.@Nullable Result before) {
        if (!looking.isWritable()) {
            return;
        }
        Migrator work = new Migrator(looking.workspace().db(), scripts, looking.applied());
        looking.runs()
                .start(
                        () -> work.start(Text.of("migrations.job"), request),
                        new StepTelling(work),
                        now -> {
                            rehearsal.show(null);
                            looking.result(before == null ? now : together(before, now));
                        },
                        error -> looking.runs().notice().set(notRun(error)));
    }

    private static Migrator.Result together(Migrator.Result before, Migrator.Result now) {
        List<Migrator.Ran> all = new ArrayList<>(before.ran());
        all.addAll(now.ran());
        Backups.Made first = before.backup();
        return new Migrator.Result(first == null ? now.backup() : first, all, now.stop());
    }

    static Notice notRun(DbError error) {
        Notice why = Notice.of(error);
        return error instanceof DbError.Cancelled
                ? Notice.info(Text.of("migrations.cancelledBefore"))
                : new Notice(
                        why.kind(),
                        Text.of("migrations.nothingRun", why.message()),
                        why.nextStep(),
                        why.details(),
                        why.actions());
    }
}
