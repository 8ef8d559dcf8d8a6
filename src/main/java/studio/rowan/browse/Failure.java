package studio.rowan.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.change.Clash;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.db.DbError;

/// Why the last commit did not happen. The file and the drafts are as they were before it.
public sealed interface Failure {
    /// The rows it is about; empty where it is about none in particular.
    List<Target> targets();

    /// As far as it is still about what is staged; `null` where nothing is left of it.
    @Nullable
    Failure among(Changes staged);

    /// SQLite refused.
    /// @param edit the one that it refused; `null` where it was none in particular
    record Refused(DbError error, @Nullable Edit edit) implements Failure {
        @Override
        public List<Target> targets() {
            return edit == null ? List.of() : List.of(edit.target());
        }

        /// The edit was changed since, so it may be well now.
        @Override
        public @Nullable Failure among(Changes staged) {
            boolean same = edit == null ? !staged.isEmpty() : edit.equals(staged.of(edit.target()));
            return same ? this : null;
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

        @Override
        public @Nullable Failure among(Changes staged) {
            List<Clash> left = clashes.stream()
                    .filter(clash -> staged.of(clash.edit().target()) != null)
                    .toList();
            return left.isEmpty() ? null : left.size() == clashes.size() ? this : new Conflict(left);
        }
    }
}
