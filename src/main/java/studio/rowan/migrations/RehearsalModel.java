package studio.rowan.migrations;

import java.util.HashSet;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Jobs;
import studio.rowan.migrate.Rehearsal;

/// The last rehearsal, and which of its losses the user approved. The copy that it ran on is kept while it is shown.
final class RehearsalModel {
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<Rehearsal.@Nullable Report> report = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper applicable = new ReadOnlyBooleanWrapper();
    private final Set<Rehearsal.Trial> approved = new HashSet<>();
    private boolean opened;

    RehearsalModel(Jobs jobs) {
        this.jobs = jobs;
    }

    /// Null where nothing was rehearsed, or what was is done with.
    ReadOnlyObjectProperty<Rehearsal.@Nullable Report> report() {
        return report.getReadOnlyProperty();
    }

    /// All went well, and every loss of rows is approved.
    ReadOnlyBooleanProperty applicable() {
        return applicable.getReadOnlyProperty();
    }

    static boolean needsApproval(Rehearsal.Trial trial) {
        return !trial.losses().isEmpty() || !trial.cascades().isEmpty();
    }

    void approve(Rehearsal.Trial trial, boolean on) {
        if (on) {
            approved.add(trial);
        } else {
            approved.remove(trial);
        }
        judge();
    }

    /// The user looks at the copy: it stays for this run of the program.
    void opened() {
        opened = true;
    }

    /// Shows another report, or none; the one before goes with its copy.
    void show(Rehearsal.@Nullable Report now) {
        Rehearsal.Report before = report.get();
        if (before != null && before != now && !opened) {
            jobs.background(
                    () -> {
                        before.close();
                        return true;
                    },
                    _ -> {},
                    _ -> {
                        // What cannot be removed now, the next start removes.
                    });
        }
        opened = false;
        approved.clear();
        report.set(now);
        judge();
    }

    private void judge() {
        Rehearsal.Report now = report.get();
        applicable.set(now != null
                && now.ok()
                && !now.trials().isEmpty()
                && now.trials().stream().allMatch(trial -> !needsApproval(trial) || approved.contains(trial)));
    }
}
