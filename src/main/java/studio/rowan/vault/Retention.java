package studio.rowan.vault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which backups of one database may go, so that the newest stay. Decides only; deletes nothing.
public final class Retention {
    /// How many are kept unless the user says otherwise.
    public static final int DEFAULT_KEEP = 10;

    private Retention() {}

    /// Those beyond the newest `keep` verified ones, oldest first. Pinned ones stay and do not count; so does the
    /// newest
    /// verified one, whatever `keep` says. One that is not verified goes when it is older than all that stay.
    public static List<Backup> beyond(List<Backup> backups, int keep) {
        List<Backup> newestFirst = new ArrayList<>(backups);
        newestFirst.sort(Comparator.comparingLong(Backup::created).reversed());
        List<Backup> gone = new ArrayList<>();
        int verified = 0;
        boolean newestVerifiedSeen = false;
        for (Backup backup : newestFirst) {
            boolean full = verified >= Math.max(1, keep);
            boolean newestVerified = backup.verified() && !newestVerifiedSeen;
            newestVerifiedSeen |= backup.verified();
            if (backup.pinned() || newestVerified) {
                verified += backup.pinned() ? 0 : 1;
            } else if (full) {
                gone.addFirst(backup);
            } else if (backup.verified()) {
                verified++;
            }
        }
        return gone;
    }
}
