package studio.rowan.browse;

import java.time.InstantSource;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Changes;
import studio.rowan.change.Commit;
import studio.rowan.change.CommitLog;
import studio.rowan.change.Drafts;
import studio.rowan.change.Outcome;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.schema.Workspace;

/// The edits of one open file: staged, committed, undone. One per Workspace, shared by its tabs. Lives on the window's
/// thread.
public final class EditsModel implements AutoCloseable {
    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private final Dialogs dialogs;
    private final InstantSource clock;
    private final ChangeSet changeSet = new ChangeSet();
    private final CommitLog log = new CommitLog();
    private final Commit commit;
    private final ReadOnlyObjectWrapper<Changes> changes = new ReadOnlyObjectWrapper<>(Changes.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Failure> failure = new ReadOnlyObjectWrapper<>();
    private @Nullable Job<Outcome> running;

    /// @param drafts where staged edits are kept for the next start
    public EditsModel(Workspace workspace, Nav nav, Jobs jobs, Dialogs dialogs, Drafts drafts, InstantSource clock) {
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        this.dialogs = dialogs;
        this.clock = clock;
        this.commit = new Commit(workspace);
        changeSet.addListener(changes::set);
    }

    public ChangeSet changeSet() {
        return changeSet;
    }

    /// What is staged now.
    public ReadOnlyObjectProperty<Changes> changes() {
        return changes.getReadOnlyProperty();
    }

    /// Why the last commit did not happen; null when none failed.
    public ReadOnlyObjectProperty<@Nullable Failure> failure() {
        return failure.getReadOnlyProperty();
    }

    /// Carries all staged edits into the file.
    public void commit() {
        Changes staged = changeSet.changes();
        if (running != null || staged.isEmpty()) {
            return;
        }
        failure.set(null);
        running = jobs.run(
                commit.run(staged),
                outcome -> {
                    running = null;
                    ended(staged, outcome);
                },
                error -> {
                    running = null;
                    if (!(error instanceof DbError.Cancelled)) {
                        failure.set(new Failure.Refused(error, null));
                    }
                });
    }

    private void ended(Changes staged, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                log.committed(clock.instant(), staged, done);
                changeSet.committed(staged, done.written());
            }
            case Outcome.Conflict conflict -> failure.set(new Failure.Conflict(conflict.clashes()));
            case Outcome.Failed failed -> failure.set(new Failure.Refused(failed.error(), failed.edit()));
            case Outcome.Replanned _ -> review();
        }
    }

    /// Shows what a commit would run.
    public void review() {}

    /// Takes back all staged edits.
    public void discard() {
        changeSet.discard();
    }

    /// Takes back the last edit; with nothing staged, the last commit.
    /// @return false where there is nothing to take back
    public boolean undo() {
        if (!changeSet.canUndo()) {
            return false;
        }
        changeSet.undo();
        return true;
    }

    /// Makes again what was taken back last.
    /// @return false where there is nothing
    public boolean redo() {
        if (!changeSet.canRedo()) {
            return false;
        }
        changeSet.redo();
        return true;
    }

    @Override
    public void close() {}
}
