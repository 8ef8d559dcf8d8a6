package studio.rowan.browse;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Cascade;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Changes;
import studio.rowan.change.Clash;
import studio.rowan.change.Commit;
import studio.rowan.change.Drafts;
import studio.rowan.change.Edit;
import studio.rowan.change.Outcome;
import studio.rowan.change.Plan;
import studio.rowan.change.Target;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// The edits of one open file: staged, reviewed, committed, undone, kept for the next start. One per Workspace, shared
/// by its tabs. Lives on the window's thread.
public final class EditsModel implements AutoCloseable {
    private static final int MANY = 5;
    private static final Duration SAID = Duration.seconds(12);

    private final Workspace workspace;
    private final Nav nav;
    private final Jobs jobs;
    private final Dialogs dialogs;
    private final ChangeSet changeSet = new ChangeSet();
    private final Commit commit;
    private final BusyModel busy;
    private final CommitModel commits;
    private final CascadeModel cascades;
    private final SeenCellsModel seenCells;
    private final DraftsModel keeper;
    private final RestoredModel restored;
    private final ClosingModel closing;
    private final Jobs.Debounced forgetNote;
    private final ReadOnlyObjectWrapper<Changes> changes = new ReadOnlyObjectWrapper<>(Changes.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Failure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<CommitModel.@Nullable Note> note = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ReviewModel> reviewing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Edit> wanted = new ReadOnlyObjectWrapper<>();
    private final Workspace.Listener listener = (_, _) -> look();
    private boolean toldNotWritten;

    /// @param drafts where staged edits are kept for the next start
    public EditsModel(Workspace workspace, Nav nav, Jobs jobs, Dialogs dialogs, Drafts drafts, InstantSource clock) {
        this.workspace = workspace;
        this.nav = nav;
        this.jobs = jobs;
        this.dialogs = dialogs;
        commit = new Commit(workspace);
        busy = new BusyModel(workspace.db(), jobs);
        commits = new CommitModel(commit, busy, dialogs, nav, clock, this::say);
        seenCells = new SeenCellsModel(workspace, changeSet, jobs);
        cascades = new CascadeModel(commit, jobs);
        closing = new ClosingModel(workspace.name(), changeSet, commits, dialogs, this::commitAll);
        keeper = new DraftsModel(workspace, drafts, jobs, this::notWritten, this::notUnderstood);
        forgetNote = jobs.debounce(SAID, () -> note.set(null));
        changeSet.addListener(this::changed);
        workspace.addListener(listener);
        restored = new RestoredModel(this, keeper, workspace, nav);
        keeper.load(restored::loaded);
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

    /// The edit whose row the user asked to see, until a pane shows it; null for none.
    ReadOnlyObjectProperty<@Nullable Edit> wanted() {
        return wanted.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<CommitModel.@Nullable Note> note() {
        return note.getReadOnlyProperty();
    }

    /// The review that is open; null for none.
    ReadOnlyObjectProperty<@Nullable ReviewModel> reviewing() {
        return reviewing.getReadOnlyProperty();
    }

    BusyModel busy() {
        return busy;
    }

    CascadeModel cascades() {
        return cascades;
    }

    /// What a user can do with them, by menu, key and palette.
    List<Command> commands() {
        Supplier<String> unstaged = () -> Text.of("browse.why.noDrafts");
        return List.of(
                command("commit", Icons.CHECK, "Shortcut+S", this::commit)
                        .when(this::isStaged)
                        .because(unstaged),
                command("review", Icons.CODE, "Shortcut+Shift+S", this::review)
                        .when(this::isStaged)
                        .because(unstaged),
                command("discard", Icons.REVERT, null, this::discard)
                        .when(this::isStaged)
                        .because(unstaged),
                command("undo", Icons.UNDO, "Shortcut+Z", this::undo)
                        .when(this::canUndo)
                        .because(() -> Text.of("browse.why.noUndo")),
                command("redo", Icons.REDO, "Shortcut+Y", this::redo)
                        .when(this::canRedo)
                        .because(() -> Text.of("browse.why.noRedo")));
    }

    private static Command command(String id, Icons icon, @Nullable String keys, Runnable run) {
        return Command.of(id, icon, Text.of("browse.edits.command." + id), keys, run);
    }

    private boolean isStaged() {
        return !changeSet.changes().isEmpty();
    }

    // ---- staging ----

    private void changed(Changes now) {
        changes.set(now);
        cascades.changed(now);
        seenCells.changed(now);
        keeper.changed(now);
        restored.changed(now);
        Failure failed = failure.get();
        if (failed != null) {
            failure.set(failed.among(now));
        }
        if (!now.isEmpty()) {
            say(null);
        }
        ReviewModel review = reviewing.get();
        if (now.isEmpty()) {
            closeReview();
        } else if (review != null) {
            review.changed(now);
        }
    }

    /// The file is another one now, and so may be what a commit would do. Told on a lane's thread.
    private void look() {
        jobs.ui(() -> {
            Changes now = changeSet.changes();
            cascades.changed(now);
            ReviewModel review = reviewing.get();
            if (review != null && !commits.isBusy()) {
                review.changed(now);
            }
        });
    }

    private void say(CommitModel.@Nullable Note now) {
        note.set(now);
        if (now != null) {
            forgetNote.trigger();
        }
    }

    void dismissNote() {
        say(null);
    }

    /// Takes back all staged edits, after a question where they are many.
    public void discard() {
        discard(changeSet.changes(), "browse.edits.discard.title");
    }

    /// Takes back these of the staged edits.
    /// @param title of the question where they are many
    void discard(Changes some, String title) {
        int many = some.counts().total();
        if (many == 0 || commits.isBusy()) {
            return;
        }
        Dialogs.Question question = Dialogs.Question.of(
                        Text.of(title),
                        Text.of("browse.edits.discard.message", some.counts().text()),
                        Text.of("browse.edits.discard"))
                .dangerous();
        if (many <= MANY || dialogs.confirm(question)) {
            changeSet.revert(some);
            say(new CommitModel.Note(
                    Text.count("browse.edits.discarded", many), Text.of("browse.edits.undo"), changeSet::undo));
        }
    }

    /// Takes back the last edit; with nothing staged, the last commit, after a question.
    /// @return false where there is nothing to take back
    public boolean undo() {
        if (changeSet.canUndo()) {
            changeSet.undo();
            return true;
        }
        boolean can = canUndo();
        if (can) {
            commits.undo();
        }
        return can;
    }

    boolean canUndo() {
        return changeSet.canUndo() || (!isStaged() && commits.canUndo());
    }

    /// Makes again what was taken back last, a commit after a question.
    /// @return false where there is nothing
    public boolean redo() {
        if (changeSet.canRedo()) {
            changeSet.redo();
            return true;
        }
        boolean can = canRedo();
        if (can) {
            commits.redo();
        }
        return can;
    }

    boolean canRedo() {
        return changeSet.canRedo() || (!isStaged() && commits.canRedo());
    }

    // ---- committing ----

    /// Carries all staged edits into the file; while a review is open, what it shows.
    public void commit() {
        seenCells.whenRead(this::commitSeen);
    }

    /// Also what a review leaves out.
    private void commitAll() {
        closeReview();
        commit();
    }

    private void commitSeen() {
        ReviewModel review = reviewing.get();
        if (review != null) {
            review.ifReady(this::commit);
        } else {
            Changes staged = changeSet.changes();
            begin(staged, seen -> commit.run(staged, seen, keeper::committing));
        }
    }

    private void commit(Plan reviewed) {
        begin(reviewed.changes(), seen -> commit.run(reviewed, seen, keeper::committing));
    }

    private void begin(Changes staged, Function<@Nullable Cascade, Job<Outcome>> run) {
        if (!staged.isEmpty() && !commits.isBusy()) {
            failure.set(null);
            say(null);
            commits.run(staged, run, outcome -> ended(staged, outcome), error -> notRun(staged, error));
        }
    }

    private void notRun(Changes staged, DbError error) {
        closing.giveUp();
        keeper.settled(staged);
        if (error instanceof DbError.Cancelled) {
            say(new CommitModel.Note(Text.of("browse.edits.cancelled")));
        } else {
            failed(new Failure.Refused(error, null));
        }
    }

    private void ended(Changes staged, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                closeReview();
                changeSet.committed(staged, done.written());
                commits.done(staged, done);
                keeper.settled(staged);
                closing.goOn();
            }
            case Outcome.Conflict conflict -> failed(new Failure.Conflict(conflict.clashes()));
            case Outcome.Failed failed -> {
                keeper.settled(staged);
                failed(new Failure.Refused(failed.error(), failed.edit()));
            }
            case Outcome.Replanned replanned -> {
                closing.giveUp();
                ReviewModel review = reviewing.get();
                if (review != null) {
                    review.replanned(replanned.now());
                }
                nav.notify(
                        Notice.warning(Text.of("browse.edits.replanned")).next(Text.of("browse.edits.replanned.next")));
            }
        }
    }

    private void failed(Failure why) {
        closing.giveUp();
        closeReview();
        failure.set(why.among(changeSet.changes()));
    }

    /// Another room wrote something by itself: it can be undone as if it had been committed here.
    public void made(Changes done, Outcome.Done outcome) {
        commits.done(done, outcome);
    }

    /// Takes back what [#made] was told of, unless something was committed since.
    /// @return false where it is not the last commit any more
    public boolean takeBack(Outcome.Done outcome) {
        return commits.takeBack(outcome);
    }

    // ---- review ----

    /// Shows what a commit would run.
    public void review() {
        if (!changeSet.changes().isEmpty() && reviewing.get() == null && !commits.isBusy()) {
            reviewing.set(new ReviewModel(commit, jobs, changeSet.changes()));
        }
    }

    /// Shows it with that row's edit left out.
    void reviewWithout(Target target) {
        review();
        ReviewModel review = reviewing.get();
        if (review != null) {
            review.include(target, false);
        }
    }

    void closeReview() {
        ReviewModel review = reviewing.get();
        if (review != null) {
            review.close();
            reviewing.set(null);
        }
    }

    // ---- what stopped the commit ----

    /// Shows the conflicts that a plan found before it ran.
    void resolve(List<Clash> clashes) {
        failed(new Failure.Conflict(clashes));
    }

    /// Keeps the user's values over those of the file, which the user was shown.
    void keepMine(Clash clash) {
        if (clash.theirs() != null && clash.edit().target() instanceof Target.Stored stored) {
            resolved(clash);
            changeSet.keepMine(stored, clash.theirs());
        }
    }

    /// Lets go of the user's edit of that row.
    void takeTheirs(Clash clash) {
        resolved(clash);
        changeSet.revert(clash.edit().target());
    }

    private void resolved(Clash clash) {
        if (failure.get() instanceof Failure.Conflict(List<Clash> clashes)) {
            List<Clash> others = clashes.stream().filter(c -> c != clash).toList();
            failure.set(others.isEmpty() ? null : new Failure.Conflict(others));
        }
    }

    void dismissFailure() {
        failure.set(null);
    }

    /// Brings the row of an edit into sight.
    void goTo(Edit edit) {
        closeReview();
        wanted.set(edit);
        nav.openTable(edit.table());
    }

    void arrived() {
        wanted.set(null);
    }

    // ---- kept for next time ----

    private void notUnderstood(Path aside) {
        nav.notify(Notice.warning(Text.of("browse.edits.notUnderstood"))
                .next(Text.of("browse.edits.notUnderstood.next", aside)));
    }

    private void notWritten(Exception error) {
        if (!toldNotWritten) {
            toldNotWritten = true;
            nav.notify(Notice.warning(Text.of("browse.edits.notKept"))
                    .next(Text.of("browse.edits.notKept.next"))
                    .details(String.valueOf(error)));
        }
    }

    // ---- closing ----

    /// Asked once before the file is closed.
    /// @param again closes it, once a commit that the user wants first is done
    /// @return false to leave it open
    public boolean mayClose(Runnable again) {
        return closing.mayClose(again);
    }

    @Override
    public void close() {
        workspace.removeListener(listener);
        closeReview();
        forgetNote.cancel();
        cascades.close();
        keeper.close();
    }
}
