package studio.rowan.shell;

import studio.rowan.db.Access;
import studio.rowan.db.Job;
import studio.rowan.schema.Workspace;

/// What the window says about an open file.
/// @param bytes of the pages in use, as SQLite counts them
/// @param journal `wal`, `delete`…
public record FileFacts(long bytes, String journal, String encoding, boolean foreignKeys) {
    public static final FileFacts UNKNOWN = new FileFacts(-1, "", "", false);

    /// Reads them on a reader lane.
    public static Job<FileFacts> read(Workspace workspace) {
        return workspace.db().read("facts of " + workspace.name(), FileFacts::read);
    }

    private static FileFacts read(Access access) {
        return new FileFacts(
                access.pragma("page_count").asLong()
                        * access.pragma("page_size").asLong(),
                text(access, "journal_mode"),
                text(access, "encoding"),
                access.pragma("foreign_keys").asLong() != 0);
    }

    private static String text(Access access, String pragma) {
        String text = access.pragma(pragma).asText();
        return text == null ? "" : text;
    }
}
