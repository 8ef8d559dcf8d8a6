package studio.rowan.vault;

import java.time.Instant;

/// A backup as the manifest beside it tells of it.
/// @param file its name in the folder of the manifest
/// @param database the file it is a copy of
/// @param created milliseconds since 1970
/// @param reason why it was made, in the words of whoever did
/// @param sha256 of its bytes when it was made
/// @param verified it was compared with its source and found whole
/// @param remark what the verification could not look at; empty where it saw all
/// @param pinned never deleted by the program
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
        boolean pinned) {

    public Instant time() {
        return Instant.ofEpochMilli(created);
    }

    Backup withPinned(boolean now) {
        return new Backup(file, database, created, reason, bytes, pages, sha256, verified, remark, now);
    }

    /// The file is no longer as it was written.
    Backup changed(String how) {
        return new Backup(file, database, created, reason, bytes, pages, sha256, false, how, pinned);
    }
}
