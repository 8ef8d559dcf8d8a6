package studio.rowan.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Clash;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.db.DbError;

/// Why the last commit did not happen. The file and the drafts are as they were before it.
public sealed interface Failure {
    /// The rows it is about; empty where it is about none in particular.
    List<Target> targets();

    /// SQLite refused.
    /// @param edit the one that it refused; `null` where it was none in particular
    record Refused(DbError error, @Nullable Edit edit) implements Failure {
        @Override
        public List<Target> targets() {
            return edit == null ? List.of() : List.of(edit.target());
        }
    }

    /// Rows are no longer as the user saw them: mine, theirs and the original are in each clash.
    record Conflict(List<Clash> clashes) implements Failure {
        public Conflict {
            clashes = List.copyOf(clashes);
        }

        @Override
        public List<Target> targets() {
            return clashes.stream().map(clash -> clash.edit().target()).toList();
        }
    }
}
