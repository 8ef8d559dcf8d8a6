package studio.rowan.migrate;

/// What foreign keys would do to a table beside what the script itself says.
/// @param deleted rows that ON DELETE CASCADE would delete
/// @param cleared references that would be set to NULL or a default
/// @param change of the number of rows, or of references, in all
public record Loss(String table, long deleted, long cleared, long change) {}
