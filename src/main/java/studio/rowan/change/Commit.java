package studio.rowan.change;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Carries staged edits into the file: all in one transaction, or none. A row that is not as the user saw it stops it.
public final class Commit {
    private final Workspace workspace;

    public Commit(Workspace workspace) {
        this.workspace = workspace;
    }

    /// What a commit would run now, to be reviewed.
    public Job<Plan> plan(Changes changes) {
        return workspace.db().read(title(changes), access -> Plan.of(access, workspace.schema(), changes));
    }

    /// What a commit would do to rows that nobody staged.
    public Job<Cascade> cascade(Changes changes) {
        return workspace.db().read(title(changes), access -> Cascade.of(access, workspace.schema(), changes));
    }

    /// Commits. The job fails only when it was cancelled or the file is open read-only.
    public Job<Outcome> run(Changes changes) {
        return run(changes, _ -> {});
    }

    /// Commits, whatever goes along.
    /// @param ready told on the writer's lane when all statements ran and the COMMIT follows
    public Job<Outcome> run(Changes changes, Consumer<CommitMark> ready) {
        return run(changes, null, ready);
    }

    /// Commits exactly the statements that were reviewed, whatever goes along.
    public Job<Outcome> run(Plan reviewed, Consumer<CommitMark> ready) {
        return run(reviewed, null, ready);
    }

    /// Commits.
    /// @param seen what the user agreed to: no other rows go along; `null` where that could not be foreseen
    /// @param ready told on the writer's lane when all statements ran and the COMMIT follows
    public Job<Outcome> run(Changes changes, @Nullable Cascade seen, Consumer<CommitMark> ready) {
        return run(changes, null, seen, ready);
    }

    /// Commits exactly the statements that were reviewed.
    public Job<Outcome> run(Plan reviewed, @Nullable Cascade seen, Consumer<CommitMark> ready) {
        return run(reviewed.changes(), reviewed.steps(), seen, ready);
    }

    private Job<Outcome> run(
            Changes changes, @Nullable List<Plan.Step> reviewed, @Nullable Cascade seen, Consumer<CommitMark> ready) {
        return workspace
                .db()
                .write(title(changes), access -> commit(access, changes, reviewed, seen, ready), Commit::refused);
    }

    private static String title(Changes changes) {
        return Text.of("change.commit", changes.counts().text());
    }

    private Outcome commit(
            Access access,
            Changes changes,
            @Nullable List<Plan.Step> reviewed,
            @Nullable Cascade seen,
            Consumer<CommitMark> ready) {
        long start = System.nanoTime();
        access.setPragma("defer_foreign_keys", Value.of(1));
        Planner planner = new Planner(access, workspace.schema(), changes);
        Plan plan = planner.plan();
        if (!plan.clashes().isEmpty()) {
            throw new Stop(new Outcome.Conflict(plan.clashes()));
        }
        List<Clash> other = Contents.clashes(access, planner.structure(), changes);
        if (!other.isEmpty()) {
            throw new Stop(new Outcome.Conflict(other));
        }
        boolean others = seen != null && !Cascade.of(access, planner).isWithin(seen);
        if (others || (reviewed != null && !reviewed.equals(plan.steps()))) {
            throw new Stop(new Outcome.Replanned(plan));
        }
        Inverse inverse = new Inverse(access, planner);
        Run run = new Run(access, planner);
        run.steps();
        List<Written> written = run.written();
        @Nullable Changes back = inverse.after(written);
        ready.accept(new CommitMark(changes, written));
        return new Outcome.Done(changes.counts().total(), (System.nanoTime() - start) / 1_000_000, written, back);
    }

    /// Everything was rolled back: says why.
    private static Outcome refused(RuntimeException thrown) {
        return switch (thrown) {
            case Stop stop -> stop.outcome;
            case EditError e -> new Outcome.Failed(e.error(), e.edit());
            case DbError e -> new Outcome.Failed(e, null);
            default -> throw thrown;
        };
    }

    /// Ends the transaction with an answer instead of an error.
    static final class Stop extends RuntimeException {
        private final transient Outcome outcome;

        Stop(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }
}
