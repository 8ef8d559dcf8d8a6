package studio.rowan.blog;

import studio.rowan.change.Changes;
import studio.rowan.change.Outcome;

/// The studio's list of what was committed to a file, from which the last can be taken back. On the window's thread.
public interface CommitList {
    /// The room wrote this by itself.
    void made(Changes changes, Outcome.Done done);

    /// Takes back what [#made] was told of.
    /// @return false where something was committed since
    boolean takeBack(Outcome.Done done);
}
