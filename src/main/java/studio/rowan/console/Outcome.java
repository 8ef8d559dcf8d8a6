package studio.rowan.console;

import java.time.Duration;
import java.util.List;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.SqlStatement;

/// What became of one statement.
///
/// @param text the statement as it was sent
public record Outcome(SqlStatement statement, String text, Result result, Duration time) {
    /// What a statement answered.
    public sealed interface Result {}

    /// Rows; `cut` where there may be more than were kept.
    ///
    /// @param changed rows that the statement changed itself (`RETURNING`), -1 where it changed none
    /// @param bytes what the rows weigh in memory, roughly
    public record Rows(List<Access.Shape> columns, List<Row> rows, boolean cut, long changed, long bytes)
            implements Result {}

    /// Done, without rows to show.
    ///
    /// @param changed rows that the statement changed itself, -1 where that is no question
    public record Done(long changed) implements Result {}

    /// SQLite refused.
    ///
    /// @param rolledBack the transaction that was open before is gone with it
    public record Failed(DbError error, boolean rolledBack) implements Result {}

    /// The studio refused, with a sentence that says why and what to do instead.
    public record Refused(String sentence, String nextStep) implements Result {}

    /// The statement was ended because it reads for long, and the file is one that nobody can write to meanwhile: it
    /// runs whole where the user agrees ([Console#lockForLong]).
    public record Lengthy() implements Result {}

    public boolean isSuccess() {
        return switch (result) {
            case Rows _, Done _ -> true;
            case Failed _, Refused _, Lengthy _ -> false;
        };
    }
}
