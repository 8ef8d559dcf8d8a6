package studio.rowan.search;

import org.jspecify.annotations.Nullable;

/// A row that was found.
/// @param rowid as the index knows it
/// @param rank what the ranking says, the better the smaller; NaN where the index cannot rank
/// @param title its first column, or the one that names it; empty where the index keeps no text
/// @param snippet what stands around the best hits
/// @param column where the snippet is from, null without one
/// @param missing the row that was indexed is not there any more, or its text cannot be read
public record Hit(
        long rowid,
        double rank,
        Marked title,
        Marked snippet,
        @Nullable String column,
        boolean missing) {
    Hit ranked(double by) {
        return new Hit(rowid, by, title, snippet, column, missing);
    }
}
