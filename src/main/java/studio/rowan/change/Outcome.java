package studio.rowan.change;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;

/// How a commit ended. All but [Done] left the file and the drafts as they were.
public sealed interface Outcome {
    /// @param rows edits that were carried out
    /// @param written the rows inserted and updated, with their keys now; for [ChangeSet#committed]
    /// @param inverse what takes the commit back; `null` where it cannot be taken back whole
    record Done(
            int rows,
            long millis,
            List<Written> written,
            @Nullable Changes inverse) implements Outcome {
        public Done {
            written = List.copyOf(written);
        }
    }

    /// Rows were changed or deleted meanwhile.
    record Conflict(List<Clash> clashes) implements Outcome {
        public Conflict {
            clashes = List.copyOf(clashes);
        }
    }

    /// The statements that would have to run now are not those that were reviewed.
    record Replanned(Plan now) implements Outcome {}

    /// @param edit the one that SQLite refused; `null` where it was none in particular
    record Failed(DbError error, @Nullable Edit edit) implements Outcome {}
}
