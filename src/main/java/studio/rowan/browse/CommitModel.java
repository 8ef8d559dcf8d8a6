package studio.rowan.browse;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Cascade;
import studio.rowan.change.Changes;
import studio.rowan.change.Clash;
import studio.rowan.change.Commit;
import studio.rowan.change.CommitLog;
import studio.rowan.change.Edit;
import studio.rowan.change.Outcome;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;

/// Runs one commit at a time, after the question whether rows that nobody marked may go, and takes commits back or
/// makes
/// them again.
final class CommitModel {
    /// Something that was done, said quietly for a while.
    /// @param action the text of a button that takes it back or makes it again; empty for none
    record Note(String text, String action, Runnable run) {
        Note(String text) {
            this(text, "", () -> {});
        }
    }

    private final Commit commit;
    private final BusyModel busy;
    private final Dialogs dialogs;
    private final Nav nav;
    private final InstantSource clock;
    private final Consumer<@Nullable Note> say;
    private final CommitLog log = new CommitLog();

    /// @param say tells what was done
    CommitModel(
            Commit commit,
            BusyModel busy,
            Dialogs dialogs,
            Nav nav,
            InstantSource clock,
            Consumer<@Nullable Note> say) {
        this.commit = commit;
        this.busy = busy;
        this.dialogs = dialogs;
        this.nav = nav;
        this.clock = clock;
        this.say = say;
    }

    boolean isBusy() {
        return busy.busy().get();
    }

    /// Runs a commit of these edits.
    /// @param run is told what was foreseen, and agreed to, or `null`
    /// @param notRun told why it was not even tried; it was cancelled where the user did not want it
    void run(
            Changes staged,
            Function<@Nullable Cascade, Job<Outcome>> run,
            Consumer<Outcome> ended,
            Consumer<DbError> notRun) {
        busy.follow(
                commit.cascade(staged),
                cascade -> {
                    if (!CascadeWords.deletes(cascade) || dialogs.confirm(question(cascade))) {
                        busy.follow(run.apply(cascade), ended, notRun);
                    } else {
                        notRun.accept(new DbError.Cancelled(null));
                    }
                },
                error -> {
                    if (error instanceof DbError.Cancelled) {
                        notRun.accept(error);
                    } else {
                        // What cannot be foreseen stops the commit as well, which knows at which edit.
                        busy.follow(run.apply(null), ended, notRun);
                    }
                });
    }

    private static Dialogs.Question question(Cascade cascade) {
        List<String> effects = CascadeWords.effects(cascade);
        return Dialogs.Question.of(
                        Text.of("browse.edits.cascade.title"),
                        Text.of("browse.edits.cascade.message", CascadeWords.deleted(cascade)),
                        Text.of("browse.edits.commit"))
                .detail(effects.size() > 1 ? String.join("\n", effects) : "")
                .dangerous();
    }

    /// The user's own commit is done.
    void done(Changes staged, Outcome.Done done) {
        log.committed(clock.instant(), staged, done);
        say.accept(undoable(Text.count("browse.edits.committed", done.rows())));
    }

    private Note undoable(String text) {
        return log.undoable() == null ? new Note(text) : new Note(text, Text.of("browse.edits.undo"), this::takeBack);
    }

    // ---- back and forth ----

    boolean canUndo() {
        return !isBusy() && !log.entries().isEmpty();
    }

    boolean canRedo() {
        return !isBusy() && log.redoable() != null;
    }

    /// Takes the last commit back after a question.
    void undo() {
        CommitLog.Entry last = log.undoable();
        if (last == null) {
            nav.notify(Notice.info(Text.of("browse.edits.undo.impossible")));
        } else if (dialogs.confirm(Dialogs.Question.of(
                Text.of("browse.edits.undo.title"),
                Text.of("browse.edits.undo.message", last.counts().text()),
                Text.of("browse.edits.undo")))) {
            takeBack();
        }
    }

    /// Makes the commit again that was taken back last, after a question.
    void redo() {
        CommitLog.Entry last = log.redoable();
        if (last != null
                && dialogs.confirm(Dialogs.Question.of(
                        Text.of("browse.edits.redo.title"),
                        Text.of("browse.edits.redo.message", last.counts().text()),
                        Text.of("browse.edits.redo")))) {
            makeAgain();
        }
    }

    /// Takes that commit back, where it is the last one.
    boolean takeBack(Outcome.Done commit) {
        CommitLog.Entry last = log.undoable();
        boolean is = last != null && last.inverse() == commit.inverse() && !isBusy();
        if (is) {
            takeBack();
        }
        return is;
    }

    private void takeBack() {
        again(log.undoable(), Text.of("browse.edits.takenBack.not"), done -> {
            log.undone(clock.instant(), done);
            String text = Text.count("browse.edits.takenBack", done.rows());
            return log.redoable() == null
                    ? new Note(text)
                    : new Note(text, Text.of("browse.edits.redo"), this::makeAgain);
        });
    }

    private void makeAgain() {
        again(log.redoable(), Text.of("browse.edits.madeAgain.not"), done -> {
            log.redone(clock.instant(), done);
            return undoable(Text.count("browse.edits.madeAgain", done.rows()));
        });
    }

    private void again(CommitLog.@Nullable Entry entry, String not, Function<Outcome.Done, Note> then) {
        Changes inverse = entry == null ? null : entry.inverse();
        if (inverse == null || isBusy()) {
            return;
        }
        say.accept(null);
        run(
                inverse,
                seen -> commit.run(inverse, seen, _ -> {}),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Done done -> say.accept(then.apply(done));
                        case Outcome.Conflict conflict -> nav.notify(notice(not, conflict.clashes()));
                        case Outcome.Failed failed -> nav.notify(notice(not, failed.error(), failed.edit()));
                        case Outcome.Replanned replanned ->
                            nav.notify(notice(not, replanned.now().clashes()));
                    }
                },
                error -> {
                    if (!(error instanceof DbError.Cancelled)) {
                        nav.notify(notice(not, error, null));
                    }
                });
    }

    private static Notice notice(String not, List<Clash> clashes) {
        return Notice.error(not + " " + Text.of("browse.edits.meanwhile"))
                .details(
                        String.join("\n", clashes.stream().map(ClashView::words).toList()));
    }

    private static Notice notice(String not, DbError error, @Nullable Edit edit) {
        Notice words = Notice.of(error);
        String row = edit == null ? "" : RowName.of(edit) + ": ";
        return new Notice(
                words.kind(), not + " " + row + words.message(), words.nextStep(), words.details(), List.of());
    }
}
