package studio.rowan.vault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which backups of one database may go, so that the newest stay. Decides only; deletes nothing.
public final class Retention {
    /// How many are kept unless the user says otherwise.
    public static final int DEFAULT_KEEP = 10;

    private Retention() {}

    /// Those beyond the newest `keep` verified ones, oldest first. Timed ones are counted by themselves, so that a
    /// night of them never drives out one that somebody asked for. Pinned ones stay and do not count; the newest
    /// verified one stays whatever `keep` says. One that is not verified goes when it is older than all that stay.
    public static List<Backup> beyond(List<Backup> backups, int keep) {
        List<Backup> newestFirst = new ArrayList<>(backups);
        newestFirst.sort(Comparator.comparingLong(Backup::created).reversed());
        List<Backup> gone = new ArrayList<>();
        int asked = 0;
        int timed = 0;
        for (Backup backup : newestFirst) {
            boolean full = (backup.isTimed() ? timed : asked) >= Math.max(1, keep);
            if (full && !backup.pinned()) {
                gone.addFirst(backup);
            } else if (backup.verified() && !backup.pinned() && backup.isTimed()) {
                timed++;
            } else if (backup.verified() && !backup.pinned()) {
                asked++;
            }
        }
        return gone;
    }
}
