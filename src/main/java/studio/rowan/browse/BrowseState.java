package studio.rowan.browse;

import studio.rowan.db.DbError;

/// What stands where a table's rows would.
sealed interface BrowseState {
    /// The first rows are being read.
    record Opening() implements BrowseState {}

    record Rows() implements BrowseState {}

    /// The table has no rows at all.
    record Empty() implements BrowseState {}

    /// It has rows, but none that meets the filter.
    record NoMatch() implements BrowseState {}

    /// The user ended the reading.
    record Stopped() implements BrowseState {}

    /// There is no such table or view any more.
    record Gone() implements BrowseState {}

    record Failed(DbError error) implements BrowseState {}
}
