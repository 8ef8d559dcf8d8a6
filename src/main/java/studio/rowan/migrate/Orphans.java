package studio.rowan.migrate;

/// Rows that a migration would leave without the row they refer to.
public record Orphans(String table, String parent, long rows) {}
