package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.Children;
import studio.rowan.OtherProcess;
import studio.rowan.TestDb;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;

/// A reset that is killed: the file is as before or after, and every file that is named as a backup verifies.
class ResetFaultsTest {
    private static final int KILLS = Integer.getInteger("rowan.kills", 10);

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void killedInTheMiddle(String mode, TestReporter reporter) throws Exception {
        Path base = folder.resolve("base.db");
        try (OtherProcess other = OtherProcess.on(base)) {
            other.must("PRAGMA journal_mode = " + mode);
            other.must("CREATE TABLE goods(id INTEGER PRIMARY KEY, v BLOB)");
            other.must("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000)"
                    + " INSERT INTO goods SELECT i, randomblob(10000) FROM c");
        }
        Random random = new Random(9);
        int before = 0;
        int after = 0;
        for (int i = 0; i < KILLS / 2; i++) {
            Path file = folder.resolve("victim" + i + ".db");
            Files.copy(base, file);
            kill(file, random.nextInt(2500));
            Db.recover(file, files);
            try (TestDb db = TestDb.open(file)) {
                assertThat(text(db, "PRAGMA integrity_check")).isEqualTo("ok");
                if (db.workspace().schema().relation("goods").isPresent()) {
                    before++;
                    assertThat(text(db, "SELECT count(*) || ' ' || sum(length(v)) FROM goods"))
                            .isEqualTo("2000 20000000");
                    assertThat(text(db, "SELECT count(*) FROM sqlite_schema")).isEqualTo("1");
                } else {
                    after++;
                    assertThat(text(db, "SELECT count(*) FROM users")).isEqualTo("2");
                    assertThat(text(db, "SELECT count(*) FROM tags")).isEqualTo("3");
                    assertThat(backups()).as("what was there is kept").isNotEmpty();
                }
                assertThat(text(db, "PRAGMA journal_mode")).isEqualTo(mode);
            }
        }
        assertBackupsVerify();
        reporter.publishEntry(mode, "killed before the reset was done: " + before + ", after: " + after);
        assertThat(before).as("some were hit").isPositive();
    }

    private static String text(TestDb db, String sql) {
        return String.valueOf(db.db()
                .read("text", access -> access.scalar(Sql.of(sql)).asText())
                .await());
    }

    private void kill(Path file, int millis) throws Exception {
        Process victim = Children.start(ResetVictim.class, file.toString(), folder.toString());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(victim.waitFor(millis, TimeUnit.MILLISECONDS))
                    .as("it waits until it is killed")
                    .isFalse();
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private List<Path> backups() throws IOException {
        Path kept = folder.resolve("backups");
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(kept)) {
            return all.filter(p -> p.toString().endsWith(".db")).toList();
        }
    }

    private void assertBackupsVerify() throws IOException {
        for (Path backup : backups()) {
            FileCheck check = Job.here("check", job -> FileCheck.of(backup, files, job));
            assertThat(check.sound()).as("%s", backup).isTrue();
        }
    }
}
