package studio.rowan.browse;

import studio.rowan.db.DbError;

/// How far a search is.
sealed interface FindState {
    /// Nothing is looked for.
    record Idle() implements FindState {}

    record Running() implements FindState {}

    /// All rows were looked at.
    /// @param guarded cells above the bound of readers were left out
    record Done(boolean guarded) implements FindState {}

    /// The user ended it.
    record Stopped() implements FindState {}

    /// No other program could write to the file meanwhile: the user is asked first.
    record Locks() implements FindState {}

    record Failed(DbError error) implements FindState {}
}
