package studio.rowan.vault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which backups of one database may go, so that the newest stay. Decides only; deletes nothing.
public final class Retention {
    /// How many are kept unless the user says otherwise.
    public static final int DEFAULT_KEEP = 10;

    private Retention() {}

    /// Those of a kind are counted together: neither a night of timed ones nor ten migrations that fail drive out one
    /// that somebody asked for.
    private enum Kind {
        ASKED,
        BEFORE,
        TIMED;

        /// Words of their own have only backups that are made before something, such as before one migration. One
        /// without a word was listed again after its list was lost: somebody may have asked for it.
        static Kind of(Backup backup) {
            Reason other = backup.reason().isEmpty() ? Reason.ASKED : Reason.BEFORE_MIGRATION;
            return switch (Reason.of(backup.reason()).orElse(other)) {
                case ASKED -> ASKED;
                case BEFORE_MIGRATION, BEFORE_RESTORE, BEFORE_RESET -> BEFORE;
                case TIMED -> TIMED;
            };
        }
    }

    /// Those beyond the newest `keep` verified ones of their kind, oldest first. Pinned ones stay and do not
    /// count; the newest verified one stays whatever `keep` says. One that is not verified goes when it is older
    /// than all of its kind that stay.
    public static List<Backup> beyond(List<Backup> backups, int keep) {
        List<Backup> newestFirst = new ArrayList<>(backups);
        newestFirst.sort(Comparator.comparingLong(Backup::created).reversed());
        List<Backup> gone = new ArrayList<>();
        Map<Kind, Integer> kept = new EnumMap<>(Kind.class);
        for (Backup backup : newestFirst) {
            boolean full = kept.getOrDefault(Kind.of(backup), 0) >= Math.max(1, keep);
            if (full && !backup.pinned()) {
                gone.addFirst(backup);
            } else if (backup.verified() && !backup.pinned()) {
                kept.merge(Kind.of(backup), 1, Integer::sum);
            }
        }
        return gone;
    }
}
