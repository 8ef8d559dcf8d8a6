package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

class ScratchTest {
    private static final Sql MUCH =
            Sql.of("INSERT INTO s.t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < 20000) SELECT i, randomblob(1000) FROM n");

    @TempDir
    Path folder;

    private static long fill(Access access, Scratch scratch) {
        access.fill(scratch, "s");
        access.execute(Sql.of("CREATE TABLE s.t(i INTEGER PRIMARY KEY, x)"));
        access.execute(MUCH);
        return access.scalar(Sql.of("SELECT count(*) FROM s.t")).asLong();
    }

    /// Keys of a sort are values of a file that nobody else may be allowed to read.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseMayLookIntoItsFolder() throws IOException {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE a(x)");
                Scratch scratch = db.db().scratch()) {
            assertThat(Files.getPosixFilePermissions(scratch.home().file().getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// No journal protects the file: what is left of it cannot be read, nor let go of.
    @Test
    void aFillingThatWasEndedSpoilsNoneThatComesLater() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE a(x)");
                Scratch ended = db.db().scratch();
                Scratch whole = db.db().scratch()) {
            Job<Long> job = db.db().sort("ended", access -> {
                fill(access, ended);
                access.job().cancel();
                access.job().checkCancelled();
                return 0L;
            });
            assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(db.db().sort("whole", access -> fill(access, whole)).await())
                    .isEqualTo(20_000);
            assertThat(db.db()
                            .sort("read", access -> {
                                access.attach(whole, "s");
                                return access.scalar(Sql.of("SELECT count(*) FROM s.t"))
                                        .asLong();
                            })
                            .await())
                    .isEqualTo(20_000);
        }
    }
}
