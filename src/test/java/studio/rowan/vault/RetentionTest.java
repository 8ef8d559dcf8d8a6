package studio.rowan.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static Backup backup(long created, boolean verified, boolean pinned) {
        return new Backup(
                "b" + created + ".db",
                "/x.db",
                created,
                Reason.ASKED.words(),
                1,
                1,
                "",
                verified,
                "",
                pinned,
                true,
                0,
                List.of());
    }

    /// Made before something, and says in words of its own before what.
    private static Backup before(long created, String words) {
        return new Backup(
                "w" + created + ".db", "/x.db", created, words, 1, 1, "", true, "", false, true, 0, List.of());
    }

    @Test
    void thoseThatNameTheirMigrationDriveOutNoneThatWasAskedFor() {
        assertThat(gone(
                        1,
                        backup(1, true, false),
                        before(2, "before migration V3 users"),
                        before(3, "before migrations 4 to 6")))
                .containsExactly(2L);
    }

    private static List<Long> gone(int keep, Backup... backups) {
        return Retention.beyond(List.of(backups), keep).stream()
                .map(Backup::created)
                .toList();
    }

    @Test
    void theNewestStay() {
        Backup[] five = {
            backup(3, true, false),
            backup(1, true, false),
            backup(5, true, false),
            backup(2, true, false),
            backup(4, true, false)
        };
        assertThat(gone(2, five)).containsExactly(1L, 2L, 3L);
        assertThat(gone(5, five)).isEmpty();
        assertThat(gone(9, five)).isEmpty();
    }

    @Test
    void pinnedOnesStayAndDoNotCount() {
        assertThat(gone(1, backup(1, true, true), backup(2, true, false), backup(3, true, false)))
                .containsExactly(2L);
    }

    @Test
    void theNewestVerifiedStaysWhateverIsAsked() {
        assertThat(gone(0, backup(1, true, false), backup(2, false, false), backup(3, false, false)))
                .isEmpty();
        assertThat(gone(-1, backup(1, true, false))).isEmpty();
    }

    @Test
    void unverifiedOnesPushNoneOut() {
        assertThat(gone(
                        2,
                        backup(1, true, false),
                        backup(2, true, false),
                        backup(3, false, false),
                        backup(4, false, false)))
                .isEmpty();
        assertThat(gone(1, backup(1, false, false), backup(2, true, false))).containsExactly(1L);
    }

    @Test
    void timedOnesAreCountedByThemselves() {
        assertThat(gone(2, backup(1, true, false), timed(2), timed(3), timed(4), backup(5, true, false)))
                .containsExactly(2L);
        assertThat(gone(1, timed(1), backup(2, true, false))).isEmpty();
    }

    /// Each try to run a migration that fails makes one.
    @Test
    void thoseBeforeAMigrationDriveOutNoneThatWasAskedFor() {
        assertThat(gone(
                        2,
                        backup(1, true, false),
                        of(Reason.BEFORE_MIGRATION, 2),
                        of(Reason.BEFORE_MIGRATION, 3),
                        of(Reason.BEFORE_RESTORE, 4),
                        of(Reason.BEFORE_MIGRATION, 5)))
                .containsExactly(2L, 3L);
    }

    private static Backup timed(long created) {
        return of(Reason.TIMED, created);
    }

    private static Backup of(Reason reason, long created) {
        return new Backup(
                "t" + created + ".db", "/x.db", created, reason.words(), 1, 1, "", true, "", false, true, 0, List.of());
    }

    @Test
    void whateverIsThereTheRulesHold() {
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            List<Backup> all = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                all.add(backup(random.nextInt(1000), random.nextInt(3) > 0, random.nextInt(4) == 0));
            }
            int keep = random.nextInt(5);
            List<Backup> gone = Retention.beyond(all, keep);
            List<Backup> kept = new ArrayList<>(all);
            gone.forEach(kept::remove);
            assertThat(gone).noneMatch(Backup::pinned);
            long verifiedKept =
                    kept.stream().filter(b -> b.verified() && !b.pinned()).count();
            long verified =
                    all.stream().filter(b -> b.verified() && !b.pinned()).count();
            assertThat(verifiedKept).isGreaterThanOrEqualTo(Math.min(verified, Math.max(1, keep)));
            assertThat(kept.stream().anyMatch(Backup::verified))
                    .isEqualTo(all.stream().anyMatch(Backup::verified));
        }
    }
}
