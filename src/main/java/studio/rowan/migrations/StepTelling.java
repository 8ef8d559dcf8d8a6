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

    @Override
    public boolean needsFile() {
        return work.step() == null;
    }
}
