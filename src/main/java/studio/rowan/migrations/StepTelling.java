package studio.rowan.migrations;

import studio.rowan.db.Job;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migrator;

/// How far a migrator is: which statement of which migration.
record StepTelling(Migrator work) implements RunModel.Telling {
    @Override
    public String title(Job<?> job) {
        Migrator.Step step = work.step();
        return step == null
                ? Text.of("migrations.backingUp")
                : Text.of(
                        "migrations.step",
                        step.number(),
                        step.of(),
                        step.migration().name(),
                        Math.max(1, step.statement()),
                        step.statements());
    }

    /// While a statement runs it is not done.
    @Override
    public double fraction(Job<?> job) {
        return work.step() == null ? job.progress().fraction() : begun(job.progress());
    }

    /// How much is done of what is counted when it begins; one alone is of unknown length.
    static double begun(Job.Progress progress) {
        return progress.done() <= 1 ? -1 : (progress.done() - 1.0) / Math.max(1, progress.total());
    }

    @Override
    public boolean needsFile() {
        return work.step() == null;
    }
}
