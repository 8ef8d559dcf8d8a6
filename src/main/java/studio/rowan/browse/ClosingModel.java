package studio.rowan.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Changes;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Text;

/// The question before a file with staged edits is closed, and the closing that waits for a commit.
final class ClosingModel {
    private final String name;
    private final ChangeSet changeSet;
    private final CommitModel commits;
    private final Dialogs dialogs;
    private final Runnable commit;
    private @Nullable Runnable waiting;
    private @Nullable Changes keep;

    /// @param name of the file
    /// @param commit carries all staged edits into it
    ClosingModel(String name, ChangeSet changeSet, CommitModel commits, Dialogs dialogs, Runnable commit) {
        this.name = name;
        this.changeSet = changeSet;
        this.commits = commits;
        this.dialogs = dialogs;
        this.commit = commit;
    }

    /// @param again closes the file, once a commit that runs or that the user wants first is done
    /// @return false to leave it open
    boolean mayClose(Runnable again) {
        Changes now = changeSet.changes();
        if (commits.isBusy()) {
            waiting = again;
            return false;
        }
        return now.isEmpty() || now.equals(keep) || mayClose(now, again);
    }

    private boolean mayClose(Changes now, Runnable again) {
        int answer = dialogs.choose(
                Text.of("browse.edits.close.title", name),
                Text.of("browse.edits.close.message", now.counts().text()),
                List.of(
                        Text.of("browse.edits.commit"),
                        Text.of("browse.edits.close.keep"),
                        Text.of("browse.edits.discard")));
        switch (answer) {
            case 0 -> {
                waiting = again;
                commit.run();
            }
            case 1 -> keep = now;
            case 2 -> changeSet.discard();
            default -> {}
        }
        return answer == 1 || answer == 2;
    }

    /// The commit did not happen: the file stays open.
    void giveUp() {
        waiting = null;
    }

    /// The commit is done.
    void goOn() {
        Runnable again = waiting;
        waiting = null;
        if (again != null && changeSet.changes().isEmpty()) {
            again.run();
        }
    }
}
