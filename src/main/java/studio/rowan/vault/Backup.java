package studio.rowan.vault;

import java.time.Instant;
import java.util.List;
import studio.rowan.db.Contents;

/// A backup as the manifest beside it tells of it.
/// @param file its name in the folder of the manifest
/// @param database the file it is a copy of
/// @param created milliseconds since 1970
/// @param reason why it was made, in the words of whoever did
/// @param sha256 of its bytes when it was made
/// @param verified it was compared with its source and found whole
/// @param remark what the verification could not look at; empty where it saw all
/// @param pinned never deleted by the program
/// @param counted the rows of its tables were compared with those of its source, counted at the same moment
/// @param checked when its bytes were last compared with what was written; 0 for not since it was made
/// @param tables the rows of each table; empty where there are too many tables to list
public record Backup(
        String file,
        String database,
        long created,
        String reason,
        long bytes,
        long pages,
        String sha256,
        boolean verified,
        String remark,
        boolean pinned,
        boolean counted,
        long checked,
        List<Contents.Rows> tables) {
    /// A manifest of an earlier version has no tables.
    public Backup {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    public Instant time() {
        return Instant.ofEpochMilli(created);
    }

    Backup withPinned(boolean now) {
        return new Backup(
                file, database, created, reason, bytes, pages, sha256, verified, remark, now, counted, checked, tables);
    }

    /// Its bytes were found as they were written.
    /// @param wrongly what an earlier look said to the contrary
    Backup asWritten(long at, String wrongly) {
        boolean was = remark.equals(wrongly);
        return new Backup(
                file,
                database,
                created,
                reason,
                bytes,
                pages,
                sha256,
                verified || was,
                was ? "" : remark,
                pinned,
                counted,
                at,
                tables);
    }

    /// The file is no longer as it was written.
    Backup changed(String how) {
        return new Backup(
                file, database, created, reason, bytes, pages, sha256, false, how, pinned, counted, checked, tables);
    }
}
