package studio.rowan.db;

/// The content of a database was replaced by that of another.
/// @param pages that were brought in
/// @param match what the comparison of the two found afterwards
public record Replaced(long pages, Match match) {
    /// What is in place, compared with what was brought in.
    public enum Match {
        SAME,
        /// Another program wrote to it at once, or the comparison was ended or could not be made.
        NOT_COMPARED,
        /// It is in place and holds something else, though nobody is seen to write to it.
        DIFFERS
    }
}
